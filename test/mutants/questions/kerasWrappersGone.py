import numpy as np
from tensorflow.keras.models import Sequential
from tensorflow.keras.layers import Dense
from tensorflow.keras.wrappers.scikit_learn import KerasClassifier
from sklearn.model_selection import cross_val_score

def create_model():
    model = Sequential()
    model.add(Dense(12, input_dim=8, activation='relu'))
    model.add(Dense(1, activation='sigmoid'))
    model.compile(loss='binary_crossentropy', optimizer='adam', metrics=['accuracy'])
    return model

X = np.random.rand(100, 8)
Y = np.random.randint(0, 2, 100)
model = KerasClassifier(build_fn=create_model, epochs=5, batch_size=10, verbose=0)
print(cross_val_score(model, X, Y, cv=3).mean())
