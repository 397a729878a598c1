import tensorflow as tf
import numpy as np

images = np.random.rand(40, 100, 100, 3).astype(np.float32)
labels = np.random.randint(0, 5, 40)

def preprocess(image):
    image = tf.image.resize(image, [64, 64])
    image = tf.image.random_flip_left_right(image)
    return image

ds = tf.data.Dataset.from_tensor_slices((images, labels))
ds = ds.shuffle(40).map(preprocess).batch(8)
model = tf.keras.Sequential([
    tf.keras.layers.Input((64, 64, 3)),
    tf.keras.layers.Conv2D(8, 3), tf.keras.layers.GlobalAveragePooling2D(), tf.keras.layers.Dense(5, activation='softmax')])
model.compile('adam', 'sparse_categorical_crossentropy')
model.fit(ds)
