import numpy as np
import keras
class PrintLR(keras.callbacks.Callback):
    def on_epoch_end(self, epoch, logs=None):
        print(epoch, keras.backend.get_value(self.model.optimizer.lr), logs['val_loss'])
X = np.random.rand(60, 4)
y = np.random.randint(0, 2, 60)
m = keras.Sequential([keras.layers.Input((4,)), keras.layers.Dense(1, activation='sigmoid')])
m.compile(optimizer=keras.optimizers.RMSprop(0.001), loss='binary_crossentropy')
m.fit(X, y, validation_split=0.2, epochs=1, callbacks=[PrintLR()], verbose=0)
