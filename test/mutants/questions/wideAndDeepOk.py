import numpy as np
import tensorflow as tf

class WideAndDeep(tf.keras.Model):
    def __init__(self, units=30, activation="relu", **kwargs):
        super().__init__(**kwargs)
        self.norm_wide = tf.keras.layers.Normalization()
        self.norm_deep = tf.keras.layers.Normalization()
        self.hidden1 = tf.keras.layers.Dense(units, activation=activation)
        self.hidden2 = tf.keras.layers.Dense(units, activation=activation)
        self.main_output = tf.keras.layers.Dense(1)
        self.aux_output = tf.keras.layers.Dense(1)

    def call(self, inputs):
        input_wide, input_deep = inputs
        norm_wide = self.norm_wide(input_wide)
        norm_deep = self.norm_deep(input_deep)
        hidden1 = self.hidden1(norm_deep)
        hidden2 = self.hidden2(hidden1)
        concat = tf.keras.layers.concatenate([norm_wide, hidden2])
        output = self.main_output(concat)
        aux_output = self.aux_output(hidden2)
        return output, aux_output

X = np.random.rand(100, 8).astype("float32")
y = np.random.rand(100, 1)
X_wide, X_deep = X[:, :5], X[:, 2:]
model = WideAndDeep(30)
model.norm_wide.adapt(X_wide)
model.norm_deep.adapt(X_deep)
model.compile(loss=["mse", "mse"], loss_weights=[0.9, 0.1], optimizer="adam")
model.fit((X_wide, X_deep), (y, y), epochs=1)
model.predict((X_wide[:3], X_deep[:3]))
