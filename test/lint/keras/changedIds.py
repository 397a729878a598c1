#- framework: tensorflow
# Ids that were changed in a frame or a series are not what they were.
import numpy as np
import pandas as pd
from tensorflow import keras


def rated(users):
    model = keras.Sequential([keras.layers.Input((1,)), keras.layers.Embedding(users, 8), keras.layers.Flatten(), keras.layers.Dense(1)])
    model.compile('adam', 'mse')
    return model


def ratings():
    return pd.DataFrame({'user': np.random.randint(1, 200, 3000), 'rating': np.random.rand(3000)})


frame = ratings()
rated(200).fit(frame['user'], frame['rating'])
rated(199).fit(frame['user'], frame['rating'])  #! error[class-count]: there are some up to 199
frame.loc[frame['user'] > 99, 'user'] = 99
rated(100).fit(frame['user'], frame['rating'])
frame = ratings()
frame.user = frame.user // 2
rated(100).fit(frame['user'], frame['rating'])
frame = ratings()
frame['user'] = frame['user'].clip(1, 99)
rated(100).fit(frame['user'], frame['rating'])
frame = ratings()
users = frame['user']
users[users > 99] = 99
rated(100).fit(users, frame['rating'])
frame = ratings()
frame[frame > 99] = 99
rated(100).fit(frame['user'], frame['rating'])
frame = ratings()
frame = frame[frame['user'] < 100]
rated(100).fit(frame['user'], frame['rating'])  #! warning[class-count]: there are some up to 199
