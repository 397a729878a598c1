import keras
import numpy as np
import pandas as pd
from sklearn.compose import ColumnTransformer
from sklearn.metrics import accuracy_score, mean_squared_error
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import MinMaxScaler, StandardScaler

df = pd.read_csv('data.csv')
df.heed()  #! error[missing-attribute]: DataFrame has no heed; is head meant?
df = df.sort_value('a')  #! error[missing-attribute]: is sort_values meant?
df['a'].as_type(float)  #! error[missing-attribute]: Series has no as_type; is astype meant?
df.heed
df.age.mean()
df.plot(kind='bar')
df.iloc[0].heed

scaler = MinMaxScaler()
y = np.zeros(12)
train_test_split(y, scaler)  #! error[dtype-mismatch]: train_test_split takes arrays, not MinMaxScaler
mean_squared_error(y, scaler)  #! error[dtype-mismatch]: mean_squared_error takes arrays, not MinMaxScaler

columns = ColumnTransformer([('num', StandardScaler(), ['a', 'b'])])
table = columns.fit_transform(pd.DataFrame({'a': np.zeros(12), 'b': np.ones(12)}))
accuracy_score(y[:3], table)  #! error[dim-mismatch]: it gets 3 and 12
print(table.toarray(), table.shape[1])
