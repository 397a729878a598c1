import tensorflow as tf
from tensorflow.keras import layers
import numpy as np

class Patches(layers.Layer):
    def __init__(self, patch_size):
        super().__init__()
        self.patch_size = patch_size
    def call(self, images):
        batch_size = tf.shape(images)[0]
        patches = tf.image.extract_patches(images, [1, self.patch_size, self.patch_size, 1], [1, self.patch_size, self.patch_size, 1], [1, 1, 1, 1], "VALID")
        return tf.reshape(patches, [batch_size, -1, patches.shape[-1]])

class PatchEncoder(layers.Layer):
    def __init__(self, num_patches, dim):
        super().__init__()
        self.num_patches = num_patches
        self.projection = layers.Dense(dim)
        self.position = layers.Embedding(num_patches, dim)
    def call(self, patch):
        positions = tf.range(0, self.num_patches)
        return self.projection(patch) + self.position(positions)

inp = layers.Input((32, 32, 3))
x = Patches(8)(inp)
x = PatchEncoder(8, 24)(x)
x = layers.MultiHeadAttention(2, 12)(x, x)
x = layers.GlobalAveragePooling1D()(x)
model = tf.keras.Model(inp, layers.Dense(10)(x))
model.compile("adam", tf.keras.losses.SparseCategoricalCrossentropy(from_logits=True))
model.fit(np.zeros((20, 32, 32, 3), "float32"), np.zeros(20, int), batch_size=5)
