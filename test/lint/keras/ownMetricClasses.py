import keras
import numpy as np
import tensorflow as tf

x = np.zeros((20, 6), 'float32')
y = np.zeros((20, 3), 'float32')


class Hits(tf.keras.metrics.Metric):
    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        self.hits = self.add_weight(shape=(), initializer='zeros', name='hits')

    def update_state(self, y_true, y_pred, sample_weight=None):
        self.hits.assign_add(tf.reduce_sum(y_true * y_pred))

    def result(self):
        return self.hits


class Halves(Hits):
    def update_state(self, y_true, y_pred, sample_weight=None):
        self.hits.assign_add(tf.reduce_sum(y_true[:, :2] * y_pred))  #! error[broadcast-mismatch]: do not fit


class Unweighted(Hits):
    def update_state(self, y_true, y_pred):
        self.hits.assign_add(tf.reduce_sum(y_true * y_pred))


def trained(metric):
    model = keras.Sequential([keras.Input((6,)), keras.layers.Dense(3, activation='sigmoid')])
    model.compile('adam', 'binary_crossentropy', metrics=[metric])
    return model


trained(Hits()).fit(x, y)
trained(Halves()).fit(x, y)
trained(Unweighted()).fit(x, y)  #! error[unknown-argument]: sample_weight
optimizer = keras.optimizers.Adam()
optimizer.apply_gradients(zip([tf.Variable(1.0)]))  #! error[dtype-mismatch]: gives no pairs
