"""A small project in one file: configuration, data module, model and trainer as classes."""
import argparse
from dataclasses import dataclass

import numpy as np
from sklearn.model_selection import train_test_split
from tensorflow import keras


@dataclass
class Config:
    n_samples: int = 160
    n_features: int = 24
    n_classes: int = 5
    hidden: tuple = (32, 16)
    batch_size: int = 16
    epochs: int = 1


class Data:
    def __init__(self, config):
        self.config = config

    def load(self):
        X = np.random.randn(self.config.n_samples, self.config.n_features)
        y = np.random.randint(self.config.n_classes, size=self.config.n_samples)
        return train_test_split(X, y, test_size=0.25)


class Trainer:
    def __init__(self, config):
        self.config = config
        self.model = self._build()

    def _build(self):
        inputs = keras.Input(shape=(self.config.n_features,))
        x = inputs
        for i, units in enumerate(self.config.hidden):
            x = keras.layers.Dense(units, name=f'hidden_{i}')(x)
            x = keras.layers.BatchNormalization()(x)
            x = keras.layers.ReLU()(x)
        outputs = keras.layers.Dense(self.config.n_classes, activation='softmax')(x)
        model = keras.Model(inputs, outputs)
        model.compile(optimizer=keras.optimizers.Adam(1e-3), loss='sparse_categorical_crossentropy',
                      metrics=['accuracy'])
        return model

    def fit(self, x, y, x_val, y_val):
        return self.model.fit(x, y, validation_data=(x_val, y_val), batch_size=self.config.batch_size,
                              epochs=self.config.epochs, verbose=0)

    def predict(self, x):
        return np.argmax(self.model.predict(x, verbose=0), axis=1)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument('--epochs', type=int, default=1)
    parser.add_argument('--classes', type=int, default=5)
    args = parser.parse_args()

    config = Config(epochs=args.epochs, n_classes=args.classes)
    x_train, x_test, y_train, y_test = Data(config).load()
    trainer = Trainer(config)
    trainer.fit(x_train, y_train, x_test, y_test)
    print('accuracy', (trainer.predict(x_test) == y_test).mean())


if __name__ == '__main__':
    main()
