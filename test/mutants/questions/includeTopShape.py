from tensorflow.keras.applications import InceptionV3
from tensorflow.keras.models import Sequential
from tensorflow.keras.layers import Dense, GlobalAveragePooling2D
base = InceptionV3(weights=None, include_top=False, input_shape=(64, 64, 3))
model = Sequential([base, GlobalAveragePooling2D(), Dense(2, activation='softmax')])
