#- framework: keras
# A sequential model compares no extent of data with its input: its layers take the data, or refuse it.
import keras
import numpy as np
from keras import layers

images = np.zeros((4, 32, 32, 3))
base = keras.Sequential([keras.Input((35, 32, 3)), layers.Conv2D(2, 3), layers.GlobalAveragePooling2D(), layers.Dense(2)])
scores = base(images)
probability = keras.Sequential([base, layers.Softmax()])
found = probability.predict(images)

flat = keras.Sequential([keras.Input((35, 32, 3)), layers.Flatten(), layers.Dense(2)])
flat(images)  #! error[input-mismatch]
again = base(keras.Input((32, 32, 3)))  #! error[input-mismatch]
