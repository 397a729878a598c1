#- framework: keras
# Transformers give tables with columns where the program asks for them.
import keras
import numpy as np
from sklearn.compose import ColumnTransformer
from sklearn.preprocessing import StandardScaler

X = np.zeros((5, 3))
plain = StandardScaler().fit_transform(X)  #> [5, 3]
plain.columns  #! error[missing-attribute]: numpy.ndarray has no columns
scaler = StandardScaler().set_output(transform="pandas")
print(scaler.fit_transform(X).columns)
both = ColumnTransformer([("scale", StandardScaler(), [0, 1])])
both.set_output(transform="pandas")
print(both.fit_transform(X).dtypes)
