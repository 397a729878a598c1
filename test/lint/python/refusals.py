import numpy as np
import keras

scores = [0.1, 0.9]
-scores  #! error[dtype-mismatch]: - does not take list
scores * 0.5  #! error[dtype-mismatch]: * does not take list and float
'loss: ' + 0.5  #! error[dtype-mismatch]: + does not take str and float
scores > 0.5  #! error[dtype-mismatch]: > does not take list and float
scores[2]  #! error[axis-out-of-range]: There is no item 2: list has 2
scores['a']  #! error[dtype-mismatch]: Items of list are asked for by whole numbers, not by str
scores(0)  #! error[missing-attribute]: list cannot be called
x, y, z = np.zeros((2, 3))  #! error[dim-mismatch]: 2 values cannot be taken apart into 3 names
for n in 3:  #! error[missing-attribute]: int has no items to go through
    pass
len(3)  #! error[missing-attribute]: int has no length
float(np.zeros(3))  #! error[rank-mismatch]: Only an array without axes can become float, not one of shape (3,)
if np.zeros(3) == 0:  #! error[rank-mismatch]: An array of 3 elements is neither true nor false
    pass
shape = (2, 3)
shape[0] = 4  #! error[missing-attribute]: The items of tuple cannot be assigned
{[1, 2]: 3}  #! error[dtype-mismatch]: list cannot be a key


def last(items):
    return items[len(items)]  #! error[axis-out-of-range]: There is no item 3: list has 3


last([1, 2, 3])
try:
    scores[9]
except IndexError:
    pass
