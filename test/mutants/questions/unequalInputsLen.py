import numpy as np
from tensorflow.keras.layers import Input, Dense, concatenate
from tensorflow.keras.models import Model
from sklearn.model_selection import train_test_split
img_feats = np.random.rand(500, 128)
meta = np.random.rand(500, 6)
price = np.random.rand(500)
img_train, img_test, price_train, price_test = train_test_split(img_feats, price, test_size=0.2)
a = Input((128,)); b = Input((6,))
z = concatenate([Dense(16, activation='relu')(a), Dense(4, activation='relu')(b)])
model = Model([a, b], Dense(1)(z))
model.compile('adam', 'mse')
model.fit([img_train, meta], price_train, epochs=1, validation_data=([img_test, meta], price_test))
