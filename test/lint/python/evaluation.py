#- framework: keras
# Shapes come out of ordinary Python.
SIZE = 64
CHANNELS = {'rgb': 3, 'gray': 1}
shape = (SIZE // 2, SIZE // 2, CHANNELS['rgb'])
x = keras.Input(shape)  #> [null, 32, 32, 3]

for i, filters in enumerate([8, 16, 32]):
    x = layers.Conv2D(filters, 3, padding='same', name=f'conv_{i}')(x)
    x = layers.MaxPooling2D(2)(x)
layers.Flatten()(x)  #> [null, 512]

widths = [2 ** n for n in range(3, 6)]
net = keras.Sequential([keras.Input((10,))] + [layers.Dense(w) for w in widths])
net(keras.Input((10,)))  #> [null, 32]

h, w, c = x.shape[1:]
layers.Reshape((h * w, c))(x)  #> [null, 16, 32]
layers.Reshape((h * w, c + 1))(x)  #! error[reshape-size]: 512 elements do not fit into (16, 33)

def head(units, *, hidden=(64, 32)):
    stack = [keras.Input((100,))]
    for n in hidden:
        stack.append(layers.Dense(n))
    stack.extend([layers.Dropout(0.2), layers.Dense(units)])
    return keras.Sequential(stack)

head(7)(keras.Input((100,)))  #> [null, 7]
head(7, hidden=())(keras.Input((100,)))  #> [null, 7]

squeeze = lambda t, n: layers.Dense(n)(layers.Flatten()(t))
squeeze(x, 5)  #> [null, 5]

sizes = dict((name, n) for n, name in enumerate(['a', 'b', 'c']))
layers.Dense(sizes['c'])(keras.Input((4,)))  #> [null, 2]
indices = dict((c, i) for i, c in enumerate(sorted(list(set(open('names').read())))))
