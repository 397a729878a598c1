import json
import keras
cfg = json.loads('{"filters": [16, 32, 64, 128], "size": 20, "channels": 3}')
m = keras.Sequential([keras.Input((cfg['size'], cfg['size'], cfg['channels']))])
for f in cfg['filters']:
    m.add(keras.layers.Conv2D(f, 3, activation='relu'))
    m.add(keras.layers.MaxPooling2D(2))
m.add(keras.layers.Flatten())
m.add(keras.layers.Dense(2))
