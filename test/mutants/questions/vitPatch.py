import tensorflow as tf
from tensorflow import keras
from tensorflow.keras import layers

class PatchEncoder(layers.Layer):
    def __init__(self, num_patches, projection_dim):
        super().__init__()
        self.num_patches = num_patches
        self.projection = layers.Dense(units=projection_dim)
        self.position_embedding = layers.Embedding(input_dim=num_patches, output_dim=projection_dim)

    def call(self, patch):
        positions = tf.range(start=0, limit=self.num_patches, delta=1)
        return self.projection(patch) + self.position_embedding(positions)

image_size, patch_size, dim = 72, 6, 64
num_patches = (image_size // patch_size)
inputs = layers.Input((image_size, image_size, 3))
x = layers.Conv2D(dim, patch_size, strides=patch_size)(inputs)
x = layers.Reshape((-1, dim))(x)
x = PatchEncoder(num_patches, dim)(x)
x = layers.GlobalAveragePooling1D()(x)
model = keras.Model(inputs, layers.Dense(10)(x))
