import numpy as np
from keras.models import Sequential
from keras.layers import Dense, LeakyReLU
from keras.optimizers import Adam

def make_generator(latent):
    m = Sequential()
    m.add(Dense(64, input_dim=latent))
    m.add(LeakyReLU(0.2))
    m.add(Dense(784, activation='tanh'))
    return m

def make_discriminator():
    m = Sequential()
    m.add(Dense(64, input_dim=784))
    m.add(LeakyReLU(0.2))
    m.add(Dense(1, activation='sigmoid'))
    m.compile(loss='binary_crossentropy', optimizer=Adam(0.0002))
    return m

generator, discriminator = make_generator(100), make_discriminator()
images = np.random.uniform(-1, 1, (500, 28, 28))
batch_size = 32
for step in range(2):
    noise = np.random.normal(0, 1, (batch_size, 100))
    fake = generator.predict(noise)
    idx = np.random.randint(0, images.shape[0], batch_size)
    real = images[idx]
    x = np.concatenate([real, fake])
    y = np.zeros(2 * batch_size)
    y[:batch_size] = 0.9
    loss = discriminator.train_on_batch(x, y)
    print(step, loss)
