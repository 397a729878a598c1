import numpy as np
from keras.callbacks import EarlyStopping, ModelCheckpoint, ReduceLROnPlateau
from keras.models import Sequential
from keras.layers import Dense
X, y = np.random.rand(100, 4), np.random.rand(100)
model = Sequential([Dense(4, input_dim=4), Dense(1)])
model.compile('adam', 'mse')
ckpt = ModelCheckpoint('best_model.h5', monitor='val_loss', save_best_only=True, period=1)
es = EarlyStopping(monitor='val_loss', patience=3)
model.fit(X, y, validation_split=0.2, epochs=2, callbacks=[es, ckpt])
