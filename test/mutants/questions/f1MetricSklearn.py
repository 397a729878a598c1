import numpy as np
from sklearn.metrics import f1_score
from tensorflow.keras import layers, models

def f1(y_true, y_pred):
    return f1_score(y_true, y_pred.round())

model = models.Sequential([layers.Dense(8, input_shape=(5,)), layers.Dense(1, activation='sigmoid')])
model.compile(optimizer='adam', loss='binary_crossentropy', metrics=[f1])
model.fit(np.random.rand(20, 5), np.random.randint(0, 2, 20), epochs=1)
