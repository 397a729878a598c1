import numpy as np
import pandas as pd
from sklearn.compose import ColumnTransformer
from sklearn.impute import SimpleImputer
from sklearn.pipeline import Pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler
from sklearn.model_selection import train_test_split
import keras

rng = np.random.default_rng(5)
df = pd.DataFrame({
    'Pclass': rng.integers(1, 4, 120),
    'Sex': rng.choice(['male', 'female'], 120),
    'Age': np.where(rng.random(120) < 0.1, np.nan, rng.random(120) * 70),
    'Fare': rng.random(120) * 80,
    'Embarked': rng.choice(['S', 'C', 'Q'], 120),
    'Survived': rng.integers(0, 2, 120),
})
df['FamilySize'] = 1 + rng.integers(0, 4, 120)
df['Sex'] = df['Sex'].map({'male': 0, 'female': 1})
df['Age'] = df['Age'].fillna(df['Age'].median())
X = df[['Pclass', 'Sex', 'Age', 'Fare', 'Embarked', 'FamilySize']]
y = df['Survived'].to_numpy()
numeric = Pipeline([('impute', SimpleImputer()), ('scale', StandardScaler())])
transform = ColumnTransformer([
    ('num', numeric, ['Pclass', 'Sex', 'Age', 'Fare', 'FamilySize']),
    ('cat', OneHotEncoder(sparse_output=False), ['Embarked']),
])
X = transform.fit_transform(X)
print(X.shape)
X_train, X_val, y_train, y_val = train_test_split(X, y, test_size=0.3, random_state=0)
model = keras.Sequential([
    keras.layers.Dense(16, activation='relu', input_shape=(8,)),
    keras.layers.Dense(1, activation='sigmoid'),
])
model.compile(optimizer='adam', loss='binary_crossentropy', metrics=['accuracy'])
model.fit(X_train, y_train, validation_data=(X_val, y_val), epochs=1, batch_size=32, verbose=0)
survived = (model.predict(X_val, verbose=0) > 0.5).astype(int).ravel()
print(pd.DataFrame({'id': np.arange(len(survived)), 'Survived': survived}).head(2))
