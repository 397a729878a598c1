import numpy as np
import tensorflow as tf
class BinaryTP(tf.keras.metrics.Metric):
    def __init__(self, name='tp', **kwargs):
        super().__init__(name=name, **kwargs)
        self.tp = self.add_weight(name='tp', initializer='zeros')
    def update_state(self, y_true, y_pred, sample_weight=None):
        y_true = tf.cast(y_true, tf.bool)
        y_pred = tf.cast(tf.argmax(y_pred, axis=1), tf.bool)
        values = tf.logical_and(y_true[:, 0], y_pred)
        values = tf.cast(values, self.dtype)
        self.tp.assign(tf.concat([self.tp, values], axis=0))
    def result(self):
        return self.tp
m = tf.keras.Sequential([tf.keras.layers.Dense(2, activation='softmax', input_shape=(6,))])
m.compile('adam', 'sparse_categorical_crossentropy', metrics=[BinaryTP()])
m.fit(np.random.rand(20, 6), np.random.randint(0, 2, (20, 1)))
