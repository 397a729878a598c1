from keras.layers import Input, Embedding, Flatten, Dense, merge, Dropout
from keras.models import Model
from keras.regularizers import l2
user_in = Input(shape=(1,), dtype='int64', name='user_in')
u = Embedding(100, 50, input_length=1, W_regularizer=l2(1e-4))(user_in)
movie_in = Input(shape=(1,), dtype='int64', name='movie_in')
m = Embedding(200, 50, input_length=1, W_regularizer=l2(1e-4))(movie_in)
x = merge([u, m], mode='dot')
x = Flatten()(x)
model = Model([user_in, movie_in], x)
model.compile('adam', loss='mse')
