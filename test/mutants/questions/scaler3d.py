import numpy as np
from sklearn.preprocessing import StandardScaler
X = np.random.rand(100, 30, 4)
scaler = StandardScaler()
X = scaler.fit_transform(X)
