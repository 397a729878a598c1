"""Weights beside a loss, metrics of one's own, validation data, and class numbers of comparisons."""

import numpy as np
import tensorflow as tf
from tensorflow import keras

x = np.random.rand(80, 10)
y = np.random.randint(0, 2, 80)


def classifier(loss='binary_crossentropy', metrics=None):
    model = keras.Sequential([keras.Input((10,)), keras.layers.Dense(1, activation='sigmoid')])
    model.compile('adam', loss, metrics=metrics)
    return model


classifier().fit(x, y, sample_weight=np.ones(80))
classifier().fit(x, y, sample_weight=np.ones((80, 1)))
classifier().fit(x, y, sample_weight=np.ones((80, 2)))  #! error[loss-target-mismatch]: sample_weight (None, 2) does not fit what the loss gives, (None,)

classifier().fit(x, y, validation_data=(x[:10], y[:10]))
classifier().fit(x, y, validation_data=x[:10])  #! error[missing-argument]: validation_data is a tuple of data and labels
classifier().fit(x, y, validation_data=(y[:10]))  #! error[input-mismatch]: The model takes (None, 10), it is fed (None,)


def recall(y_true, y_pred):
    hits = tf.reduce_sum(tf.round(y_true * y_pred))  #! error[dtype-mismatch]
    return hits / tf.reduce_sum(tf.cast(y_true, tf.float32))


def cast_recall(y_true, y_pred):
    y_true = tf.cast(y_true, tf.float32)
    return tf.reduce_sum(tf.round(y_true * y_pred)) / tf.reduce_sum(y_true)


classifier(metrics=[recall]).fit(x, y)
classifier(metrics=[recall]).fit(x, y.astype('float32'))
classifier(metrics=[cast_recall]).fit(x, y)

sparse = 'sparse_categorical_crossentropy'
classifier(sparse).fit(x, (x[:, 0] > 0.5).astype(int))  #! error[class-count]
classifier(sparse).fit(x, np.random.rand(80))
classifier(sparse).fit(x, np.zeros(80, dtype=int))
