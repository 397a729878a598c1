import keras
import numpy as np
from keras import layers, ops


class MinimalRNNCell(keras.Layer):
    def __init__(self, units, **kwargs):
        super().__init__(**kwargs)
        self.units = units
        self.state_size = units

    def build(self, input_shape):
        self.kernel = self.add_weight(shape=(input_shape[-1], self.units), initializer="uniform", name="kernel")
        self.recurrent_kernel = self.add_weight(
            shape=(self.units, self.units), initializer="uniform", name="recurrent_kernel")

    def call(self, inputs, states):
        prev_output = states[0]
        h = ops.matmul(inputs, self.kernel)
        output = h + ops.matmul(prev_output, self.recurrent_kernel)
        return output, [output]


x = keras.Input((None, 5))
y = layers.RNN(MinimalRNNCell(8), return_sequences=True)(x)
y = layers.RNN([layers.LSTMCell(6), layers.GRUCell(4)])(y)
y = layers.Dense(3)(y)
model = keras.Model(x, y)
out = model(np.random.rand(2, 7, 5))
print(out.shape)
whole_seq_output, final_state = layers.SimpleRNN(4, return_sequences=True, return_state=True)(np.ones((2, 3, 5), "float32"))
print(whole_seq_output.shape, final_state.shape)
