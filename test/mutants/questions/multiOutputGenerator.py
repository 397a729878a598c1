import numpy as np
import keras
class Gen(keras.utils.PyDataset):
    def __init__(self, n, **kw):
        super().__init__(**kw)
        self.n = n
    def __len__(self):
        return self.n // 8
    def __getitem__(self, i):
        return np.random.rand(8, 20), np.random.rand(8, 1), np.random.randint(0, 4, 8)
inp = keras.Input((20,))
h = keras.layers.Dense(8, activation='relu')(inp)
m = keras.Model(inp, [keras.layers.Dense(1, name='reg')(h), keras.layers.Dense(4, activation='softmax', name='cls')(h)])
m.compile('adam', {'reg': 'mse', 'cls': 'sparse_categorical_crossentropy'})
m.fit(Gen(32), epochs=1)
