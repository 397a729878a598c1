import numpy as np
import tensorflow as tf
from tensorflow import keras


def data_gen():
    for i in range(40):
        x = np.random.rand(6, 3).astype('float32')
        y = np.int32(i % 4)
        yield x, y


dataset = tf.data.Dataset.from_generator(
    data_gen,
    output_signature=(
        tf.TensorSpec(shape=(6, 3), dtype=tf.float32),
        tf.TensorSpec(shape=(), dtype=tf.int32),
    ))
print(dataset.element_spec)
dataset = dataset.batch(8)
model = keras.Sequential([
    keras.Input(shape=(6, 3)),
    keras.layers.LSTM(8, return_sequences=True),
    keras.layers.GlobalMaxPooling1D(),
    keras.layers.Dense(4, activation='softmax'),
])
model.compile('adam', 'sparse_categorical_crossentropy', metrics=['accuracy'])
model.fit(dataset, epochs=1, verbose=0)
windowed = tf.data.Dataset.range(10).window(5, shift=1, drop_remainder=True)
windowed = windowed.flat_map(lambda w: w.batch(5))
windowed = windowed.map(lambda w: (w[:-1], w[-1:]))
for x, y in windowed.take(1):
    print(x.numpy(), y.numpy())
