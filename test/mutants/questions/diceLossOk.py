import tensorflow as tf
import numpy as np
from tensorflow.keras import backend as K
from tensorflow.keras import layers, models

def dice_coef(y_true, y_pred, smooth=1):
    y_true_f = K.flatten(y_true)
    y_pred_f = K.flatten(y_pred)
    intersection = K.sum(y_true_f * y_pred_f)
    return (2. * intersection + smooth) / (K.sum(y_true_f) + K.sum(y_pred_f) + smooth)

def dice_loss(y_true, y_pred):
    return 1 - dice_coef(y_true, y_pred)

model = models.Sequential([
    layers.Conv2D(8, 3, padding='same', activation='relu', input_shape=(64, 64, 3)),
    layers.Conv2D(1, 1, activation='sigmoid')])
model.compile(optimizer='adam', loss=dice_loss, metrics=[dice_coef])
X = np.random.rand(8, 64, 64, 3).astype('float32')
Y = np.random.randint(0, 2, (8, 64, 64, 1)).astype('float32')
model.fit(X, Y, batch_size=4, epochs=1)
