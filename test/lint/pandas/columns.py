import numpy as np
import pandas as pd
from tensorflow import keras

df = pd.DataFrame({'height': [1.7, 1.8, 1.6], 'weight': [60, 80, 50], 'age': [20, 30, 40]})
X = df.drop('age', axis=1).values  #> [3, 2]
y = df['age'].values  #> [3]
df['bmi'] = df['weight'] / df['height'] ** 2
X = df[['height', 'weight', 'bmi']].to_numpy()  #> [3, 3]
Z = df.iloc[:, 1:].values  #> [3, 3]

df['wieght']  #! error[missing-attribute]: no column 'wieght'
df.iloc[:, 7]  #! error[axis-out-of-range]: no element 7 on axis 1
pd.DataFrame({'a': [1, 2, 3], 'b': [1, 2]})  #! error[dim-mismatch]: 3 and 2

model = keras.Sequential([keras.Input((4,)), keras.layers.Dense(1)])
model(X)  #! error[input-mismatch]: (None, 4)
