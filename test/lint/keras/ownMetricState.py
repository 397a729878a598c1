#- framework: tensorflow
# Metrics of the program with a state of their own run on a batch, and what stands behind the loss are its weights.
import numpy as np
import tensorflow as tf
from tensorflow import keras


class Hits(keras.metrics.Metric):
    def __init__(self, axis, **kwargs):
        super().__init__(**kwargs)
        self.axis = axis
        self.hits = self.add_weight(name='hits', shape=(4,), initializer='zeros')

    def update_state(self, y_true, y_pred, sample_weight=None):
        found = tf.one_hot(tf.cast(y_true, tf.int32), 4) * tf.one_hot(tf.argmax(y_pred, axis=-1), 4)
        self.hits.assign_add(tf.reduce_sum(found, axis=self.axis))  #! error[dim-mismatch]: a variable of (4,) cannot become (20,)

    def result(self):
        return tf.reduce_mean(self.hits)


def classifier(*args, **kwargs):
    model = keras.Sequential([keras.layers.Input((5,)), keras.layers.Dense(4, activation='softmax')])
    model.compile('adam', 'sparse_categorical_crossentropy', *args, **kwargs)
    return model


x, y = np.random.rand(60, 5), np.random.randint(0, 4, (60,))
classifier(metrics=[Hits(0)]).fit(x, y, batch_size=20)
classifier(metrics=[Hits(1)]).fit(x, y, batch_size=20)
classifier([1.0], ['accuracy']).fit(x, y)
classifier(['accuracy']).fit(x, y)  #! error[unknown-argument]: metrics are given by name
two = keras.Input((1,)), keras.Input((1,))
both = keras.Model(two, keras.layers.Dense(1)(keras.layers.concatenate(two)))
both.compile('adam', 'mse')
both.fit([np.arange(100), np.arange(100)], np.random.rand(100))
both.fit([[i % 10 for i in range(100)], np.arange(100)], np.random.rand(100))  #! error[input-mismatch]: x is a plain list
