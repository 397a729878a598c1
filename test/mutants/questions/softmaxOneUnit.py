import numpy as np
from tensorflow import keras
from tensorflow.keras import layers

num_classes = 4
x_train = np.random.rand(80, 20)
y_train = keras.utils.to_categorical(np.random.randint(0, num_classes, 80), num_classes)
x_val = np.random.rand(20, 20)
y_val = np.random.randint(0, num_classes, 20)

def build(hidden=(32, 16)):
    inp = keras.Input((20,))
    x = inp
    for h in hidden:
        x = layers.Dense(h, activation='relu')(x)
        x = layers.Dropout(.2)(x)
    return keras.Model(inp, layers.Dense(num_classes, activation='softmax')(x))

model = build()
model.compile('adam', 'categorical_crossentropy', metrics=['accuracy'])
model.fit(x_train, y_train, validation_data=(x_val, y_val), epochs=1)
