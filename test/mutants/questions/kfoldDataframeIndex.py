import numpy as np
import pandas as pd
from sklearn.model_selection import KFold
from keras.models import Sequential
from keras.layers import Dense

df = pd.DataFrame(np.random.rand(100, 6), columns=list('abcdef'))
X = df[['a', 'b', 'c', 'd', 'e']]
y = df['f']
kf = KFold(n_splits=5, shuffle=True)
for train, test in kf.split(X):
    model = Sequential([Dense(8, input_dim=5, activation='relu'), Dense(1)])
    model.compile(loss='mse', optimizer='adam')
    model.fit(X[train], y[train], epochs=1, verbose=0)
    print(model.evaluate(X[test], y[test], verbose=0))
