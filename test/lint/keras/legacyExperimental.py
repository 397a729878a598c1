import tensorflow as tf
from tensorflow.keras import layers, models
from tensorflow.keras.layers.experimental import preprocessing
#    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error[removed-api]: tensorflow.keras.layers.experimental is gone since Keras 3; what was in it is in tensorflow.keras.layers

net = models.Sequential([
    layers.Input(shape=(32, 32, 1)),
    preprocessing.Resizing(16, 16),
    layers.Conv2D(8, 3, activation='relu'),
    layers.MaxPooling2D(),
    layers.Flatten(),
    layers.Dense(10),
])
net.compile(optimizer=tf.keras.optimizers.Adam(lr=0.01), loss=tf.keras.losses.SparseCategoricalCrossentropy(from_logits=True))
#                     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error[unknown-argument]: Adam: lr is called learning_rate now
net(tf.zeros((4, 32, 32, 3)))  #! error[input-mismatch]: The model takes (None, 32, 32, 1), it is called on (4, 32, 32, 3)
