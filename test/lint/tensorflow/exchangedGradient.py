#- framework: tensorflow
# Variables are computed from nothing: there is no gradient of them by a loss.
import tensorflow as tf

weights, bias = tf.Variable(tf.zeros((3, 1))), tf.Variable(tf.zeros((1,)))
x, y = tf.random.normal((50, 3)), tf.random.normal((50, 1))
optimizer = tf.keras.optimizers.SGD(0.1)
with tf.GradientTape(persistent=True) as tape:
    loss = tf.reduce_mean((x @ weights + bias - y) ** 2)
    losses = [loss, loss * 2]
gradients = tape.gradient([weights, bias], loss)
optimizer.apply_gradients(zip(gradients, [weights, bias]))  #! error[missing-attribute]: NoneType
gradients = tape.gradient(loss, [weights, bias])
optimizer.apply_gradients(zip(gradients, [weights, bias]))
print(tape.gradient(losses, weights).shape)
step = tf.constant([1.0, 2.0, 3.0]) @ weights  #! error[rank-mismatch]: takes matrices
