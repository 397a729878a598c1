"""Scalers, encoders and decompositions: what comes out of a fit and a transform."""

HEADER = """import numpy as np
from sklearn.preprocessing import StandardScaler, MinMaxScaler, MaxAbsScaler, RobustScaler, Normalizer, Binarizer, PowerTransformer, QuantileTransformer
from sklearn.preprocessing import PolynomialFeatures, LabelEncoder, LabelBinarizer, OneHotEncoder, OrdinalEncoder
from sklearn.decomposition import PCA, TruncatedSVD
from sklearn.impute import SimpleImputer, KNNImputer
from sklearn.feature_extraction.text import CountVectorizer, TfidfVectorizer"""
LIBRARIES = ["scikit-learn", "numpy"]

SCALERS = {
    "StandardScaler": ["", "with_mean=False", "with_std=False", "copy=False"],
    "MinMaxScaler": ["", "(0, 1)", "feature_range=(-1, 1)", "clip=True"],
    "MaxAbsScaler": ["", "copy=False"],
    "RobustScaler": ["", "with_centering=False", "quantile_range=(10.0, 90.0)", "unit_variance=True"],
    "Normalizer": ["", "'l1'", "norm='max'"],
    "Binarizer": ["", "threshold=0.5"],
    "PowerTransformer": ["", "standardize=False", "method='yeo-johnson'"],
    "QuantileTransformer": ["n_quantiles=3", "n_quantiles=3, output_distribution='normal'"],
}


def table(rng, columns=None):
    n = rng.choice([3, 8, 20])
    columns = columns or rng.choice([1, 2, 5])
    return rng.choice(
        [f"np.zeros(({n}, {columns}))", f"np.ones(({n}, {columns}), dtype='float32')", f"np.zeros(({n}, {columns}), dtype='int64')", str([[float(i + j) for j in range(columns)] for i in range(3)])]
    )


def wrong(rng):
    return rng.choice(["np.zeros(8)", "np.zeros((4, 3, 2))", "[1.0, 2.0, 3.0]", "np.zeros((2, 2, 2, 2))"])


def cases(rng):
    for name, arguments in SCALERS.items():
        for _ in range(12):
            made = f"{name}({rng.choice(arguments)})"
            x = table(rng, 3)
            form = rng.choice(["fit_transform", "fit", "inverse", "other"])
            if form == "fit_transform":
                yield f"sklearn.preprocessing.{name}", f"{made}.fit_transform({x})"
            elif form == "fit":
                yield f"sklearn.preprocessing.{name}", f"{made}.fit({x}).transform({table(rng, 3)})"
            elif form == "inverse" and name not in ("Normalizer", "Binarizer"):
                yield f"sklearn.preprocessing.{name}", f"s = {made}\nz = s.fit_transform({x})\ns.inverse_transform(z)"
            elif name not in ("Normalizer", "Binarizer"):
                yield f"sklearn.preprocessing.{name}", f"s = {made}\nz = s.fit({x})\ns.transform({table(rng, rng.choice([3, 4]))})"
        for _ in range(4):
            yield f"sklearn.preprocessing.{name}", f"{name}({rng.choice(arguments)}).fit_transform({wrong(rng)})"
    for _ in range(30):
        columns = rng.choice([1, 2, 3, 5])
        arguments = rng.choice(["", "2", "3", "degree=2, include_bias=False", "3, interaction_only=True", "degree=1", "2, interaction_only=True, include_bias=False"])
        yield "sklearn.preprocessing.PolynomialFeatures", f"PolynomialFeatures({arguments}).fit_transform({table(rng, columns)})"
    for _ in range(30):
        columns = rng.choice([2, 3, 5])
        arguments = rng.choice(["", "1", "2", "n_components=2", "n_components=6", "None", "4"])
        yield "sklearn.decomposition.PCA", f"PCA({arguments}).fit_transform({table(rng, columns)})"
    for _ in range(16):
        yield "sklearn.decomposition.TruncatedSVD", f"TruncatedSVD({rng.choice(['', '2', 'n_components=3', '1'])}).fit_transform({table(rng, rng.choice([3, 5]))})"
    for name in ("SimpleImputer", "KNNImputer"):
        for _ in range(12):
            arguments = rng.choice(["", "missing_values=-1.0", "copy=False"])
            yield f"sklearn.impute.{name}", f"{name}({arguments}).fit_transform({table(rng, 3) if rng.random() < 0.8 else wrong(rng)})"
    words = ["'cat'", "'dog'", "'emu'", "'fox'"]
    for _ in range(30):
        labels = f"[{', '.join(rng.choice(words) for _ in range(rng.choice([3, 6, 9])))}]"
        made = rng.choice(["LabelEncoder()", "LabelBinarizer()"])
        name = f"sklearn.preprocessing.{made[:-2]}"
        form = rng.choice([f"{made}.fit_transform({labels})", f"e = {made}\nz = e.fit({labels})\ne.transform({labels})", f"e = {made}\nz = e.fit({labels})\ne.classes_.shape"])
        yield name, form
    for _ in range(14):
        yield "sklearn.preprocessing.LabelEncoder", f"LabelEncoder().fit_transform({rng.choice(['np.zeros(8)', 'np.zeros((8, 1))', 'np.zeros((8, 2))', '[3, 1, 2]', '[[1, 2], [3, 4]]', 'np.zeros((2, 2, 2))', '[True, False]'])})"
    for _ in range(24):
        columns = rng.choice([1, 2])
        items = [[rng.choice(words).strip("'") for _ in range(columns)] for _ in range(rng.choice([3, 5]))]
        form = rng.choice(["OneHotEncoder(sparse_output=False).fit_transform({})", "OneHotEncoder().fit_transform({}).toarray()", "OneHotEncoder(sparse=False).fit_transform({})", "OneHotEncoder(handle_unknown='ignore', sparse_output=False).fit_transform({})", "OneHotEncoder().fit_transform({}).shape"])
        yield "sklearn.preprocessing.OneHotEncoder", form.format(items)
    for _ in range(8):
        yield "sklearn.preprocessing.OneHotEncoder", f"OneHotEncoder(sparse_output=False).fit_transform({rng.choice(['np.zeros(5)', '[1, 2, 3]', 'np.zeros((4, 2))', 'np.zeros((4, 1))', '[[1], [2], [5]]', '[[1, 7], [2, 8], [5, 7]]'])})"
    for _ in range(10):
        yield "sklearn.preprocessing.OrdinalEncoder", f"OrdinalEncoder().fit_transform({rng.choice(['np.zeros((4, 2))', '[[1], [2]]', 'np.zeros(4)', 'np.ones((3, 3))', '[[1, 7], [2, 8]]'])})"
