from tensorflow.keras.layers import Input, Embedding, Dense, Concatenate, Reshape
from tensorflow.keras.models import Model
import numpy as np
num = Input(shape=(6,), name='num')
cats = [Input(shape=(1,), name=f'cat_{i}') for i in range(3)]
embs = [Reshape((4,))(Embedding(10, 4)(c)) for c in cats]
x = Concatenate()([num] + embs)
x = Dense(16, activation='relu')(x)
out = Dense(1)(x)
model = Model([num] + cats, out)
model.compile('adam', 'mse')
model.fit([np.random.rand(20, 6)] + [np.random.randint(0, 10, (20, 1)) for _ in range(3)], np.random.rand(20), epochs=1)
