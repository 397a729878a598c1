#- framework: numpy
import numpy as np

# Loading and preparing images as tutorials do.
images = np.random.rand(100, 28, 28).astype('float32')
labels = np.random.randint(0, 10, size=(100,))
x = images.reshape(-1, 28, 28, 1)  #> [100, 28, 28, 1]
flat = images.reshape(len(images), -1)  #> [100, 784]
mean, std = x.mean(axis=(0, 1, 2)), x.std()
x = (x - mean) / std  #> [100, 28, 28, 1]
one_hot = np.eye(10)[labels]  #> [100, 10]
order = np.random.permutation(len(x))
x, labels = x[order], labels[order]
both = np.concatenate([x, x[:20]], axis=0)  #> [120, 28, 28, 1]
windows = np.array([flat[i : i + 5] for i in range(10)])  #> [10, 5, 784]
batch = np.expand_dims(images[0], axis=0)  #> [1, 28, 28]
rgb = np.stack([images] * 3, axis=-1)  #> [100, 28, 28, 3]
padded = np.pad(images, ((0, 0), (2, 2), (2, 2)))  #> [100, 32, 32]
scores = np.einsum('nd,md->nm', flat, flat)  #> [100, 100]
best = np.argmax(one_hot, axis=1)  #> [100]

images.reshape(-1, 30, 30)  #! error[reshape-size]: 78400 elements cannot be arranged
np.concatenate([flat, one_hot], axis=0)  #! error[dim-mismatch]: differ on axis 1
np.dot(flat, one_hot)  #! error[dim-mismatch]: (100, 784) and (100, 10)
flat + np.ones(28)  #! error[broadcast-mismatch]
np.mean(flat, axis=2)  #! error[axis-out-of-range]: no axis 2
np.vstack([images, flat])  #! error[rank-mismatch]: different numbers of axes
np.random.rand(3) & np.random.rand(3)  #! error[dtype-mismatch]: bits of whole numbers
