# Gradients and variables in pairs, in this order.
import tensorflow as tf
from tensorflow import keras

model = keras.Sequential([keras.layers.Input((4,)), keras.layers.Dense(1)])
optimizer = keras.optimizers.Adam(0.01)
x, y = tf.random.normal((8, 4)), tf.zeros((8, 1))
with tf.GradientTape() as tape:
    loss = tf.reduce_mean((model(x) - y) ** 2)
gradients = tape.gradient(loss, model.trainable_variables)
optimizer.apply_gradients(zip(model.trainable_variables, gradients))  #! error[dtype-mismatch]: the variable stands first
optimizer.apply_gradients(zip(gradients, model.trainable_variables))
optimizer.apply_gradients(grads_and_vars=zip(gradients, model.trainable_weights))
