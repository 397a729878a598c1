#- framework: tensorflow
# Batches that are taken apart into names: the first one has as many samples as the batch size says.
import numpy as np
import tensorflow as tf

x, y = np.random.rand(200, 10).astype('float32'), np.random.randint(0, 2, 200)
for step, (a, b) in enumerate(tf.data.Dataset.from_tensor_slices(x).shuffle(200).batch(25)):
    #     ^^^^^^ error[dim-mismatch]: 25 values cannot be taken apart into 2 names
    print(a)
for a, b in tf.data.Dataset.from_tensor_slices((x, y)).shuffle(200).batch(25).prefetch(1):
    print(a.shape, b.shape)
for low, high in tf.data.Dataset.range(10).batch(2):
    print(low, high)


def samples():
    for i in range(50):
        yield np.random.rand(28, 28, 1).astype('float32'), np.random.randint(0, 10, size=(1,))


def dataset(label_shape):
    signature = (tf.TensorSpec((28, 28, 1), tf.float32), tf.TensorSpec(label_shape, tf.int64))
    return tf.data.Dataset.from_generator(samples, output_signature=signature).batch(10)


model = tf.keras.Sequential([tf.keras.layers.Input((28, 28, 1)), tf.keras.layers.Flatten(), tf.keras.layers.Dense(10)])
model.compile('adam', tf.keras.losses.SparseCategoricalCrossentropy(from_logits=True))
model.fit(dataset((1,)))
model.fit(dataset(()))  #! error[input-mismatch]: yields (1,), its signature says ()
model.fit(dataset((None,)))
