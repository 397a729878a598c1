import pandas as pd
import numpy as np
from sklearn.model_selection import train_test_split
from tensorflow.keras.models import Sequential
from tensorflow.keras.layers import Dense

data = pd.DataFrame(np.random.randn(200, 5), columns=['f1', 'f2', 'f3', 'f4', 'label'])
data['label'] = (data['label'] > 0).astype(int)
X = data.drop('label')
y = data['label']
X_train, X_test, y_train, y_test = train_test_split(X, y)
model = Sequential([Dense(8, activation='relu', input_shape=(4,)), Dense(1, activation='sigmoid')])
model.compile('adam', 'binary_crossentropy')
model.fit(X_train, y_train)
