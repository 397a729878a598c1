import numpy as np
import tensorflow as tf
from tensorflow.keras import layers
from tensorflow.keras.applications import ResNet50

NUM_CLASSES = 7
base_model = ResNet50(include_top=False, weights=None, input_shape=(64, 64, 3), pooling='avg')
base_model.trainable = False
model = tf.keras.Sequential([
    base_model,
    layers.BatchNormalization(),
    layers.Dense(32, activation='relu'),
    layers.Dropout(0.2),
    layers.Dense(NUM_CLASSES, activation='softmax'),
])
model.compile(optimizer='adam', loss='categorical_crossentropy', metrics=['accuracy'])
img = np.random.rand(64, 64, 3)
batch = np.expand_dims(img, axis=0)
pred = model(batch)
print(pred.shape)
print(base_model.output_shape)
index = int(tf.argmax(pred[0]))
names = ['a', 'b', 'c', 'd', 'e', 'f', 'g']
print(names[index])
