import tensorflow.compat.v1 as tf
tf.disable_v2_behavior()

images = tf.placeholder(tf.float32, shape=(None, 32, 32, 3))
w1 = tf.get_variable('w1', [3, 3, 3, 64], initializer=tf.truncated_normal_initializer(stddev=5e-2))
b1 = tf.get_variable('b1', [64], initializer=tf.constant_initializer(0.0))
conv1 = tf.nn.relu(tf.nn.bias_add(tf.nn.conv2d(images, w1, [1, 1, 1, 1], padding='SAME'), b1))
pool1 = tf.nn.max_pool(conv1, ksize=[1, 3, 3, 1], strides=[1, 2, 2, 1], padding='SAME', name='pool1')
w2 = tf.get_variable('w2', [3, 3, 48, 128], initializer=tf.truncated_normal_initializer(stddev=5e-2))
conv2 = tf.nn.conv2d(pool1, w2, [1, 1, 1, 1], padding='SAME')
#       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error[dim-mismatch]: conv2d: the kernel (3, 3, 48, 128) takes 48 channels, (None, 16, 16, 64) has 64
print(conv2.get_shape())
