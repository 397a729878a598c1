import tensorflow as tf

x = tf.compat.v1.placeholder(tf.float32, shape=[None, 3])
#   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error[removed-api]: tf.compat.v1.placeholder is for graphs: TensorFlow 2 builds none unless tf.compat.v1.disable_eager_execution() is called first
y = tf.reduce_sum(x, axis=1)
with tf.compat.v1.Session() as sess:
    print(sess.run(y, feed_dict={x: [[1, 2, 3]]}))
