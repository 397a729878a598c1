import os
import tempfile
import numpy as np
import keras
from keras.callbacks import ModelCheckpoint, EarlyStopping, CSVLogger, Callback


class PrintLR(Callback):
    def on_epoch_end(self, epoch, logs=None):
        logs = logs or {}
        print(epoch, logs.get('val_loss'), self.model.optimizer.learning_rate)


folder = tempfile.mkdtemp()
X = np.linspace(-1, 1, 120)[:, None]
X = np.concatenate([X, X ** 2, np.sin(X)], axis=1)
y = X.sum(axis=1, keepdims=True)

model = keras.Sequential(name='poly')
model.add(keras.Input(shape=(3,)))
model.add(keras.layers.Dense(8, activation='elu'))
model.add(keras.layers.Dense(1))
model.compile(loss=keras.losses.Huber(delta=1.0), optimizer=keras.optimizers.Nadam(learning_rate=0.01),
              metrics=[keras.metrics.RootMeanSquaredError()])
checkpoint = ModelCheckpoint(os.path.join(folder, 'best.keras'), monitor='val_loss', save_best_only=True)
stop = EarlyStopping(patience=3)
history = model.fit(X, y, validation_split=0.25, epochs=1, batch_size=30, verbose=0,
                    callbacks=[checkpoint, stop, CSVLogger(os.path.join(folder, 'log.csv')), PrintLR()])
loaded = keras.models.load_model(os.path.join(folder, 'best.keras'))
print(loaded.predict(X[:2], verbose=0).shape, list(history.history.keys()))
