import numpy as np
import pandas as pd
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import StandardScaler
import seaborn as sns
from tensorflow import keras

df = pd.read_csv('housing.csv')
print(df.head(), df['price'].mean())
df = df.dropna()
df['age'] = 2024 - df['year']
df = pd.get_dummies(df, columns=['town'], drop_first=True)
X = df.drop(columns=['price'])
y = df['price']
X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.2)
scaler = StandardScaler()
X_train = scaler.fit_transform(X_train)
model = keras.Sequential([
    keras.layers.Dense(64, activation='relu', input_shape=(X_train.shape[1],)),
    keras.layers.Dense(1),
])
model.compile('adam', 'mse')
model.fit(X_train, y_train, epochs=3, verbose=0)

prices = pd.read_csv('stock.csv', usecols=['Close'])
values = prices.values.astype('float32')  #> [rows4, 1]
train = values[:100]
window = []
for i in range(10, len(train)):
    window.append(train[i - 10:i, 0])

iris = pd.read_csv('iris.data', header=None, names=['sl', 'sw', 'pl', 'pw', 'species'])
features = iris[['sl', 'sw', 'pl', 'pw']].values
iris['target'] = iris['species'].map({'a': 0, 'b': 1})
labels = pd.get_dummies(iris['species']).values
normal = (iris.iloc[:, :4] - iris.iloc[:, :4].mean()) / iris.iloc[:, :4].std()
sns.pairplot(iris)
iris['anything']
for name in iris.columns:
    print(iris[name].nunique())
groups = iris.groupby('species').mean().reset_index()
