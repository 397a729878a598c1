import numpy as np
import tensorflow as tf
from tensorflow import keras
from tensorflow.keras import layers

texts = ["the cat sat on the mat", "dogs are great", "i love this film", "what a terrible movie"] * 4
labels = np.array([0, 0, 1, 1] * 4)

vectorize = layers.TextVectorization(max_tokens=100, output_sequence_length=8)
vectorize.adapt(texts)
ids = vectorize(tf.constant(texts))
print(ids.shape)

model = keras.Sequential([
    layers.Embedding(100, 12, mask_zero=True),
    layers.Bidirectional(layers.LSTM(6)),
    layers.Dense(8, activation="relu"),
    layers.Dense(1),
])
model.compile(loss=keras.losses.BinaryCrossentropy(from_logits=True), optimizer=keras.optimizers.Adam(1e-4),
              metrics=["accuracy"])
model.fit(ids, labels, epochs=1, batch_size=8, verbose=0)
probabilities = tf.sigmoid(model.predict(ids, verbose=0))
print(tf.squeeze(probabilities).shape)
