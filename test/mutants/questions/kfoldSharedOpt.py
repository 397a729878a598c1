import numpy as np
import tensorflow as tf
from sklearn.model_selection import KFold

X = np.random.rand(90, 12).astype('float32')
Y = tf.keras.utils.to_categorical(np.random.randint(0, 3, 90), 3)
opt = tf.keras.optimizers.Adam(learning_rate=1e-3)

def get_model():
    m = tf.keras.models.Sequential()
    m.add(tf.keras.layers.Dense(24, activation='relu', input_dim=12))
    m.add(tf.keras.layers.Dense(3, activation='softmax'))
    m.compile(loss='categorical_crossentropy', optimizer=opt, metrics=['accuracy'])
    return m

scores = []
for train, val in KFold(n_splits=3).split(X):
    model = get_model()
    model.fit(X[train], Y[train], epochs=1, verbose=0)
    scores.append(model.evaluate(X[val], Y[val], verbose=0)[1])
print(np.mean(scores))
