import numpy as np
import pandas as pd
import tensorflow as tf
from tensorflow import keras
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import StandardScaler

raw_df = pd.DataFrame(np.random.randn(300, 6), columns=['Time', 'V1', 'V2', 'V3', 'Amount', 'Class'])
raw_df['Class'] = (np.arange(300) % 10 == 0).astype(int)
neg, pos = np.bincount(raw_df['Class'])
total = neg + pos

cleaned_df = raw_df.copy()
cleaned_df.pop('Time')
cleaned_df['Log Amount'] = np.log(np.abs(cleaned_df.pop('Amount')) + 0.001)
train_df, test_df = train_test_split(cleaned_df, test_size=0.2, random_state=1)
train_df, val_df = train_test_split(train_df, test_size=0.2, random_state=1)
train_labels = np.array(train_df.pop('Class')).reshape(-1, 1)
val_labels = np.array(val_df.pop('Class')).reshape(-1, 1)
test_labels = np.array(test_df.pop('Class')).reshape(-1, 1)
bool_train_labels = train_labels[:, 0] != 0
train_features = np.array(train_df)
val_features = np.array(val_df)
test_features = np.array(test_df)
scaler = StandardScaler()
train_features = np.clip(scaler.fit_transform(train_features), -5, 5)
val_features = np.clip(scaler.transform(val_features), -5, 5)
test_features = np.clip(scaler.transform(test_features), -5, 5)


def make_model(metrics, output_bias=None):
    if output_bias is not None:
        output_bias = tf.keras.initializers.Constant(output_bias)
    model = keras.Sequential([
        keras.layers.Dense(16, activation='relu', input_shape=(train_features.shape[-1],)),
        keras.layers.Dropout(0.5),
        keras.layers.Dense(1, activation='sigmoid', bias_initializer=output_bias),
    ])
    model.compile(optimizer=keras.optimizers.Adam(learning_rate=1e-3), loss=keras.losses.BinaryCrossentropy(),
                  metrics=metrics)
    return model


model = make_model([keras.metrics.BinaryAccuracy(name='accuracy')], output_bias=np.log([pos / neg]))
weight_for_0 = (1 / neg) * (total / 2.0)
weight_for_1 = (1 / pos) * (total / 2.0)
model.fit(train_features, train_labels, batch_size=64, epochs=1, validation_data=(val_features, val_labels),
          class_weight={0: weight_for_0, 1: weight_for_1}, verbose=0)
pos_features = train_features[bool_train_labels]
print(pos_features.shape[1], model.evaluate(test_features, test_labels, verbose=0)[0])
