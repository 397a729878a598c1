#- framework: tensorflow
# What a tensor and a tape of TensorFlow do not take, and loops that stay silent.
import tensorflow as tf

w = tf.Variable(tf.ones((3, 1)))
x = tf.ones((4, 3))
with tf.GradientTape() as tape:
    loss = tf.reduce_sum(x @ w)
g = tape.gradient(loss, w)  #> [3, 1]
again = tape.gradient(loss, w)  #! error[missing-argument]: persistent=True

with tf.GradientTape(persistent=True) as twice:
    loss = tf.reduce_sum(x @ w)
a = twice.gradient(loss, w)
b = twice.gradient(loss, w)

for _ in range(3):
    with tf.GradientTape() as each:
        loss = tf.reduce_sum(x @ w)
    w.assign_sub(0.1 * each.gradient(loss, w))

x[0] = 1.0  #! error[missing-attribute]: takes no assignment
w[0].assign([2.0])
if x > 0:  #! error[rank-mismatch]: neither true nor false
    print(x)
if tf.reduce_all(x > 0):
    print(x)
squares = tf.map_fn(lambda row: tf.tensordot(row, row, 1), x)  #> [4]
parts = tf.map_fn(lambda row: tf.matmul(row, row), x)  #! error[rank-mismatch]: matmul
if x.dtype == tf.float32:
    kind = tf.zeros((1,))
else:
    kind = tf.zeros((2,))
print(kind)  #> [1]
