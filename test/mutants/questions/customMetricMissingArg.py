import numpy as np
import keras
from keras import ops
class Recall2(keras.metrics.Metric):
    def __init__(self, name='recall2', **kw):
        super().__init__(name=name, **kw)
        self.hit = self.add_variable(shape=(), initializer='zeros', name='hit')
        self.all = self.add_variable(shape=(), initializer='zeros', name='all')
    def update_state(self, y_true, y_pred):
        y_pred = ops.cast(y_pred > 0.5, 'float32')
        self.hit.assign_add(ops.sum(ops.matmul(y_true, y_pred)))
        self.all.assign_add(ops.sum(y_true))
    def result(self):
        return self.hit / self.all
m = keras.Sequential([keras.layers.Input((5,)), keras.layers.Dense(3, activation='sigmoid')])
m.compile('adam', 'binary_crossentropy', metrics=[Recall2()])
m.fit(np.random.rand(32, 5), np.random.randint(0, 2, (32, 3)).astype('float32'), epochs=1)
