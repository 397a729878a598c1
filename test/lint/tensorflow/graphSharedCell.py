import tensorflow.compat.v1 as tf
tf.disable_v2_behavior()

inputs = tf.placeholder(tf.int32, [64, 35])
embedding = tf.get_variable('embedding', [10000, 100])
embedded = tf.nn.embedding_lookup(embedding, inputs)
cell = tf.nn.rnn_cell.BasicLSTMCell(200)
#      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error[removed-api]: tf.nn.rnn_cell.BasicLSTMCell is not in Keras 3; with os.environ['TF_USE_LEGACY_KERAS'] = '1' before the import it is that of Keras 2
stacked = tf.nn.rnn_cell.MultiRNNCell([cell] * 2)
#         ^^^^^^^^^^^^^^^^^^^^^^^^^^^ error[removed-api]: tf.nn.rnn_cell.MultiRNNCell is not in Keras 3; with os.environ['TF_USE_LEGACY_KERAS'] = '1' before the import it is that of Keras 2
initial_state = stacked.zero_state(64, tf.float32)
outputs, final_state = tf.nn.dynamic_rnn(stacked, embedded, initial_state=initial_state)
#                      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error[dim-mismatch]: dynamic_rnn: one cell stands in several layers; its weights are made for 100 features, the next layer gets 200
