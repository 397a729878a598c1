import numpy as np
import pandas as pd
from sklearn.datasets import fetch_openml, make_classification
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.metrics import accuracy_score, classification_report
from sklearn.model_selection import KFold, train_test_split
from sklearn.preprocessing import LabelEncoder, MinMaxScaler

df = pd.read_csv('data.csv')
y = LabelEncoder().fit_transform(df['label'])
X = df.drop('label', axis=1)
X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.3, stratify=y)
scaler = MinMaxScaler(feature_range=(0, 1))
X_train = scaler.fit_transform(X_train)
X_test = scaler.transform(X_test)

texts = ['one', 'two words', 'three']
matrix = TfidfVectorizer(max_features=100).fit_transform(texts)
a, b = train_test_split(matrix.toarray(), test_size=1)

X, y = make_classification(n_samples=100, n_features=8)
for train, test in KFold(n_splits=5, shuffle=True).split(X, y):
    print(X[train].shape, y[test].shape)

mnist = fetch_openml('mnist_784', version=1)
X_train, X_test = train_test_split(mnist.data / 255.0, test_size=10000)
accuracy_score(y, y)
print(classification_report(np.zeros(4), np.zeros(4)))
