import tensorflow as tf
ds = tf.keras.utils.image_dataset_from_directory('flowers', image_size=(64, 64), batch_size=5)
normalization_layer = tf.keras.layers.Rescaling(1./255)
normalized = ds.map(lambda x: normalization_layer(x))
model = tf.keras.Sequential([tf.keras.layers.Conv2D(4, 3), tf.keras.layers.Flatten(), tf.keras.layers.Dense(5)])
model.compile('adam', tf.keras.losses.SparseCategoricalCrossentropy(from_logits=True))
model.fit(normalized, epochs=1)
