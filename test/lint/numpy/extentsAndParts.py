import numpy as np
import keras

x = np.zeros((12, 4))
n = len(x)

np.reshape(x, (x.shape, 4))  #! error[dtype-mismatch]: reshape: an extent is a whole number, not tuple
x.reshape(x.shape, 4)  #! error[dtype-mismatch]: reshape: an extent is a whole number, not tuple
np.zeros((n / 2, 3))  #! error[dtype-mismatch]: zeros: an extent is a whole number, not float
np.ones(n * 0.8)  #! error[dtype-mismatch]: ones: an extent is a whole number, not float
x[x[0]]  #! error[dtype-mismatch]: An array is indexed by whole numbers, slices and masks, not by float
x[0, x.mean()]  #! error[dtype-mismatch]: not by float
np.array([[1, 2], [3]])  #! error[dim-mismatch]: array: the parts have different shapes: (2,) and (1,)
np.array([np.zeros((2, 3)), np.zeros((2, 4))])  #! error[dim-mismatch]: (2, 3) and (2, 4)
np.array([1, [2, 3]])  #! error[dim-mismatch]: () and (2,)

a = x.reshape(-2, 4)  #> [12, 4]
b = np.zeros((n // 2, 3))  #> [6, 3]
c = np.array([[1, 2], x[0, :2]])  #> [2, 2]
d = np.array([[1, 2], [3]], dtype=object)
e = x[x[:, 0] > 0]
f = x[[0, 1], [1, 2]]  #> [2]
g = x[np.argmax(x, axis=0), 0]  #> [4]
