#- framework: tensorflow
# A pipeline as in the tutorials: silent, and its shapes are known to the end.
x_train = np.zeros((1000, 28, 28), 'uint8')
y_train = np.zeros((1000,), 'int64')


def prepare(image, label):
    image = tf.cast(image, tf.float32) / 255.0  #> [28, 28]
    image = tf.expand_dims(image, -1)  #> [28, 28, 1]
    image = tf.image.resize(image, (32, 32))  #> [32, 32, 1]
    return image, tf.one_hot(label, 10)


train = tf.data.Dataset.from_tensor_slices((x_train, y_train)).map(prepare).shuffle(1000).batch(32, drop_remainder=True).prefetch(2)
images, labels = train.element_spec
images  #> [32, 32, 32, 1]
labels  #> [32, 10]
for batch, target in train:
    flat = tf.reshape(batch, (32, -1))  #> [32, 1024]
