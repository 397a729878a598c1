import numpy as np
from sklearn.model_selection import train_test_split
from keras.models import Sequential
from keras.layers import Conv1D, MaxPooling1D, Flatten, Dense

signals = np.random.randn(120, 187)
labels = np.random.randint(0, 5, 120)
X_train, X_test, y_train, y_test = train_test_split(signals, labels, test_size=0.2)
model = Sequential()
model.add(Conv1D(32, 5, activation='relu', input_shape=(X_train.shape[1],)))
model.add(MaxPooling1D(2))
model.add(Flatten())
model.add(Dense(5, activation='softmax'))
model.compile('adam', 'sparse_categorical_crossentropy', metrics=['accuracy'])
model.fit(X_train, y_train, epochs=1)
