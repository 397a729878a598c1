"""Tables: construction, selection, columns that come and go, methods and what combines tables."""

HEADER = "import numpy as np\nimport pandas as pd"
LIBRARIES = ["pandas", "numpy"]

FRAMES = [
    "pd.DataFrame({'a': [1, 2, 3, 4], 'b': [1.5, 2.0, 3.0, 4.0], 'c': [7, 8, 9, 1]})",
    "pd.DataFrame(np.zeros((6, 3)), columns=['a', 'b', 'c'])",
    "pd.DataFrame({'a': [1, 2], 'b': ['x', 'y'], 'c': [True, False]})",
    "pd.DataFrame([[1, 2.5, 3], [4, 5.5, 6], [7, 8.5, 9]], columns=['a', 'b', 'c'])",
    "pd.DataFrame([{'a': 1, 'b': 2, 'c': 3}, {'a': 4, 'b': 5, 'c': 6}])",
    "pd.DataFrame({'a': np.zeros(5), 'b': np.ones(5, dtype='int32'), 'c': 0})",
]
SELECTED = [
    "df['a']", "df[['a', 'b']]", "df[['c']]", "df.a", "df['q']", "df[['a', 'q']]", "df[:2]", "df[1:]", "df[-1:]",
    "df.iloc[:2]", "df.iloc[0]", "df.iloc[:, 0]", "df.iloc[:, :-1]", "df.iloc[:, 1:]", "df.iloc[[0, 1]]", "df.iloc[0:1, 0:2]", "df.iloc[:, [0, 2]]", "df.iloc[-1]", "df.iloc[:, -1]", "df.iloc[99]", "df.iloc[:, 3]", "df.iloc[[0, 50]]", "df.iloc[::2]",
    "df.loc[:, 'a']", "df.loc[:, ['a', 'c']]", "df.loc[:, 'a':'b']", "df.loc[0]", "df.loc[:, 'q']", "df.loc[[0, 1], ['a']]", "df.loc[0, ['a', 'b']]",
]
METHODS = [
    "df.drop('a', axis=1)", "df.drop(columns=['a', 'b'])", "df.drop(['a', 'c'], axis='columns')", "df.drop('q', axis=1)", "df.drop(columns='b')", "df.drop('q', axis=1, errors='ignore')",
    "df.head()", "df.head(1)", "df.tail(2)", "df.sample(1)", "df.sample(frac=1)", "df.sample(n=2)", "df.sample(frac=0.5)", "df.copy()", "df.fillna(0)", "df.isnull()", "df.isna().sum()", "df.reset_index(drop=True)",
    "df.rename(columns={'a': 'z'})", "df.rename(columns={'a': 'z'})[['z', 'b']]", "df.rename(columns={'a': 'z'})['a']", "df.set_index('a')", "df.sort_values('a')", "df.T", "df.count()", "df.nunique()", "df.assign(z=1)", "df.assign(z=1, a=2.5)",
    "df[['a', 'c']].astype('float32')", "df[['a']].astype(int)", "df['a'].astype('float32')", "df['a'].astype(np.int64)", "df[['a', 'c']] * 2", "df[['a', 'c']] / 2", "df['a'] + df['c']", "df['a'] / 2", "df['a'] > 1", "df['a'] == df['c']", "-df['a']",
    "df[['a', 'c']].mean()", "df[['a', 'c']].std()", "df[['a']].max()", "df[['a', 'c']].sum(axis=1)", "(df[['a', 'c']] - df[['a', 'c']].mean()) / df[['a', 'c']].std()", "df.duplicated()", "df[['a', 'c']].corr()", "df['a'].isin([1, 2])",
    "df.columns.drop('a')", "df.columns", "df.columns[:-1]", "df[df.columns[1:]]", "df[df.columns.difference(['b'])]", "df.columns.values",
]
CHANGES = ["df['d'] = 1", "df['d'] = df['a'] * 2", "df['a'] = df['a'].astype('float32')", "df[['a', 'd']] = 0", "p = df.pop('b')", "df.drop('a', axis=1, inplace=True)", "df.columns = ['x', 'y', 'z']", "df.insert(0, 'd', 5)", "df = df.drop(columns=['c'])", "df.rename(columns={'a': 'z'}, inplace=True)", "df.fillna(0, inplace=True)", "del df['c']"]
AFTER = ["df", "df[['a']]", "df['d']", "df.iloc[:, 0]", "df.drop('b', axis=1)", "df[['x', 'y']]", "df['z']", "df.loc[:, 'a']"]
MADE = [
    "pd.DataFrame({'a': [1, 2], 'b': [1]})", "pd.DataFrame({'a': [1, 2], 'b': 5})", "pd.DataFrame(np.zeros((2, 3)), columns=['a', 'b'])", "pd.DataFrame(np.zeros((2, 3, 4)))", "pd.DataFrame([1, 2, 3])", "pd.DataFrame(np.zeros(4), columns=['a'])", "pd.DataFrame([[1, 2], [3, 4]])",
    "pd.DataFrame({'a': [1, 2], 'b': [3, 4]}, columns=['b'])", "pd.DataFrame(np.zeros((3, 2)), index=[1, 2, 3])", "pd.DataFrame({'a': np.zeros(3), 'b': np.zeros(4)})", "pd.DataFrame({'a': (1, 2, 3), 'b': range(3)})", "pd.DataFrame({'a': [1, 2, 3]}, index=['x', 'y', 'z'])", "pd.DataFrame({'a': np.zeros((3, 2))[:, 0]})", "pd.DataFrame(pd.DataFrame(np.zeros((3, 2))))",
    "pd.Series([1, 2, 3])", "pd.Series([1.5, 2])", "pd.Series(np.zeros(4, dtype='float32'))", "pd.Series(np.zeros((4, 2)))", "pd.Series({'a': 1, 'b': 2})", "pd.Series(['x', 'y'])", "pd.Series(5, index=[1, 2, 3])", "pd.Series([True, False])", "pd.Series(range(5))", "pd.Series([1, 2, 3])[1:]", "pd.Series([3, 4]).to_frame()",
    "pd.concat([pd.DataFrame({'a': [1, 2]}), pd.DataFrame({'a': [3]})])", "pd.concat([pd.DataFrame({'a': [1, 2]}), pd.DataFrame({'b': [3, 4]})], axis=1)", "pd.concat([pd.DataFrame({'a': [1, 2]}), pd.DataFrame({'b': [3]})])", "pd.concat([pd.Series([1, 2]), pd.Series([3])])", "pd.concat([pd.DataFrame({'a': [1, 2]})] * 3, ignore_index=True)", "pd.concat([pd.DataFrame({'a': [1, 2]}), pd.DataFrame({'a': [3]})], axis=0)", "pd.concat([pd.DataFrame(np.zeros((3, 2))), pd.DataFrame(np.ones((3, 4)))], axis=1)",
    "pd.get_dummies(['x', 'y', 'x'])", "pd.get_dummies([1, 2, 3])", "pd.get_dummies(['x', 'y', 'x'], drop_first=True)", "pd.get_dummies(['x', 'y', 'z'], dtype=int)", "pd.get_dummies(['x', 'y', 'z'], dtype='float32')", "pd.get_dummies(pd.DataFrame({'a': [1, 2]}))", "pd.get_dummies(['x', 'x'], prefix='p')",
]


