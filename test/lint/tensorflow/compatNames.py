#- framework: keras
# What TensorFlow 2 took away is in compat.v1 still, also where a module of the same name has lost it.
import tensorflow.compat.v1 as tf

tf.disable_v2_behavior()
x = tf.placeholder(tf.float32, [None, 3])
accuracy, update = tf.metrics.accuracy([1, 2], [1, 2])
shapes = tf.data.get_output_shapes(tf.data.Dataset.range(3))
loss = tf.losses.mean_squared_error([1.0], [2.0])
start = tf.initialize_local_variables()
