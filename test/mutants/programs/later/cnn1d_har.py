# 1D CNN for human activity recognition
from numpy import dstack, random
from keras.models import Sequential
from keras.layers import Dense, Flatten, Dropout
from keras.layers import Conv1D, MaxPooling1D
from keras.utils import to_categorical


def load_group(n):
    loaded = [random.rand(n, 64) for _ in range(9)]
    return dstack(loaded)


def load_dataset():
    trainX, testX = load_group(40), load_group(20)
    trainy = random.randint(1, 7, size=(40, 1))
    testy = random.randint(1, 7, size=(20, 1))
    # zero-offset class values
    trainy = to_categorical(trainy - 1, num_classes=6)
    testy = to_categorical(testy - 1, num_classes=6)
    return trainX, trainy, testX, testy


def evaluate_model(trainX, trainy, testX, testy):
    n_timesteps, n_features, n_outputs = trainX.shape[1], trainX.shape[2], trainy.shape[1]
    model = Sequential()
    model.add(Conv1D(filters=16, kernel_size=3, activation='relu', input_shape=(n_timesteps, n_features)))
    model.add(Conv1D(filters=16, kernel_size=3, activation='relu'))
    model.add(Dropout(0.5))
    model.add(MaxPooling1D(pool_size=2))
    model.add(Flatten())
    model.add(Dense(20, activation='relu'))
    model.add(Dense(n_outputs, activation='softmax'))
    model.compile(loss='categorical_crossentropy', optimizer='adam', metrics=['accuracy'])
    model.fit(trainX, trainy, epochs=1, batch_size=32, verbose=0)
    _, accuracy = model.evaluate(testX, testy, batch_size=32, verbose=0)
    return accuracy


trainX, trainy, testX, testy = load_dataset()
print(trainX.shape, trainy.shape, testX.shape, testy.shape)
print('%.3f' % (evaluate_model(trainX, trainy, testX, testy) * 100.0))
