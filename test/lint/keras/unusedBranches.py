#- framework: keras
# A branch that no output needs is a warning; what is looked at, trained in another model or given to a loss is none.
import keras
from keras import layers

inputs = keras.Input((16,))
hidden = layers.Dense(8)(inputs)
weights = layers.Dense(8)(hidden)
#         ^^^^^^^^^^^^^^^^^^^^^^^ warning[suspicious-training]: What Dense gives never reaches an output of the model
weights = layers.Softmax()(weights)
scaled = layers.Multiply()([hidden, hidden])
outputs = layers.Dense(2)(scaled)
model = keras.Model(inputs, outputs)

shown = layers.Dense(5)(hidden)
print(shown.shape)
code = layers.Dense(3)(hidden)
encoder = keras.Model(inputs, code)
listed = layers.Dense(3)(hidden)
parts = [listed, outputs]
later = keras.Model(inputs, parts)
after = layers.Dense(4)(hidden)
