import numpy as np
import keras
from keras import layers

NUM_DIGITS = 10
inputs = keras.Input((16, 16, 1), name="image")
h = layers.Rescaling(1.0 / 255)(inputs)
h = layers.Conv2D(8, 3, strides=2, activation="relu")(h)
h = layers.SeparableConv2D(8, 3, activation="relu")(h)
h = layers.GlobalAveragePooling2D()(h)
digit = layers.Dense(NUM_DIGITS, activation="softmax", name="digit")(h)
box = layers.Dense(4, activation="sigmoid", name="box")(h)
present = layers.Dense(1, activation="sigmoid", name="present")(h)
model = keras.Model(inputs, [digit, box, present])
model.compile(
    optimizer=keras.optimizers.Adam(learning_rate=keras.optimizers.schedules.ExponentialDecay(1e-3, 100, 0.96)),
    loss=[keras.losses.CategoricalCrossentropy(label_smoothing=0.1), "mse", "binary_crossentropy"],
    loss_weights=[1.0, 2.0, 0.5],
    metrics=[["accuracy"], ["mae"], ["accuracy"]],
)
images = np.random.randint(0, 256, (20, 16, 16, 1)).astype("uint8")
digits = keras.utils.to_categorical(np.random.randint(0, NUM_DIGITS, 20), NUM_DIGITS)
boxes = np.random.rand(20, 4)
there = np.random.randint(0, 2, (20, 1))
model.fit(images, [digits, boxes, there], epochs=1, batch_size=10, verbose=0)
d, b, p = model.predict(images[:5], verbose=0)
x1, y1, x2, y2 = b[0]
print(d.argmax(1), p[:, 0] > 0.5, x1)
