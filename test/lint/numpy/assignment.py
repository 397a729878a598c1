#- framework: numpy
import numpy as np

labels = np.zeros(100, dtype=int)
labels[50:] = 1
one_hot = np.zeros((100, 2))
one_hot[np.arange(100), labels] = 1
pad = np.zeros((4, 10))
pad[0, :3] = [1, 2, 3]
pad[:, -1] = np.ones(4)
pad[:, -1] = np.ones((1, 4))
pad[:2] = np.arange(10)
pad[pad > 0] = 7
image = np.zeros((8, 8, 3))
image[2:4, 2:4] = [255, 0, 0]

pad[0, :3] = [1, 2]  #! error[broadcast-mismatch]: (2,) cannot be assigned to a part of shape (3,)
pad[:, 0] = np.ones((4, 1))  #! error[broadcast-mismatch]: (4, 1)
pad[5] = 1  #! error[axis-out-of-range]: no element 5
pad[0, 0, 0] = 1  #! error[rank-mismatch]: 3 parts
