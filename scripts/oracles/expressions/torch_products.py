"""PyTorch's products of matrices and what it does with them: factors, solutions, norms."""

HEADER = "import torch"
LIBRARIES = ["torch"]


def cases(rng):
    c = rng.choice

    def one(shape, dtype="float32"):
        return f"torch.ones({shape})" if dtype == "float32" else f"torch.ones({shape}, dtype=torch.{dtype})"

    def some(good, wrong, share=0.15):
        return c(wrong) if rng.random() < share else c(good)

    def typed():
        return c(["float32"] * 6 + ["float64", "complex64"])

    for _ in range(40):
        a, b = some([("2, 3", "3, 4"), ("3", "3, 4"), ("2, 3", "3"), ("3", "3"), ("5, 2, 3", "3, 4"), ("5, 2, 3", "5, 3, 4"), ("5, 2, 3", "3"), ("3", "5, 3, 4"), ("2, 1, 2, 3", "4, 3, 5")], [("2, 3", "2, 3"), ("()", "3"), ("5, 2, 3", "4, 3, 2")])
        p = typed()
        q = p if rng.random() < 0.9 else "int64"
        name = c(["torch.matmul({}, {})", "torch.linalg.matmul({}, {})", "{}.matmul({})"])
        yield "torch.matmul", name.format(one(a, p), one(b, q))
    pairs = {
        "mm": ([("2, 3", "3, 4"), ("1, 3", "3, 1"), ("0, 3", "3, 4")], [("2, 3", "2, 3"), ("3", "3, 4"), ("5, 2, 3", "3, 4")]),
        "bmm": ([("5, 2, 3", "5, 3, 4"), ("1, 2, 3", "1, 3, 1")], [("5, 2, 3", "4, 3, 2"), ("2, 3", "3, 4"), ("5, 2, 3", "5, 2, 3"), ("1, 2, 3", "5, 3, 4")]),
        "mv": ([("2, 3", "3"), ("4, 1", "1")], [("2, 3", "2"), ("2, 3", "3, 1"), ("3", "3")]),
        "dot": ([("3", "3"), ("1", "1")], [("3", "4"), ("2, 3", "3"), ("()", "3"), ("1", "3")]),
        "vdot": ([("3", "3")], [("3", "4"), ("2, 3", "3")]),
        "inner": ([("2, 3, 4", "5, 4"), ("3", "3"), ("()", "2, 3"), ("2, 3", "3")], [("2, 3", "2"), ("2, 3, 4", "5, 3")]),
        "outer": ([("3", "4"), ("0", "2")], [("2, 3", "4"), ("3", "()")]),
        "ger": ([("3", "4")], [("2, 3", "4")]),
        "kron": ([("2, 3", "4, 5"), ("3", "4, 5"), ("2, 3, 4", "2, 2"), ("()", "3")], [("2", "3")]),
    }
    for name, (good, wrong) in pairs.items():
        for _ in range(22):
            a, b = some(good, wrong, 0.25)
            p = typed()
            q = p if rng.random() < 0.88 else c(["int64", "float64"])
            yield f"torch.{name}", c([f"torch.{name}({one(a, p)}, {one(b, q)})", f"{one(a, p)}.{name}({one(b, q)})"])
    added = {
        "addmm": (["4", "2, 4", "2, 1", "()"], ["3", "5, 2, 4", "3, 4"], [("2, 3", "3, 4")], [("2, 3", "4, 4"), ("3", "3, 4")]),
        "addbmm": (["2, 4", "4", "()"], ["3", "5, 2, 4"], [("5, 2, 3", "5, 3, 4")], [("5, 2, 3", "4, 3, 4"), ("2, 3", "3, 4")]),
        "baddbmm": (["5, 2, 4", "2, 4", "5, 1, 4", "4"], ["3", "1, 5, 2, 4"], [("5, 2, 3", "5, 3, 4")], [("5, 2, 3", "5, 2, 4"), ("2, 3", "3, 4")]),
        "addmv": (["2", "1", "()"], ["3", "2, 2"], [("2, 3", "3")], [("2, 3", "2"), ("3", "3")]),
        "addr": (["3, 4", "4", "3, 1"], ["5", "2, 3, 4"], [("3", "4")], [("2, 3", "4")]),
    }
    for name, (starts, bad, good, wrong) in added.items():
        for _ in range(20):
            start = some(starts, bad)
            a, b = some(good, wrong)
            p = c(["float32", "float32", "float64"])
            q = p if rng.random() < 0.9 or name == "addr" else "int64"
            tail = c(["", "", ", beta=2", ", alpha=0.5", ", beta=0.5, alpha=2"])
            x = one(start, q)
            args = f"{one(a, p)}, {one(b, p)}{tail}"
            if rng.random() < 0.25:
                yield f"torch.Tensor.{name}_", f"x = {one(starts[0] if name != 'addmm' else '2, 4', p)}\nx.{name}_({args})"
            else:
                yield f"torch.{name}", c([f"torch.{name}({x}, {args})", f"{x}.{name}({args})"])
    equations = [
        ("ij,jk->ik", "2, 3|3, 4"), ("bij,bjk->bik", "5, 2, 3|5, 3, 4"), ("ij,jk", "2, 3|3, 4"), ("...ij,jk->...ik", "5, 2, 3|3, 4"), ("ii->i", "3, 3"), ("ii", "3, 3"),
        ("ij->ji", "2, 3"), ("ij->", "2, 3"), ("i,j->ij", "2|3"), ("bhid,bhjd->bhij", "2, 4, 5, 8|2, 4, 7, 8"), ("b i d, b j d -> b i j", "2, 5, 8|2, 7, 8"), ("iJ,Jk->ik", "2, 3|3, 4"),
        ("zy,yx", "2, 3|3, 4"), ("...,...->...", "2, 3|3"), ("ij,jk,kl->il", "2, 3|3, 4|4, 5"), ("bn,anm,bm->ba", "2, 3|4, 3, 5|2, 5"), ("...->", "2, 3"), ("b...->b", "2, 3, 4"), ("ij,ij->ij", "2, 1|2, 3"),
        ("ij,jk->ik", "2, 3|4, 5"), ("ijk,jk->ik", "2, 3|3, 5"), ("ij,jk->il", "2, 3|3, 5"), ("ij->ii", "2, 3"), ("ij,jk->ik", "2, 3"), ("ij->ji", "2, 3|2, 3"), ("bqhd,bkhd->bhqk", "2, 5, 4, 8|2, 7, 4, 8"), ("bqhd,bkhd->bhqk", "2, 5, 4, 8|2, 7, 4, 6"),
    ]
    for equation, shapes in equations:
        for p in ("float32", "int64", "float64"):
            tensors = ", ".join(one(s, p) for s in shapes.split("|"))
            yield "torch.einsum", f"torch.einsum('{equation}', {c([tensors, tensors, f'[{tensors}]', f'({tensors},)'])})"
    yield "torch.einsum", "torch.einsum(torch.ones(2, 3), [0, 1], torch.ones(3, 4), [1, 2], [0, 2])"
    yield "torch.einsum", "torch.einsum(torch.ones(2, 3), [0, 1], torch.ones(3, 4), [1, 2])"
    yield "torch.einsum", "torch.einsum(torch.ones(2, 3), [0, 1], torch.ones(2, 4), [1, 2], [0, 2])"
    for _ in range(40):
        a, b, dims = c([("2, 3, 4", "4, 5", "1"), ("2, 3, 4", "3, 4, 5", "2"), ("2, 3, 4", "3, 4, 5", ""), ("2, 3, 4", "4, 3, 5", "([1, 2], [1, 0])"), ("2, 3", "4", "0"), ("2, 3, 4", "4, 5", "([-1], [0])"), ("2, 3", "3, 2", "([0], [1])"), ("2, 3", "4, 5", "1"), ("2, 3", "3", "2"), ("2, 3, 4", "5, 4", "([1], [0])"), ("2, 3", "3, 4", "([1, 0], [0])"), ("2, 3, 4", "1, 4", "([1, 2], [0, 1])"), ("2, 3", "3, 4", "([2], [0])")])
        p = typed()
        yield "torch.tensordot", f"torch.tensordot({one(a, p)}, {one(b, p if rng.random() < 0.9 else 'int64')}{', ' if dims else ''}{c(['dims=', '']) if dims else ''}{dims})"
    for _ in range(14):
        yield "torch.linalg.multi_dot", f"torch.linalg.multi_dot([{c(['torch.ones(2, 3), torch.ones(3, 4), torch.ones(4, 5)', 'torch.ones(3), torch.ones(3, 4), torch.ones(4)', 'torch.ones(2, 3)', 'torch.ones(2, 3), torch.ones(4, 4)', 'torch.ones(2, 3), torch.ones(3), torch.ones(3, 2)', 'torch.ones(2, 3), torch.ones(3)'])}])"
        yield "torch.chain_matmul", f"torch.chain_matmul({c(['torch.ones(2, 3), torch.ones(3, 4), torch.ones(4, 5)', 'torch.ones(2, 3), torch.ones(3, 4)', 'torch.ones(2, 3), torch.ones(4, 4)'])})"
        yield "torch.trace", c(["torch.trace({})", "{}.trace()"]).format(one(c(["3, 3", "2, 4", "3", "2, 3, 3"]), c(["float32", "int64", "bool", "float64"])))
        a, b = c([("5, 3", "5, 3"), ("3, 5", "3, 5"), ("5, 3", "1, 3"), ("5, 3", "3"), ("5, 4", "5, 4"), ("2, 5, 3", "2, 5, 3")])
        yield "torch.cross", f"torch.{c(['cross', 'linalg.cross'])}({one(a)}, {one(b)}{c(['', '', ', dim=-1', ', dim=0'])})"
        yield "torch.linalg.vecdot", f"torch.linalg.vecdot({one('2, 3, 4')}, {one(c(['4', '2, 3, 4', '3, 1', '5']))}{c(['', ', dim=1', ', dim=0', ', dim=3'])})"
        yield "torch.linalg.vander", f"torch.{c(['vander', 'linalg.vander'])}({one(c(['4', '5', '2, 3', '()']))}{c(['', ', N=2', ', N=6'])})"
        yield "torch.linalg.norm", f"torch.linalg.norm({one(c(['2, 3', '2, 3, 4', '5', '()']), c(['float32', 'float64', 'complex64', 'int64']))}{c(['', '', ', 2', ', dim=-1', ', dim=(0, 1)', ', dim=0, keepdim=True', ', ord=1, dim=0', ', dtype=torch.float64', ', dim=(0, 1, 2)'])})"
        yield "torch.linalg.vector_norm", f"torch.linalg.vector_norm({one(c(['2, 3', '2, 3, 4', '5', '()']), c(['float32', 'float64', 'complex64', 'int64']))}{c(['', ', ord=3', ', dim=0', ', dim=(0, -1)', ', 1, 0, True', ', dim=2', ', ord=2, dim=-1, keepdim=True'])})"
        yield "torch.linalg.matrix_norm", f"torch.linalg.matrix_norm({one(c(['2, 3', '2, 3, 4', '5', '2, 2, 3, 3']), c(['float32', 'float64', 'int64']))}{c(['', '', ', 2', ', ord=1', ', dim=(0, 1)', ', keepdim=True', ', dim=(-1, 0)', ', dim=(0, 0)'])})"
    # The exponential of zeros is a unit matrix, which all of these take.
    eye = {shape: f"torch.matrix_exp(torch.zeros({shape}))" for shape in ("3, 3", "2, 3, 3", "4, 4")}

    def square(dtype=None):
        text = eye[c(list(eye))]
        return text.replace("))", f", dtype=torch.{dtype}))") if dtype else text

    rest = ["torch.rand(2, 4, 3)", "torch.rand(2, 3)", "torch.rand(3)", "torch.ones(3, 3, dtype=torch.int64)", "torch.rand(4, 2)"]
    for name in ("linalg.inv", "inverse", "linalg.inv_ex", "linalg.det", "det", "linalg.slogdet", "slogdet", "logdet", "linalg.eig", "linalg.eigh", "linalg.eigvals", "linalg.eigvalsh", "linalg.cholesky", "linalg.cholesky_ex", "cholesky_inverse", "linalg.matrix_exp", "matrix_exp", "linalg.ldl_factor", "linalg.lu_factor", "linalg.lu_factor_ex"):
        for _ in range(9):
            x = some([square(), square(), square("float64"), square("complex64")], rest, 0.3)
            tail = ", UPLO='U'" if name.endswith(("eigh", "sh")) and rng.random() < 0.4 else ", upper=True" if name.startswith("linalg.cholesky") and rng.random() < 0.4 else ""
            if name.startswith("linalg.lu") and "exp" not in x:
                x = square()
            yield f"torch.{name}", f"torch.{name}({x}{tail})" if name.startswith("linalg") or rng.random() < 0.5 else f"{x}.{name}()"
    matrices = ["torch.rand(5, 3)", "torch.rand(2, 3, 5)", "torch.rand(4, 4)", "torch.rand(2, 2, 5, 3)", "torch.rand(3, 5, dtype=torch.float64)"]
    bad = ["torch.rand(3)", "torch.ones(3, 2, dtype=torch.int64)", "torch.rand(())"]
    for _ in range(14):
        yield "torch.linalg.svd", f"torch.linalg.svd({some(matrices, bad)}{c(['', ', full_matrices=False', ', False'])})"
        yield "torch.svd", c(["torch.svd({}{})", "torch.svd({}{})"]).format(some(matrices, bad), c(["", ", some=False", ", True"]))
        yield "torch.linalg.svd", f"torch.linalg.svd({c(matrices)}){c(['.U', '.S', '.Vh', '[0]', '[1]', '[2]'])}"
        yield "torch.linalg.svdvals", f"torch.linalg.svdvals({some(matrices, bad)})"
        yield "torch.linalg.qr", f"torch.linalg.qr({some(matrices, bad)}{c(['', ', mode=`complete`', ', `reduced`', ', mode=`r`', ', mode=`x`'])})".replace("`", "'")
        yield "torch.linalg.lu", f"torch.linalg.lu({some(matrices, bad)})"
        yield "torch.geqrf", f"torch.geqrf({some(matrices, bad)})"
        yield "torch.linalg.pinv", c(["torch.linalg.pinv({})", "torch.pinverse({})", "{}.pinverse()", "torch.linalg.pinv({}, rtol=1e-3)"]).format(some(matrices, bad))
        yield "torch.linalg.matrix_rank", f"torch.linalg.matrix_rank({some(matrices, bad)}{c(['', ', tol=0.1', ', atol=0.1'])})"
        yield "torch.linalg.cond", f"torch.linalg.cond({some([*matrices, square()], bad)}{c(['', ', 2'])})"
        yield "torch.linalg.cond", f"torch.linalg.cond({c([square(), square(), 'torch.rand(2, 3)'])}, {c(['1', repr('fro')])})"
        yield "torch.linalg.matrix_power", c(["torch.linalg.matrix_power({}, {})", "torch.matrix_power({}, {})", "{}.matrix_power({})"]).format(some([square(), square("float64")], rest[:3]), c([2, 3, 0, -1]))
        a, b = c([("3, 3", "3"), ("3, 3", "3, 2"), ("2, 3, 3", "2, 3"), ("2, 3, 3", "2, 3, 5"), ("2, 3, 3", "3"), ("3, 3", "4"), ("2, 3, 3", "3, 5"), ("3, 3", "4, 2"), ("3, 3", "2, 3, 5"), ("2, 3, 3", "5, 3, 2")])
        yield "torch.linalg.solve", f"torch.linalg.{c(['solve', 'solve', 'solve_ex'])}({eye[a]}, {one(b, c(['float32', 'float32', 'float32', 'float64']))})"
        yield "torch.linalg.solve", f"torch.linalg.solve({eye['3, 3']}, {one(c(['2, 3', '3, 2', '5, 2, 3']))}, left=False)"
        yield "torch.linalg.solve_triangular", f"torch.linalg.solve_triangular({eye[a]}, {one(b)}, upper={c([True, False])})"
        yield "torch.cholesky_solve", f"torch.cholesky_solve({one(b)}, {eye[a]})"
        a, b = c([("4, 3", "4"), ("4, 3", "4, 2"), ("3, 4", "3, 2"), ("4, 3", "5, 2"), ("2, 4, 3", "2, 4, 2"), ("2, 4, 3", "2, 4")])
        yield "torch.linalg.lstsq", f"torch.linalg.lstsq(torch.rand({a}), {one(b)}){c(['.solution', '.rank', '[0]', '.singular_values'])}"
