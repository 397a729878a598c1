#- framework: keras
class Options:
    def __init__(self, **kwargs):
        self.__dict__.update(kwargs)


Options(rate=1).rate


class Late:
    def __getattr__(self, name):
        return name


Late().anything


class Holder:
    def __init__(self):
        for name in input().split():
            setattr(self, name, 0)

    def total(self):
        return self.first


Holder().total()


class Block(layers.Layer):
    def build(self, shape):
        self.kernel = self.add_weight(shape=(shape[-1], 2))

    def call(self, x):
        return x @ self.kernel


block = Block()
block(np.zeros((1, 3), 'float32'))
block.kernel.shape
block.trainable_weights
block.supports_masking
model = keras.Sequential([layers.Dense(2)])
model.note = 'mine'
model.note
something = input()
if hasattr(model, 'peft'):
    model.peft()
if isinstance(something, str):
    something.upper()
shape = np.zeros((2, 3)).shape
rows, columns = shape
best = max([1, 2], key=lambda n: -n)
