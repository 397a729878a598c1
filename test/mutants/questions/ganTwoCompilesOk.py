import numpy as np
from tensorflow.keras.models import Sequential, Model
from tensorflow.keras.layers import Dense, LeakyReLU, Input
from tensorflow.keras.optimizers import Adam

def d_model():
    m = Sequential([Input((2,)), Dense(25), LeakyReLU(), Dense(1, activation='sigmoid')])
    m.compile(loss='binary_crossentropy', optimizer=Adam(0.0002, 0.5), metrics=['accuracy'])
    return m

def g_model(latent):
    return Sequential([Input((latent,)), Dense(15), LeakyReLU(), Dense(2)])

latent = 5
d, g = d_model(), g_model(latent)
d.trainable = False
z = Input((latent,))
gan = Model(z, d(g(z)))
gan.compile(loss='binary_crossentropy', optimizer=Adam(0.0002, 0.5))
for i in range(3):
    x = np.random.randn(16, 2)
    d.train_on_batch(x, np.ones((16, 1)))
    d.train_on_batch(g.predict(np.random.randn(16, latent), verbose=0), np.zeros((16, 1)))
    loss = gan.train_on_batch(np.random.randn(16, latent), np.ones((16, 1)))
print(loss)
