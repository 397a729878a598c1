import numpy as np
import tensorflow as tf


class Linear(tf.keras.layers.Layer):
    """y = w.x + b"""

    def __init__(self, units=32, **kwargs):
        super().__init__(**kwargs)
        self.units = units

    def build(self, input_shape):
        self.w = self.add_weight(
            shape=(input_shape[-1], self.units), initializer="random_normal", trainable=True
        )
        self.b = self.add_weight(shape=(self.units,), initializer="zeros", trainable=True)

    def call(self, inputs):
        return tf.matmul(inputs, self.w) + self.b


class MLP(tf.keras.Model):
    def __init__(self, num_classes=10):
        super().__init__()
        self.linear_1 = Linear(32)
        self.linear_2 = Linear(16)
        self.dropout = tf.keras.layers.Dropout(0.3)
        self.classifier = tf.keras.layers.Dense(num_classes)

    def call(self, inputs, training=False):
        x = self.linear_1(inputs)
        x = tf.nn.relu(x)
        x = self.linear_2(x)
        x = tf.nn.relu(x)
        x = self.dropout(x, training=training)
        return self.classifier(x)


x_train = np.random.random((200, 64)).astype("float32")
y_train = np.random.randint(0, 10, size=(200,))

model = MLP()
logits = model(tf.zeros((2, 64)))
print(logits.shape)
model.compile(
    optimizer=tf.keras.optimizers.Adam(1e-3),
    loss=tf.keras.losses.SparseCategoricalCrossentropy(from_logits=True),
    metrics=[tf.keras.metrics.SparseCategoricalAccuracy()],
)
model.fit(x_train, y_train, epochs=1, batch_size=64, verbose=0)
print(model.predict(x_train[:3], verbose=0).argmax(-1))
