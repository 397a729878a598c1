import numpy as np
import pandas as pd
import tensorflow as tf
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import StandardScaler
from tensorflow import keras
from tensorflow.keras.layers import Activation, BatchNormalization, Dense, Dropout
from tensorflow.keras.models import Sequential

rng = np.random.default_rng(0)
df = pd.DataFrame(rng.normal(size=(200, 6)), columns=list("abcdef"))
df["target"] = (df["a"] + df["b"] > 0).astype(int)
X = df.drop(columns="target").values
y = df.pop("target").values
X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.2, random_state=42)
scaler = StandardScaler().fit(X_train)
X_train, X_test = scaler.transform(X_train), scaler.transform(X_test)

model = Sequential()
model.add(Dense(64, input_dim=X_train.shape[1]))
model.add(BatchNormalization())
model.add(Activation("relu"))
model.add(Dropout(0.3))
for units in [32, 16]:
    model.add(Dense(units, activation="relu"))
model.add(Dense(1, activation="sigmoid"))
model.compile(loss="binary_crossentropy", optimizer="adam", metrics=["AUC"])

if __name__ == "__main__":
    stop = keras.callbacks.EarlyStopping(patience=5, restore_best_weights=True)
    history = model.fit(X_train, y_train, validation_data=(X_test, y_test), epochs=20, callbacks=[stop])
    pd.DataFrame(history.history).plot()
