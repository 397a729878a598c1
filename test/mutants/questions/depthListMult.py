import numpy as np
import keras
cfg = {'filters': [16, 32, 64], 'kernel': 3, 'pool': 2, 'dense': [64], 'input': (28, 28)}
x = inp = keras.Input(cfg['input'])
for f in cfg['filters']:
    x = keras.layers.Conv2D(f, cfg['kernel'], activation='relu')(x)
    x = keras.layers.MaxPooling2D(cfg['pool'])(x)
x = keras.layers.Flatten()(x)
for d in cfg['dense']:
    x = keras.layers.Dense(d)(x)
model = keras.Model(inp, keras.layers.Dense(10, activation='softmax')(x))
