"""Bundled and generated data sets, and metrics."""

HEADER = "import numpy as np\nfrom sklearn import datasets, metrics"
LIBRARIES = ["scikit-learn", "numpy"]

LOADED = ["load_iris", "load_wine", "load_breast_cancer", "load_diabetes", "load_linnerud", "load_digits"]
CLASSES = ["accuracy_score", "balanced_accuracy_score", "confusion_matrix", "classification_report", "precision_score", "recall_score", "f1_score", "matthews_corrcoef"]
NUMBERS = ["mean_squared_error", "root_mean_squared_error", "mean_absolute_error", "mean_absolute_percentage_error", "r2_score", "explained_variance_score"]


def cases(rng):
    for name in LOADED:
        for of in (".data", ".target", "['data']", "['target']", ".data.shape", ".target.shape", "['data'].shape[1]", ".data[:10]", ".target[0]"):
            yield f"sklearn.datasets.{name}", f"datasets.{name}(){of}"
        yield f"sklearn.datasets.{name}", f"datasets.{name}(return_X_y=True)"
        yield f"sklearn.datasets.{name}", f"X, y = datasets.{name}(return_X_y=True)\ny"
        yield f"sklearn.datasets.{name}", f"len(datasets.{name}().feature_names)"
        yield f"sklearn.datasets.{name}", f"datasets.{name}(True)"
        yield f"sklearn.datasets.{name}", f"datasets.{name}(as_frame=True).data.shape"
    yield "sklearn.datasets.load_digits", "datasets.load_digits().images"
    yield "sklearn.datasets.load_iris", "datasets.load_iris().target_names.shape"
    for _ in range(30):
        n, f, k = rng.choice([20, 50, 100]), rng.choice([5, 8, 20]), rng.choice([2, 3])
        yield "sklearn.datasets.make_classification", f"datasets.make_classification({rng.choice([f'{n}, {f}, n_informative=4, n_redundant=0', f'n_samples={n}', f'n_samples={n}, n_features={f}, n_informative=4, n_redundant=0, n_classes={k}', f'{n}, {f}, n_informative=3, n_redundant=1, random_state=1'])}){rng.choice(['', '[0]', '[1]'])}"
        yield "sklearn.datasets.make_blobs", f"datasets.make_blobs({rng.choice([f'{n}', f'n_samples={n}, centers={k}', f'{n}, {f}, centers={k}, cluster_std=2.0', f'[{n}, {f}]', f'{n}, centers=[[0, 0, 0], [1, 1, 1]]', f'({n}, {f}, 3), 4'])}){rng.choice(['', '[0]', '[1]'])}"
        yield "sklearn.datasets.make_regression", f"datasets.make_regression({rng.choice([f'{n}', f'n_samples={n}, n_features={f}', f'{n}, {f}, n_targets={k}', f'{n}, {f}, noise=0.1, coef=True', f'{n}, {f}, n_targets={k}, coef=True'])}){rng.choice(['', '[0]', '[1]'])}"
        yield "sklearn.datasets.make_gaussian_quantiles", f"datasets.make_gaussian_quantiles(n_samples={n}, n_features={f}, n_classes={k}){rng.choice(['', '[1]'])}"
        yield "sklearn.datasets.make_multilabel_classification", f"datasets.make_multilabel_classification({rng.choice([f'{n}', f'{n}, {f}', f'{n}, n_classes={k}'])}){rng.choice(['', '[0]', '[1]'])}"
        name = rng.choice(["make_moons", "make_circles", "make_swiss_roll", "make_s_curve"])
        yield f"sklearn.datasets.{name}", f"datasets.{name}({rng.choice([f'{n}', f'n_samples={n}, noise=0.1', '', f'{n}, random_state=3'])}){rng.choice(['', '[0]', '[1]'])}"
        name = rng.choice(["make_friedman1", "make_friedman2", "make_friedman3"])
        yield f"sklearn.datasets.{name}", f"datasets.{name}({rng.choice([f'{n}', '', f'n_samples={n}, noise=0.5'])}){rng.choice(['', '[0]', '[1]'])}"
    for name in CLASSES:
        for _ in range(10):
            n = rng.choice([4, 9])
            a = rng.choice([f"np.zeros({n})", f"np.ones({n}, dtype='int64')", f"[1] * {n}", f"np.zeros(({n}, 1))"])
            b = rng.choice([f"np.zeros({n})", f"[0] * {n}", f"np.zeros(({n}, 1))", f"np.zeros({n + 1})", f"np.zeros(({n}, 3))", f"np.zeros({n - 1})"])
            yield f"sklearn.metrics.{name}", f"r = metrics.{name}({a}, {b})\nnp.zeros({n})"
    for name in NUMBERS:
        for _ in range(10):
            n = rng.choice([4, 9])
            a = rng.choice([f"np.zeros({n})", f"np.ones(({n}, 2))", f"np.zeros(({n}, 1))"])
            b = rng.choice([f"np.zeros({n})", f"np.zeros(({n}, 1))", f"np.zeros({n + 1})", f"np.zeros(({n}, 2))", f"np.zeros(({n}, 3))"])
            yield f"sklearn.metrics.{name}", f"r = metrics.{name}({a}, {b})\nnp.zeros({n})"
