import tensorflow as tf
from tensorflow import keras

train_ds = keras.utils.image_dataset_from_directory('flowers', image_size=(180, 180), batch_size=5)
class_names = train_ds.class_names
AUTOTUNE = tf.data.AUTOTUNE
resize = keras.Sequential([keras.layers.Resizing(160, 160), keras.layers.Rescaling(1./127.5, offset=-1)])
train_ds = train_ds.map(lambda x, y: (resize(x), y), num_parallel_calls=AUTOTUNE).prefetch(AUTOTUNE)
base_model = keras.applications.MobileNetV2(input_shape=(160, 160, 3), include_top=False, weights=None)
base_model.trainable = False
model = keras.Sequential([
    base_model,
    keras.layers.GlobalAveragePooling2D(),
    keras.layers.Dense(len(class_names), activation='softmax'),
])
model.compile(optimizer=keras.optimizers.Adam(1e-3), loss='sparse_categorical_crossentropy', metrics=['accuracy'])
model.fit(train_ds, epochs=1)
