import numpy as np
from tensorflow import keras
from tensorflow.keras import layers


@keras.utils.register_keras_serializable(package="My")
class ConvBlock(layers.Layer):
    def __init__(self, filters, kernel_size=3, pool=True, **kwargs):
        super().__init__(**kwargs)
        self.filters = filters
        self.kernel_size = kernel_size
        self.pool = pool
        self.conv = layers.Conv2D(filters, kernel_size, padding="same")
        self.bn = layers.BatchNormalization()
        self.act = layers.ReLU()
        self.pooling = layers.MaxPooling2D() if pool else None

    def call(self, x, training=None):
        x = self.act(self.bn(self.conv(x), training=training))
        return self.pooling(x) if self.pooling is not None else x

    def get_config(self):
        config = super().get_config()
        config.update({"filters": self.filters, "kernel_size": self.kernel_size, "pool": self.pool})
        return config


class Classifier(keras.Model):
    def __init__(self, num_classes, widths=(4, 8), **kwargs):
        super().__init__(**kwargs)
        self.blocks = [ConvBlock(w, pool=i > 0) for i, w in enumerate(widths)]
        self.flatten = layers.Flatten()
        self.head = layers.Dense(num_classes)

    def call(self, x, training=None):
        for block in self.blocks:
            x = block(x, training=training)
        return self.head(self.flatten(x))


model = Classifier(3)
images = np.random.rand(10, 12, 12, 3).astype("float32")
labels = np.random.randint(0, 3, 10)
logits = model(images)
print(logits.shape, model.count_params())
model.compile("adam", keras.losses.SparseCategoricalCrossentropy(from_logits=True))
model.fit(images, labels, epochs=1, batch_size=5, verbose=0)
clone = ConvBlock.from_config(model.blocks[0].get_config())
print(clone(images).shape)
