# From a question: "how do I feed two features into Keras?"
import numpy as np
from keras.models import Sequential
from keras.layers import Dense

a = np.arange(20)
b = np.arange(20) ** 2
x = np.column_stack((a, b)).astype(float)
y = (a % 2 == 0).astype(int)
model = Sequential()
model.add(Dense(4, input_dim=2, activation='relu'))
model.add(Dense(2, activation='softmax'))
model.compile(loss='sparse_categorical_crossentropy', optimizer='adam', metrics=['accuracy'])
model.fit(x, y, epochs=1, batch_size=5, verbose=0)
test = np.array([3.0, 9.0])
print(model.predict(test.reshape(1, -1), verbose=0))
print(model.predict(np.array([[1, 1], [2, 4]]), verbose=0).argmax(axis=1))
