# Artificial neural network for customer churn
import io
import numpy as np
import pandas as pd
from sklearn.preprocessing import LabelEncoder, StandardScaler
from sklearn.model_selection import train_test_split
from sklearn.metrics import confusion_matrix, accuracy_score
from sklearn.utils import class_weight
import tensorflow as tf

rng = np.random.RandomState(3)
n = 150
dataset = pd.DataFrame({
    'CustomerId': np.arange(n),
    'CreditScore': rng.randint(350, 850, n),
    'Geography': rng.choice(['France', 'Spain', 'Germany'], n),
    'Gender': rng.choice(['Female', 'Male'], n),
    'Age': rng.randint(18, 90, n),
    'Tenure': rng.randint(0, 10, n),
    'Balance': rng.rand(n) * 1e5,
    'Exited': np.arange(n) % 3 == 0,
})
buffer = io.StringIO()
dataset.to_csv(buffer, index=False)
buffer.seek(0)

df = pd.read_csv(buffer)
df = df.drop(['CustomerId'], axis=1)
le = LabelEncoder()
df['Gender'] = le.fit_transform(df['Gender'])
df = pd.get_dummies(df, columns=['Geography'], drop_first=True)

y = df['Exited'].values.astype('int')
X = df.drop('Exited', axis=1).values.astype('float32')
X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.2, random_state=0, stratify=y)

sc = StandardScaler()
X_train = sc.fit_transform(X_train)
X_test = sc.transform(X_test)

weights = class_weight.compute_class_weight(class_weight='balanced', classes=np.unique(y_train), y=y_train)
weights = dict(enumerate(weights))

ann = tf.keras.models.Sequential()
ann.add(tf.keras.layers.Dense(units=6, activation='relu'))
ann.add(tf.keras.layers.Dense(units=6, activation='relu'))
ann.add(tf.keras.layers.Dense(units=1, activation='sigmoid'))
ann.compile(optimizer='adam', loss='binary_crossentropy', metrics=['accuracy'])
ann.fit(X_train, y_train, batch_size=32, epochs=1, class_weight=weights, verbose=0)

single = sc.transform([[600, 1, 40, 3, 60000, 0, 1]])
print(ann.predict(single, verbose=0) > 0.5)

y_pred = ann.predict(X_test, verbose=0)
y_pred = (y_pred > 0.5)
print(np.concatenate((y_pred.reshape(len(y_pred), 1), y_test.reshape(len(y_test), 1)), 1)[:3])
cm = confusion_matrix(y_test, y_pred)
print(cm, accuracy_score(y_test, y_pred))
