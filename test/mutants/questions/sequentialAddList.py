from tensorflow.keras.models import Sequential
from tensorflow.keras.layers import Dense, Dropout

model = Sequential()
model.add(Dense(8, input_dim=4), Dropout(0.5))
model.add(Dense(2))
