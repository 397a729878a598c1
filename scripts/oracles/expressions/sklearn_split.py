"""Splitting, shuffling and folding of samples."""

HEADER = "import numpy as np\nfrom sklearn.model_selection import train_test_split, KFold, RepeatedKFold\nfrom sklearn.utils import shuffle"
LIBRARIES = ["scikit-learn", "numpy"]


def rows(rng, n):
    return rng.choice([f"np.zeros(({n}, 4))", f"np.ones({n}, dtype='int32')", f"np.zeros(({n}, 8, 8, 1), dtype='float32')", f"[0] * {n}", f"list(range({n}))"])


def size(rng, n):
    return rng.choice(["0.2", "0.25", "0.33", "0.1", "0.5", "1", str(n // 2), "0.999", "1.0", "0.0", "-1", str(n), str(n + 3), "1.5", "0.3", "0.4", "2"])


def cases(rng):
    name = "sklearn.model_selection.train_test_split"
    for _ in range(150):
        n = rng.choice([1, 2, 7, 10, 33, 150, 1000])
        arrays = ", ".join(rows(rng, n) for _ in range(rng.choice([1, 1, 2, 2, 3])))
        if rng.random() < 0.12:
            arrays += ", " + rows(rng, n + rng.choice([1, 5]))
        more = ""
        if rng.random() < 0.8:
            more += f", test_size={size(rng, n)}"
        if rng.random() < 0.3:
            more += f", train_size={size(rng, n)}"
        if rng.random() < 0.4:
            more += rng.choice([", random_state=42", ", shuffle=False", ", random_state=0, shuffle=True"])
        call = f"train_test_split({arrays}{more})"
        yield name, rng.choice([call, f"len({call})", f"{call}[0]", f"{call}[1]", f"np.zeros(len({call}[-1]))"])
    for _ in range(60):
        n = rng.choice([5, 10, 33, 150])
        k = rng.choice([2, 3, 5])
        yield "sklearn.model_selection.KFold", f"train, test = list(KFold({k}, shuffle={rng.choice(['True', 'False'])}).split(np.zeros(({n}, 3))))[{rng.choice([0, -1, 1])}]\n{rng.choice(['train', 'test', 'np.zeros((' + str(n) + ', 3))[train]'])}"
    for _ in range(40):
        n = rng.choice([5, 10, 33])
        a = rows(rng, n)
        b = rows(rng, rng.choice([n, n, n, n + 1]))
        yield "sklearn.utils.shuffle", rng.choice([f"shuffle({a})", f"shuffle({a}, {b})", f"shuffle({a}, {b}, random_state=1)", f"shuffle({a}, n_samples=3)"])
    for _ in range(30):
        n = rng.choice([6, 10, 33])
        k, times = rng.choice([2, 3, 5]), rng.choice([1, 2, 4])
        made = f"RepeatedKFold(n_splits={k}, n_repeats={times}, random_state=1)"
        take = rng.choice([0, -1, k])
        pairs = f"train, test = list({made}.split(np.zeros(({n}, 3))))[{take if take < k * times else 0}]\n"
        yield "sklearn.model_selection.RepeatedKFold", rng.choice([pairs + rng.choice(["train", "test"]), f"np.zeros({made}.get_n_splits())"])
