from tensorflow.keras.layers import Input, Embedding, Dense, Concatenate
from tensorflow.keras.models import Model
num = Input(shape=(6,), name='num')
cat = Input(shape=(1,), name='cat')
emb = Embedding(10, 4)(cat)
x = Concatenate()([num, emb])
x = Dense(16, activation='relu')(x)
out = Dense(1)(x)
model = Model([num, cat], out)
