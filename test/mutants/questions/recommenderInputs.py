import numpy as np
import pandas as pd
from keras.layers import Input, Embedding, Flatten, Dot, Dense, Concatenate
from keras.models import Model
ratings = pd.DataFrame({'user': np.random.randint(0, 50, 300), 'movie': np.random.randint(0, 90, 300), 'rating': np.random.rand(300) * 5})
n_users, n_movies = 50, 90
u_in = Input(shape=[1], name='user')
m_in = Input(shape=[1], name='movie')
u = Flatten()(Embedding(n_users, 8)(u_in))
m = Flatten()(Embedding(n_movies, 8)(m_in))
out = Dense(1)(Concatenate()([u, m]))
model = Model([u_in, m_in], out)
model.compile('adam', 'mse')
model.fit(ratings[['user', 'movie']].values, ratings['rating'].values, epochs=1, verbose=0)
