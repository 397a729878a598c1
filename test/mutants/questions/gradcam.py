import numpy as np
import tensorflow as tf
from tensorflow import keras

base = keras.applications.VGG16(weights=None, include_top=False, input_shape=(64, 64, 3))
x = keras.layers.Flatten()(base.output)
out = keras.layers.Dense(3, activation='softmax')(x)
model = keras.Model(base.input, out)
grad_model = keras.Model([model.inputs], [model.get_layer('block5_conv3').output, model.output])
img = np.random.rand(64, 64, 3).astype('float32')
with tf.GradientTape() as tape:
    conv_out, preds = grad_model(img)
    loss = preds[:, 0]
grads = tape.gradient(loss, conv_out)
