import numpy as np
import keras


class StopEarly(keras.callbacks.Callback):
    def on_epoch_end(self, epoch, logs=None):
        if logs.get('acc') > 0.95:  #! error[dtype-mismatch]: > does not take NoneType and float
            self.model.stop_training = True


class Losses(keras.callbacks.Callback):
    def on_train_begin(self, logs={}):
        self.losses = []

    def on_epoch_end(self, epoch, logs={}):
        logs['own'] = 1.0
        self.losses.append(logs['val_loss'])  #! error[missing-attribute]: There is no key 'val_loss'

    def on_batch_end(self, batch, logs=None):
        print(batch, logs['loss'])


class Shows(keras.callbacks.Callback):
    def __init__(self, x):
        super().__init__()
        self.x = x

    def on_epoch_end(self, epoch, logs=None):
        print(logs['own'], logs.get('loss'), logs['accuracy'])
        print(self.model.predict(self.x[0]))  #! error[input-mismatch]: The model takes (None, 3)


class Old(keras.callbacks.Callback):
    def on_epoch_end(self, epoch):
        print(epoch)


x = np.random.rand(20, 3)
y = np.random.randint(0, 2, 20)
model = keras.Sequential([keras.Input((3,)), keras.layers.Dense(1, activation='sigmoid')])
model.compile('adam', 'binary_crossentropy', metrics=['accuracy'])
model.fit(x, y, epochs=2, callbacks=[StopEarly()], verbose=0)
model.fit(x, y, epochs=2, callbacks=[Losses(), Shows(x)], verbose=0)
model.fit(x, y, epochs=2, callbacks=[Old()], verbose=0)  #! error[unknown-argument]: on_epoch_end takes at most 1 positional arguments, it gets 2
tell = keras.callbacks.LambdaCallback(on_epoch_end=lambda epoch, logs: print(logs['accuracy'], logs['f1']))  #! error[missing-attribute]: no key 'f1'
model.fit(x, y, epochs=2, callbacks=[tell], verbose=0)
history = model.fit(x, y, epochs=2, verbose=0)
print(history['loss'])  #! error[missing-attribute]: History has no items to ask for
print(history.history['loss'], history.epoch[-1])
