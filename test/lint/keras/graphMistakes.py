#- framework: keras
# What Keras refuses of a functional graph before it computes any shape.
import numpy as np
import tensorflow as tf
import keras
from keras import layers

a = keras.Input((16,))
b = keras.Input((4,))
both = layers.Concatenate()([a, b])

joined = tf.concat([a, b], axis=-1)
#        ^^^^^^^^^^^^^^^^^^^^^^^^^^ error[removed-api]: TensorFlow cannot compute with a symbolic tensor
#        ^^^^^^^^^ fix[removed-api]: keras.ops.concatenate
mean = np.mean(both)  #! error[removed-api]: NumPy computes with numbers
left = np.ones((1, 20)) * both  #! error[removed-api]: cannot stand on the left
right = both * np.ones((1, 20))  #> [null, 20]
if both > 0:  #! error[missing-attribute]: neither true nor false
    print("positive")
for row in both:  #! error[missing-attribute]: cannot be iterated over
    print(row)
both[0] = 1  #! error[missing-attribute]: takes no assignment

hidden = layers.Dense(8)
out = layers.Dense(2)(hidden)  #! error[dtype-mismatch]: is called on a layer
model = keras.Model(a, hidden)  #! error[missing-argument]: a layer or model that has not been called
one = keras.Model(a, layers.Dense(1)(both))
#     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error[missing-argument]: depend on the input b
#                 ^ fix[missing-argument]: [a, b]
two = keras.Model([a, b], layers.Dense(1)(both))
y = two(np.zeros((2, 16)))  #! error[input-mismatch]: The model has 2 inputs, it is called on 1
y = two([np.zeros((2, 16)), np.zeros((2, 4))])  #> [2, 1]

total = layers.Add()(a, a)
#       ^^^^^^^^^^^^^^^^^^ error[missing-argument]: in one list
#                    ^^^^ fix[missing-argument]: [a, a]
alone = layers.Concatenate()(a)  #! error[missing-argument]: in one list
noisy = layers.Dropout(0.5)(a, True)
#       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error[unknown-argument]: takes tensors by position
#                              ^^^^ fix[unknown-argument]: training=True
plain = layers.Dense(3)([[1.0, 2.0]])  #! error[dtype-mismatch]: takes tensors or arrays
flat = layers.Flatten(a)  #! error[dtype-mismatch]: gets a tensor where it is made
wide = layers.Dense(4, a)  #! error[dtype-mismatch]: gets a tensor where it is made

steps = keras.Input((7, 4))
states = layers.LSTM(8, return_sequences=True, return_state=True)(steps)
x = layers.Dense(2)(states)
#   ^^^^^^^^^^^^^^^^^^^^^^^ error[input-mismatch]: takes one tensor, it is called on 3
#                   ^^^^^^ fix[input-mismatch]: states[0]
h, c = layers.Bidirectional(layers.LSTM(8, return_state=True))(steps)  #! error[dim-mismatch]: 5 values cannot be taken apart into 2 names

named = layers.Dense(4, name="encoder")(a)
twice = keras.Model(a, layers.Dense(4, name="encoder")(named))  #! error[unknown-argument]: Two layers of the model are called 'encoder'
single = keras.Model(a, named)
found = single.get_layer("encodr")
#       ^^^^^^^^^^^^^^^^^^^^^^^^^^ error[missing-attribute]: is 'encoder' meant?
#                         ^^^^^^ fix[missing-attribute]: encoder
single.get_layer("dense_3")  #! error[missing-attribute]: these are: encoder

stack = keras.Sequential([keras.Input((4,)), layers.Dense(3)])
stack.add(layers.Flatten)  #! error[dtype-mismatch]: is a class
stack.add(keras.Input((4,)))  #! error[input-mismatch]: has an input already
stack.add(named)  #! error[dtype-mismatch]: this is the tensor that a layer gives
part = keras.Model(stack.input, stack.layers[0].output)
#                  ^^^^^^^^^^^ error[missing-attribute]: was never called
#                        ^^^^^ fix[missing-attribute]: inputs[0]
again = keras.Model(stack.inputs, stack.outputs)
