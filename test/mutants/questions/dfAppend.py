import pandas as pd
import numpy as np
from tensorflow import keras
results = pd.DataFrame(columns=['units', 'loss'])
X = np.random.rand(80, 3); y = np.random.rand(80)
for units in (4, 8):
    m = keras.Sequential([keras.layers.Dense(units, activation='relu'), keras.layers.Dense(1)])
    m.compile('adam', 'mse')
    h = m.fit(X, y, epochs=1, verbose=0)
    results = results.append({'units': units, 'loss': h.history['loss'][-1]}, ignore_index=True)
print(results)
