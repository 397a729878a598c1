#- framework: keras
# Arguments under the names, and with the defaults, that the frameworks give them.
import keras
import numpy as np
import tensorflow as tf
from sklearn.feature_extraction.text import CountVectorizer

records = tf.data.TFRecordDataset(filenames=['train.tfrecord'], num_parallel_reads=tf.data.AUTOTUNE)
files = tf.data.Dataset.list_files(file_pattern='images/*.png', shuffle=False)
pixels = tf.saturate_cast(value=[300.0, -4.0], dtype=tf.uint8)
spectrum = tf.signal.rfft(input_tensor=tf.ones((4, 8)))
print(spectrum.shape)  #> [4, 5]
sums = tf.scatter_nd([[0], [2]], [1.0, 2.0], [4], bad_indices_policy='IGNORE')


@tf.py_function(Tout=tf.float32)
def doubled(x):
    return 2 * x


activation = keras.activations.deserialize('relu')
counts = keras.ops.bincount(keras.ops.array([1, 2, 2]))
similarity = keras.layers.dot([keras.Input((4,)), keras.Input((4,))])
print(similarity.shape)  #> [null, 1]
angles = np.unwrap(np.linspace(0, 9, 5), period=3)
limits = np.iinfo(int_type=np.int32)
np.random.seed(seed=3)
norms = np.linalg.matrix_norm(np.ones((2, 3, 3)), keepdims=True, ord=2)
print(norms.shape)  #> [2, 1, 1]
words = CountVectorizer().fit_transform(raw_documents=['a b', 'c'])
