import tensorflow as tf
import numpy as np

NUM_CLASSES = 5
SIZE = 32

features = np.random.uniform(0, 255, size=(100, 40, 40, 3)).astype(np.float32)
targets = np.random.randint(0, NUM_CLASSES, size=(100,))


def preprocess(image, label):
    image = tf.image.resize(image, (SIZE, SIZE))
    image = tf.cast(image, tf.float32) / 255.0
    label = tf.one_hot(label, NUM_CLASSES)
    return image, label


def augment(image, label):
    image = tf.image.random_flip_left_right(image)
    image = tf.image.random_brightness(image, max_delta=0.1)
    return image, label


ds = tf.data.Dataset.from_tensor_slices((features, targets))
ds = ds.map(preprocess, num_parallel_calls=tf.data.AUTOTUNE)
train_ds = ds.take(80).cache().map(augment).shuffle(80).batch(16, drop_remainder=True).prefetch(tf.data.AUTOTUNE)
val_ds = ds.skip(80).batch(16)

model = tf.keras.Sequential([
    tf.keras.layers.Input(shape=(SIZE, SIZE, 3)),
    tf.keras.layers.SeparableConv2D(16, 3, padding='same', activation='relu'),
    tf.keras.layers.MaxPool2D(),
    tf.keras.layers.DepthwiseConv2D(3, depth_multiplier=2),
    tf.keras.layers.GlobalAvgPool2D(),
    tf.keras.layers.Dense(NUM_CLASSES, activation='softmax'),
])
model.compile(optimizer='adam', loss='categorical_crossentropy', metrics=['accuracy'])
model.fit(train_ds, validation_data=val_ds, epochs=1, verbose=0)

for images, labels in val_ds.take(1):
    probs = model.predict(images, verbose=0)
    pred = tf.argmax(probs, axis=1)
    true = tf.argmax(labels, axis=1)
    print(tf.reduce_mean(tf.cast(pred == true, tf.float32)).numpy())
