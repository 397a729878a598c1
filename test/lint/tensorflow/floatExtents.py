#- framework: keras
# Whole numbers in an array of floats: TensorFlow takes them from NumPy, NumPy itself does not.
import numpy as np
import tensorflow as tf

counts = np.ones(2)
counts[0] = 3
tf.tile(tf.ones((2, 3)), counts)
tf.reshape(tf.ones((2, 3)), np.array([3.0, 2.0]))
tf.zeros(np.array([3.0, 2.0]))
np.zeros(np.array([3.0, 2.0]))  #! error[rank-mismatch]: takes whole numbers
tf.tile(tf.ones((2, 3)), [3.0, 1.0])  #! error[dtype-mismatch]: not float
