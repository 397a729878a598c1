import numpy as np
from keras.callbacks import ModelCheckpoint, TensorBoard
from keras.models import Sequential
from keras.layers import Dense
from keras.optimizers import adam
#                            ^^^^ error[removed-api]: keras.optimizers.adam is gone since Keras 3; keras.optimizers.Adam does the same

model = Sequential()
model.add(Dense(8, input_dim=3))
model.add(Dense(1))
model.compile(loss='mse', optimizer=adam(lr=1e-3))
#                                   ^^^^^^^^^^^^^ error[unknown-argument]: Adam: lr is called learning_rate now
board = TensorBoard(log_dir='logs', batch_size=32, write_grads=False)
#       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error[unknown-argument]: TensorBoard no longer takes batch_size
best = ModelCheckpoint('best.keras', monitor='val_loss', save_best_only=True, period=1)
#      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error[unknown-argument]: ModelCheckpoint no longer takes period
x, y = np.zeros((20, 3)), np.zeros((21, 1))
model.fit(x, y, epochs=1, validation_split=0.2, callbacks=[board, best])
