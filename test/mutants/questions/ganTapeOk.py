import tensorflow as tf
from tensorflow.keras import layers

def make_generator():
    model = tf.keras.Sequential()
    model.add(layers.Dense(7 * 7 * 64, use_bias=False, input_shape=(100,)))
    model.add(layers.BatchNormalization())
    model.add(layers.LeakyReLU())
    model.add(layers.Reshape((7, 7, 64)))
    assert model.output_shape == (None, 7, 7, 64)
    model.add(layers.Conv2DTranspose(32, (5, 5), strides=(2, 2), padding='same', use_bias=False))
    assert model.output_shape == (None, 14, 14, 32)
    model.add(layers.Conv2DTranspose(1, (5, 5), strides=(2, 2), padding='same', activation='tanh'))
    return model

def make_discriminator():
    return tf.keras.Sequential([layers.Conv2D(16, 5, strides=2, padding='same', input_shape=[28, 28, 1]), layers.LeakyReLU(), layers.Flatten(), layers.Dense(1)])

generator, discriminator = make_generator(), make_discriminator()
bce = tf.keras.losses.BinaryCrossentropy(from_logits=True)
g_opt, d_opt = tf.keras.optimizers.Adam(1e-4), tf.keras.optimizers.Adam(1e-4)
BATCH = 32

@tf.function
def train_step(images):
    noise = tf.random.normal([BATCH, 100])
    with tf.GradientTape() as gt, tf.GradientTape() as dt:
        fake = generator(noise, training=True)
        real_out = discriminator(images, training=True)
        fake_out = discriminator(fake, training=True)
        g_loss = bce(tf.ones_like(fake_out), fake_out)
        d_loss = bce(tf.ones_like(real_out), real_out) + bce(tf.zeros_like(fake_out), fake_out)
    g_opt.apply_gradients(zip(gt.gradient(g_loss, generator.trainable_variables), generator.trainable_variables))
    d_opt.apply_gradients(zip(dt.gradient(d_loss, discriminator.trainable_variables), discriminator.trainable_variables))
    return g_loss, d_loss

(x, _), _ = tf.keras.datasets.mnist.load_data()
x = x.reshape(x.shape[0], 28, 28, 1).astype('float32')
for batch in tf.data.Dataset.from_tensor_slices((x - 127.5) / 127.5).shuffle(1000).batch(BATCH).take(2):
    print([float(l) for l in train_step(batch)])
