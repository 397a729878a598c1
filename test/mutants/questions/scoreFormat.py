import numpy as np
import keras
m = keras.Sequential([keras.layers.Dense(1, activation='sigmoid', input_shape=(3,))])
m.compile('adam', 'binary_crossentropy', metrics=['accuracy'])
x, y = np.random.rand(20, 3), np.random.randint(0, 2, 20)
m.fit(x, y, verbose=0)
score = m.evaluate(x, y, verbose=0)
print('loss: %.3f' % score)
