import numpy as np
import pandas as pd
from tensorflow import keras
df = pd.DataFrame({'a': np.random.rand(60), 'b': np.random.rand(60), 'label': ['cat', 'dog', 'bird'] * 20})
X = df[['a', 'b']].values
y = df['label'].values
model = keras.Sequential([keras.layers.Dense(16, activation='relu', input_shape=(2,)), keras.layers.Dense(3, activation='softmax')])
model.compile(optimizer='adam', loss='sparse_categorical_crossentropy', metrics=['accuracy'])
model.fit(X, y, epochs=1)
