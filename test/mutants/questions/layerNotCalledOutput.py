from tensorflow.keras.layers import Input, Dense, Flatten, Conv2D
from tensorflow.keras.models import Model

inputs = Input(shape=(28, 28, 1))
x = Conv2D(8, 3)(inputs)
x = Flatten(x)
out = Dense(10)(x)
model = Model(inputs, out)
