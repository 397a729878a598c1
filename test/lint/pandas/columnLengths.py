import keras
import numpy as np
import pandas as pd

df = pd.DataFrame(np.random.rand(40, 3), columns=['a', 'b', 'c'])
model = keras.Sequential([keras.Input((3,)), keras.layers.Dense(2)])
p = model.predict(df.values)
df['short'] = p[:30, 0]  #! error[dim-mismatch]: The table has 40 rows, but the column has 30 values
df['first'] = p[:, 0]
df['column'] = p[:, :1]
df['both'] = p  #! error[dim-mismatch]: 1 columns cannot be set by an array of shape (40, 2)
df[['p0', 'p1']] = p
df[['p0', 'p1', 'p2']] = p  #! error[dim-mismatch]: 3 columns cannot be set
df['series'] = pd.Series([1, 2, 3])
df['one'] = 1
out = pd.DataFrame({'id': np.arange(40), 'pred': p})  #! error[rank-mismatch]: a column has one axis, this one has the shape (40, 2)
out = pd.DataFrame({'id': np.arange(40), 'pred': list(p)})

train = pd.DataFrame({'color': ['red', 'green', 'blue', 'red'], 'size': [1, 2, 3, 4], 'y': [0, 1, 1, 0]})
X = pd.get_dummies(train.drop(columns='y'), dtype='float32')
print(X.shape)
small = keras.Sequential([keras.Input((2,)), keras.layers.Dense(1)])
small.predict(X.to_numpy())  #! error[input-mismatch]: it is fed (None, 4)
small.predict(pd.get_dummies(train['color'], drop_first=True).to_numpy())
test = pd.get_dummies(pd.DataFrame({'color': ['red'], 'size': [3]})).reindex(columns=X.columns, fill_value=0)
keras.Sequential([keras.Input((4,)), keras.layers.Dense(1)]).predict(test.to_numpy())
