import numpy as np
import tensorflow as tf
from tensorflow.keras import layers, Model, backend as K

K.clear_session()
x_in = layers.Input(shape=(28, 28, 3))
c1 = layers.Conv2D(4, 3, padding='valid', dilation_rate=2, activation='relu')(x_in)
p1 = layers.MaxPool2D(2)(c1)
c2 = layers.Conv2D(8, (1, 3), padding='same')(p1)
up = layers.Conv2DTranspose(4, 2, strides=2)(c2)
skip = layers.Add()([up, c1])
gap = layers.GlobalAveragePooling2D(keepdims=True)(skip)
scaled = layers.Multiply()([skip, gap])
flat = layers.Flatten()(scaled)
y_out = layers.Dense(5, activation='softmax')(flat)
model = Model(inputs=x_in, outputs=y_out)
maps = Model(inputs=model.input, outputs=[c1, c2])
a, b = maps.predict(np.random.rand(2, 28, 28, 3), verbose=0)
print(a.shape, b.shape)
with tf.GradientTape() as tape:
    image = tf.Variable(tf.random.uniform((1, 28, 28, 3)))
    loss = model(image)[:, 2]
grads = tape.gradient(loss, image)
heatmap = tf.reduce_max(tf.abs(grads), axis=-1)[0]
print(heatmap.shape)
