import numpy as np
import tensorflow.compat.v1 as tf
tf.disable_v2_behavior()

vocab, steps, hidden = 500, 20, 64
x = tf.placeholder(tf.int32, [None, steps])
y = tf.placeholder(tf.int32, [None, steps])
keep_prob = tf.placeholder(tf.float32)
emb = tf.Variable(tf.random_uniform([vocab, 32], -1.0, 1.0))
seq = tf.nn.embedding_lookup(emb, x)


def make_cell():
    return tf.nn.rnn_cell.DropoutWrapper(tf.nn.rnn_cell.LSTMCell(hidden), output_keep_prob=keep_prob)
    #      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error[removed-api]: tf.nn.rnn_cell.DropoutWrapper is not in Keras 3; with os.environ['TF_USE_LEGACY_KERAS'] = '1' before the import it is that of Keras 2
    #                                    ^^^^^^^^^^^^^^^^^^^^^^^ error[removed-api]: tf.nn.rnn_cell.LSTMCell is not in Keras 3; with os.environ['TF_USE_LEGACY_KERAS'] = '1' before the import it is that of Keras 2


cells = tf.nn.rnn_cell.MultiRNNCell([make_cell() for _ in range(2)])
#       ^^^^^^^^^^^^^^^^^^^^^^^^^^^ error[removed-api]: tf.nn.rnn_cell.MultiRNNCell is not in Keras 3; with os.environ['TF_USE_LEGACY_KERAS'] = '1' before the import it is that of Keras 2
out, state = tf.nn.dynamic_rnn(cells, seq, dtype=tf.float32)
flat = tf.reshape(out, [-1, hidden])
logits = tf.layers.dense(flat, vocab)
#        ^^^^^^^^^^^^^^^ error[removed-api]: tf.layers.dense is not in Keras 3; with os.environ['TF_USE_LEGACY_KERAS'] = '1' before the import it is that of Keras 2
logits = tf.reshape(logits, [-1, steps, vocab])
loss = tf.reduce_mean(tf.nn.sparse_softmax_cross_entropy_with_logits(labels=y, logits=logits))
train = tf.train.AdamOptimizer(0.001).minimize(loss)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    bx = np.random.randint(0, vocab, (16, steps))
    cost, last, _ = sess.run([loss, state, train], {x: bx, y: np.roll(bx, -1, axis=1), keep_prob: 0.5})
    print(cost, last[1].h.shape)
    probs = sess.run(tf.nn.softmax(logits), {x: bx[:1], keep_prob: 1.0})
    print(probs.shape)
    sess.run(loss, {x: bx, y: bx[:, 1:], keep_prob: 1.0})
  # ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error[input-mismatch]: y takes (None, 20), it is fed (16, 19)
