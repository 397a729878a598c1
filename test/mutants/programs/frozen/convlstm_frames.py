import numpy as np
import keras
from keras import layers

n_samples = 6
noisy_movies = np.zeros((n_samples, 8, 20, 20, 1), dtype=float)
shifted_movies = np.zeros((n_samples, 8, 20, 20, 1), dtype=float)
for i in range(n_samples):
    for t in range(8):
        noisy_movies[i, t, 2 + t: 6 + t, 3: 7, 0] += 1
        shifted_movies[i, t, 3 + t: 7 + t, 3: 7, 0] += 1

seq = keras.Sequential(
    [
        keras.Input(shape=(None, 20, 20, 1)),  # Variable-length sequence of frames
        layers.ConvLSTM2D(filters=4, kernel_size=(3, 3), padding="same", return_sequences=True),
        layers.BatchNormalization(),
        layers.ConvLSTM2D(filters=4, kernel_size=(3, 3), padding="same", return_sequences=True),
        layers.BatchNormalization(),
        layers.Conv3D(filters=1, kernel_size=(3, 3, 3), activation="sigmoid", padding="same"),
    ]
)
seq.compile(loss="binary_crossentropy", optimizer="adam")
seq.fit(noisy_movies[:4], shifted_movies[:4], batch_size=2, epochs=1, verbose=0, validation_split=0.25)

track = noisy_movies[5][:4, ::, ::, ::]
for j in range(2):
    new_pos = seq.predict(track[np.newaxis, ::, ::, ::, ::], verbose=0)
    new = new_pos[::, -1, ::, ::, ::]
    track = np.concatenate((track, new), axis=0)
print(track.shape)
