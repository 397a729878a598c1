#- framework: keras
# A text is compared with each element.
import numpy as np
import tensorflow as tf


def without(texts, text):
    kept = texts != text
    return tf.reduce_sum(tf.cast(kept, tf.int64), axis=1)


def lengths(inputs):
    return without(tf.strings.split(inputs, ' '), '')


names = np.array([['a', 'b'], ['c', 'a']])
print((names == 'a').sum(axis=1))
print(without(tf.constant([['a', ''], ['', 'b']]), ''))
