# Only arrays and keras.ops, no training
import numpy as np
import keras
from keras import ops

batch = ops.convert_to_tensor(np.random.rand(4, 6, 8).astype("float32"))
query = ops.reshape(batch, (4, 6, 2, 4))
query = ops.transpose(query, axes=(0, 2, 1, 3))
scores = ops.matmul(query, ops.transpose(query, axes=(0, 1, 3, 2))) / ops.sqrt(4.0)
weights = ops.softmax(scores, axis=-1)
context = ops.einsum("bhij,bhjd->bhid", weights, query)
context = ops.reshape(ops.transpose(context, (0, 2, 1, 3)), (4, 6, 8))
print(context.shape)
mask = ops.cast(ops.arange(6) < 4, "float32")
masked = context * mask[None, :, None]
pooled = ops.sum(masked, axis=1) / ops.sum(mask)
print(pooled.shape, ops.argmax(pooled, axis=-1).shape)
stacked = ops.stack([pooled, pooled * 2], axis=1)
parts = ops.split(stacked, 2, axis=-1)
print(len(parts), parts[0].shape, ops.concatenate(parts, axis=1).shape)
targets = keras.utils.to_categorical([0, 3, 7, 1], num_classes=8)
loss = keras.losses.categorical_crossentropy(targets, ops.softmax(pooled))
print(loss.shape, float(ops.mean(loss)))
