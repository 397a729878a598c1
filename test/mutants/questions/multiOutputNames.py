import numpy as np
from tensorflow import keras
from tensorflow.keras import layers

inputs = keras.Input(shape=(32,), name='features')
x = layers.Dense(64, activation='relu')(inputs)
age = layers.Dense(1, name='age')(x)
gender = layers.Dense(2, activation='softmax', name='gender')(x)
model = keras.Model(inputs, [age, gender])
model.compile(optimizer='adam', loss={'age': 'mse', 'sex': 'categorical_crossentropy'})
X = np.random.rand(100, 32)
y_age = np.random.rand(100, 1)
y_gender = keras.utils.to_categorical(np.random.randint(0, 2, 100), 2)
model.fit(X, {'age': y_age, 'gender': y_gender}, epochs=1)
