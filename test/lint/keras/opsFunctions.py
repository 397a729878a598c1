#- framework: keras
# Functions of keras.ops in the places where programs use them.
import keras
from keras import layers, ops


def attend(query, key, value):
    scores = ops.matmul(query, ops.transpose(key, (0, 2, 1)))
    weights = ops.softmax(scores / ops.sqrt(64.0))
    return ops.matmul(weights, value)


q = keras.Input((10, 64))
k = keras.Input((12, 64))
out = attend(q, k, k)  #> [null, 10, 64]

frames = ops.image.extract_patches(ops.ones((2, 32, 32, 3)), size=8)  #> [2, 4, 4, 192]
small = ops.image.resize(ops.ones((2, 32, 32, 3)), (16, 24))  #> [2, 16, 24, 3]
filtered = ops.conv(ops.ones((2, 32, 32, 3)), ops.ones((3, 3, 3, 8)), strides=2, padding='same')  #> [2, 16, 16, 8]
pooled = ops.max_pool(filtered, 2)  #> [2, 8, 8, 8]
norms = ops.vectorized_map(lambda row: ops.norm(row), ops.ones((5, 3)))  #> [5]
total, steps = ops.scan(lambda s, x: (s + x, s * x), ops.zeros((3,)), ops.ones((7, 3)))
running = steps  #> [7, 3]
picked = ops.take_along_axis(ops.ones((4, 9)), ops.zeros((4, 2), 'int32'), axis=1)  #> [4, 2]
loss = ops.categorical_crossentropy(ops.ones((8, 5)), ops.ones((8, 5)))  #> [8]

ops.conv(ops.ones((2, 32, 32, 3)), ops.ones((3, 3, 4, 8)))  #! error[dim-mismatch]: takes 4 channels
ops.sparse_categorical_crossentropy(ops.ones((7,), 'int32'), ops.ones((8, 5)))  #! error[loss-target-mismatch]: without its classes
ops.solve(ops.eye(3), ops.ones((4, 1)))  #! error[dim-mismatch]: 3 equations
ops.image.resize(ops.ones((32, 32)), (16, 16))  #! error[rank-mismatch]: a batch of images
ops.glu(ops.ones((4, 5)))  #! error[dim-mismatch]: must be even
