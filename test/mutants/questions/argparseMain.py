import argparse
import numpy as np
from tensorflow.keras import layers, models, optimizers

def get_args():
    p = argparse.ArgumentParser()
    p.add_argument('--epochs', type=int, default=1)
    p.add_argument('--batch-size', type=int, default=32)
    p.add_argument('--hidden', type=int, default=64)
    p.add_argument('--classes', type=int, default=6)
    p.add_argument('--lr', type=float, default=1e-3)
    return p.parse_args()

class Trainer:
    def __init__(self, args):
        self.args = args
        self.model = self._build()

    def _build(self):
        m = models.Sequential(name='har')
        m.add(layers.Input((128, 9)))
        m.add(layers.LSTM(self.args.hidden, return_sequences=True))
        m.add(layers.LSTM(self.args.hidden, return_sequences=True))
        m.add(layers.Dense(self.args.classes, activation='softmax'))
        m.compile(optimizer=optimizers.Adam(self.args.lr), loss='categorical_crossentropy', metrics=['accuracy'])
        return m

    def run(self, X, y):
        self.model.fit(X, y, epochs=self.args.epochs, batch_size=self.args.batch_size)

def load():
    X = np.random.randn(96, 128, 9)
    y = np.eye(6)[np.random.randint(0, 6, 96)]
    return X, y

if __name__ == '__main__':
    args = get_args()
    X, y = load()
    Trainer(args).run(X, y)
