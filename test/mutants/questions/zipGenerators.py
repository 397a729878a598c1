import numpy as np
from tensorflow.keras.preprocessing.image import ImageDataGenerator
from tensorflow.keras import layers, models

X = np.random.rand(16, 32, 32, 3)
Y = np.random.randint(0, 2, (16, 32, 32, 1)).astype('float32')
args = dict(rotation_range=10, horizontal_flip=True)
image_gen = ImageDataGenerator(**args).flow(X, batch_size=4, seed=1)
mask_gen = ImageDataGenerator(**args).flow(Y, batch_size=4, seed=1)
train_generator = zip(image_gen, mask_gen)
inp = layers.Input((32, 32, 3))
x = layers.Conv2D(8, 3, padding='same', activation='relu')(inp)
out = layers.Conv2D(1, 1, activation='sigmoid')(x)
model = models.Model(inp, out)
model.compile('adam', 'binary_crossentropy')
model.fit(train_generator, steps_per_epoch=2, epochs=1)
