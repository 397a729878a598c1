#- framework: tensorflow
# Labels that are picked by what they are need not reach what all of them do.
import numpy as np
from tensorflow import keras

x, y = np.random.rand(1000, 4), np.random.randint(0, 10, 1000)


def classifier():
    model = keras.Sequential([keras.layers.Input((4,)), keras.layers.Dense(4, activation='softmax')])
    model.compile('adam', 'sparse_categorical_crossentropy')
    return model


order = np.argsort(y)
classifier().fit(x[order][:100], y[order][:100])  #! warning[class-count]: there are labels up to 9
classifier().fit(x[:200], np.sort(y)[:200])  #! warning[class-count]: there are labels up to 9
classifier().fit(x[:200], y[np.random.permutation(1000)][:200])  #! error[class-count]: there are labels up to 9
price = np.random.uniform(0, 500, size=1000)
classifier().fit(x, np.digitize(price, [100, 200, 300]))
classifier().fit(x, np.digitize(price, [100, 200, 300, 400]))  #! error[class-count]: there are labels up to 4
