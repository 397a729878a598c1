from sklearn.datasets import load_breast_cancer
from sklearn.preprocessing import MinMaxScaler
from sklearn.metrics import roc_auc_score
import tensorflow as tf
from tensorflow.keras import layers, models, regularizers, callbacks

data = load_breast_cancer()
X, y = data['data'], data['target']
X = MinMaxScaler().fit_transform(X)
split = int(0.8 * len(X))
X_train, X_test = X[:split], X[split:]
y_train, y_test = y[:split], y[split:]

inp = layers.Input(shape=(30,))
h = layers.Dense(16, activation='relu', kernel_regularizer=regularizers.l2(1e-4))(inp)
h = layers.BatchNormalization()(h)
h = layers.Dropout(0.3)(h)
h = layers.Dense(8, activation='relu')(h)
out = layers.Dense(1, activation='sigmoid')(h)
net = models.Model(inp, out)
net.compile(optimizer=tf.keras.optimizers.Adam(learning_rate=1e-3), loss='binary_crossentropy',
            metrics=[tf.keras.metrics.AUC(name='auc'), tf.keras.metrics.Precision(), tf.keras.metrics.Recall()])
stop = callbacks.EarlyStopping(monitor='val_auc', mode='max', patience=2, restore_best_weights=True)
net.fit(X_train, y_train, validation_split=0.2, epochs=1, batch_size=64, callbacks=[stop], verbose=0)
p = net.predict(X_test, verbose=0).ravel()
print('AUC %.3f' % roc_auc_score(y_test, p))
