import re, string
import tensorflow as tf
from tensorflow.keras import layers

max_features, sequence_length = 1000, 50
texts = tf.constant(['this movie was great', 'terrible film', 'loved it', 'boring and slow'] * 10)
labels = tf.constant([1, 0, 1, 0] * 10)
raw_ds = tf.data.Dataset.from_tensor_slices((texts, labels)).batch(8)
vectorize_layer = layers.TextVectorization(max_tokens=max_features, output_mode='int', output_sequence_length=sequence_length)
vectorize_layer.adapt(raw_ds.map(lambda x, y: x))

def vectorize_text(text, label):
    text = tf.expand_dims(text, -1)
    return vectorize_layer(text), label

train_ds = raw_ds.map(vectorize_text).cache().prefetch(tf.data.AUTOTUNE)
model = tf.keras.Sequential([
    layers.Embedding(max_features, 16),
    layers.Dropout(0.2),
    layers.Dense(1)])
model.compile(loss=tf.keras.losses.BinaryCrossentropy(from_logits=True), optimizer='adam', metrics=[tf.keras.metrics.BinaryAccuracy(threshold=0.0)])
model.fit(train_ds, epochs=1)
