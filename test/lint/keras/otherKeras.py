#- framework: keras
# TensorFlow's own copy of Keras 2, and the Keras 2 of a package of its own, take what Keras 3 refuses.
import numpy as np
import tensorflow as tf, tf_keras
from tensorflow.python.keras import callbacks
from tensorflow.python.keras.layers import Dense

words = tf_keras.Input(shape=(8))  #> [null, 8]
progress = callbacks.ProgbarLogger("steps", stateful_metrics=["accuracy"])


class Reused(Dense):
    def __init__(self, units, _scope=None, **kwargs):
        super().__init__(units, _scope=_scope, **kwargs)


counter = tf.Variable(0, per_worker_variable=True)
old = tf.compat.v1.Variable(0, experimental_enable_variable_lifting=False)
