import numpy as np
from keras.engine.topology import Layer
#    ^^^^^^^^^^^^^^^^^^^^^ error[removed-api]: keras.engine.topology is gone since Keras 3; what was in it is in keras.layers
from keras.engine import Model
#    ^^^^^^^^^^^^ error[removed-api]: keras.engine is gone since Keras 3; what was in it is in keras
from keras.layers import Input, Dense
from keras import initializations
#                 ^^^^^^^^^^^^^^^ error[removed-api]: keras.initializations is gone since Keras 3; keras.initializers does the same

class Scale(Layer):
    def call(self, x):
        return x * 2.0

inputs = Input(shape=(10,))
hidden = Scale()(inputs)
outputs = Dense(4, activation='softmax')(hidden)
model = Model(input=inputs, output=outputs)
#       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error[unknown-argument]: Model: input is called inputs now
model.compile(loss='categorical_crossentropy', optimizer='adam')
model.fit(np.random.rand(32, 10), np.random.rand(32, 3))  #! error[loss-target-mismatch]: The output has 4 classes, the labels have 3: (None, 4) and (None, 3)
