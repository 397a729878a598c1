import tensorflow as tf
model = tf.keras.Sequential()
model.add(tf.keras.layers.Dense(4, input_shape=(3,)))
for layer in model.layers:
    print(layer.name, layer.output_shape)
