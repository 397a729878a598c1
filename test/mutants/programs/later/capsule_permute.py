import numpy as np
from keras.layers import (Input, Dense, Permute, RepeatVector, Multiply, Lambda, LSTM, Flatten, Activation,
                          Reshape, Average, Maximum, GaussianNoise, UpSampling1D, Cropping1D, ZeroPadding1D)
from keras.models import Model
from keras import ops

TIME_STEPS = 12
INPUT_DIM = 4


def attention_3d_block(inputs):
    # inputs.shape = (batch_size, time_steps, input_dim)
    a = Permute((2, 1))(inputs)
    a = Dense(TIME_STEPS, activation='softmax')(a)
    a_probs = Permute((2, 1), name='attention_vec')(a)
    return Multiply()([inputs, a_probs])


inputs = Input(shape=(TIME_STEPS, INPUT_DIM))
attended = attention_3d_block(inputs)
lstm_out = LSTM(8, return_sequences=True)(attended)
pooled = Lambda(lambda t: ops.mean(t, axis=1))(lstm_out)
energy = Flatten()(Dense(1, activation='tanh')(lstm_out))
weights = Activation('softmax')(energy)
weights = RepeatVector(8)(weights)
weights = Permute([2, 1])(weights)
summed = Lambda(lambda t: ops.sum(t, axis=1))(Multiply()([lstm_out, weights]))
both = Average()([pooled, summed])
padded = ZeroPadding1D(1)(Reshape((8, 1))(both))
flat = Flatten()(Cropping1D((0, 2))(UpSampling1D(2)(padded)))
output = Dense(1, activation='sigmoid')(GaussianNoise(0.1)(flat))
model = Model(inputs, output)
model.compile(optimizer='adam', loss='binary_crossentropy', metrics=['accuracy'])
X = np.random.standard_normal(size=(30, TIME_STEPS, INPUT_DIM))
y = np.random.randint(low=0, high=2, size=(30, 1))
X[:, 6, :] = np.tile(y[:], (1, INPUT_DIM))
model.fit(X, y, epochs=1, batch_size=15, verbose=0, validation_split=0.2)
