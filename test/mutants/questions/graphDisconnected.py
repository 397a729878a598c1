from tensorflow.keras.layers import Input, Dense, concatenate
from tensorflow.keras.models import Model

main_in = Input(shape=(20,), name='main')
aux_in = Input(shape=(5,), name='aux')
x = Dense(16, activation='relu')(main_in)
merged = concatenate([x, aux_in])
out = Dense(1, activation='sigmoid')(merged)
model = Model(inputs=main_in, outputs=out)
model.summary()
