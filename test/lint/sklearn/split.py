import numpy as np
from sklearn.datasets import load_iris
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import LabelEncoder, OneHotEncoder, StandardScaler
from tensorflow import keras
from tensorflow.keras.utils import to_categorical

iris = load_iris()
X_train, X_test, y_train, y_test = train_test_split(iris.data, iris.target, test_size=0.2, random_state=42)
scaler = StandardScaler()
X_train = scaler.fit_transform(X_train)  #> [120, 4]
X_test = scaler.transform(X_test)  #> [30, 4]
Y_train = to_categorical(y_train)  #> [120, 3]

prices = np.zeros(200)
scaler.fit_transform(prices)  #! error[rank-mismatch]: reshape(-1, 1)
scaler.fit(np.zeros((5, 4)))
scaler.transform(np.zeros((5, 3)))  #! error[dim-mismatch]: the fit was on 4 features, this table has 3
train_test_split(np.zeros((100, 4)), np.zeros(90))  #! error[dim-mismatch]: 100 and 90
OneHotEncoder(sparse=False)  #! error[unknown-argument]: sparse
