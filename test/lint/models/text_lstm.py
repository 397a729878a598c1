import keras
from keras import layers

max_features = 20000
maxlen = 200

inputs = keras.Input(shape=(None,), dtype="int32")
x = layers.Embedding(max_features, 128)(inputs)
x = layers.Bidirectional(layers.LSTM(64, return_sequences=True))(x)
x = layers.Bidirectional(layers.LSTM(64))(x)
x = layers.Dense(32, activation="relu")(x)
outputs = layers.Dense(1, activation="sigmoid")(x)
model = keras.Model(inputs, outputs)

conv = keras.Sequential([
    keras.Input((maxlen,)),
    layers.Embedding(max_features, 50),
    layers.Conv1D(250, 3, padding="valid", activation="relu", strides=1),
    layers.GlobalMaxPooling1D(),
    layers.Dense(250),
    layers.Dropout(0.2),
    layers.Activation("relu"),
    layers.Dense(1),
    layers.Activation("sigmoid"),
])
