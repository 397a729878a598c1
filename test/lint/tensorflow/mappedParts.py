#- framework: tensorflow
images = tf.data.Dataset.from_tensor_slices((tf.zeros((20, 8)), tf.zeros((20,)))).batch(4)
scale = tf.keras.layers.Rescaling(1.0 / 255)


def prepare(image):
    return image / 255


images.map(lambda x: scale(x))  #! error[unknown-argument]: The elements have 2 parts, each is an argument of its own: lambda takes 1
images.map(prepare)  #! error[unknown-argument]: The elements have 2 parts, each is an argument of its own: prepare takes 1
images.map(lambda x, y, weight: (x, y, weight))  #! error[missing-argument]: lambda needs weight as well
images.filter(lambda x: True)  #! error[unknown-argument]: The elements have 2 parts
images.map(lambda x, y: (scale(x), y))
images.map(lambda *parts: parts[0])
images.map(lambda x, y, weight=None: x)
images.map(lambda x, y: x).map(prepare)
tf.data.Dataset.from_tensor_slices({'a': tf.zeros(3), 'b': tf.zeros(3)}).map(lambda row: row['a'])
tf.data.Dataset.zip((images, images)).map(lambda a, b: a[0] + b[0])
tf.data.Dataset.range(10).window(5, drop_remainder=True).flat_map(lambda w: w.batch(5)).map(lambda w: (w[:-1], w[-1]))
