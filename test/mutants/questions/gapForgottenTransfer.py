import tensorflow as tf
from tensorflow.keras.applications import VGG16
from tensorflow.keras.layers import Dense, Dropout, Flatten
from tensorflow.keras.models import Model

IMG_SIZE = 96
base = VGG16(weights=None, include_top=False, input_shape=(IMG_SIZE, IMG_SIZE, 3))
for layer in base.layers:
    layer.trainable = False
x = base.output
x = Dense(128, activation='relu')(x)
x = Dropout(0.5)(x)
predictions = Dense(5, activation='softmax')(x)
model = Model(inputs=base.input, outputs=predictions)
model.compile(optimizer='adam', loss='categorical_crossentropy', metrics=['accuracy'])

train_ds = tf.keras.utils.image_dataset_from_directory(
    'flowers', label_mode='categorical', image_size=(IMG_SIZE, IMG_SIZE), batch_size=5)
model.fit(train_ds, epochs=1)