def cases(rng):
    ends = [".values", ".shape", ".to_numpy()"]
    for text in MADE:
        name = "pandas." + text.split("pd.")[1].split("(")[0]
        for end in (".values", ".shape", ".values.shape"):
            yield name, text + end
        yield name, f"len({text})"
        yield name, f"np.zeros(3) if {text} is None else {text}.ndim"
    yield "pandas.factorize", "pd.factorize(pd.Series(['x', 'y', 'x']))[0]"
    yield "pandas.factorize", "pd.factorize(['x', 'y', 'x', 'z'])[0].shape"
    for frame in FRAMES:
        for text in SELECTED:
            end = rng.choice(ends)
            yield "pandas.DataFrame", f"df = {frame}\n({text}){end}"
        for text in METHODS:
            if text == "df.columns.values":
                yield "pandas.DataFrame", f"df = {frame}\nlen(df.columns)"
                continue
            end = ".shape" if "columns" in text and "[" not in text and not text.startswith("df.drop") and not text.startswith("df.rename") else rng.choice(ends)
            if "mean" in text or "corr" in text or "std" in text or "T" in text:
                end = ".shape"
            yield "pandas.DataFrame", f"df = {frame}\n({text}){end}"
        for change in CHANGES:
            for after in rng.sample(AFTER, 4):
                yield "pandas.DataFrame", f"df = {frame}\n{change}\n{after}{rng.choice(['.shape', '.values', '.shape'])}"
        yield "pandas.DataFrame", f"df = {frame}\nlen(df)"
        yield "pandas.DataFrame", f"df = {frame}\nlen(df.columns)"
        yield "pandas.DataFrame", f"df = {frame}\ndf.shape[1]"
        yield "pandas.DataFrame", f"df = {frame}\ndf.size"
        yield "pandas.DataFrame", f"df = {frame}\n[c for c in df]"
        yield "pandas.DataFrame", f"df = {frame}\nlist(df.columns)[0]"
        yield "pandas.DataFrame", f"df = {frame}\ndf.columns.tolist()[-1]"
