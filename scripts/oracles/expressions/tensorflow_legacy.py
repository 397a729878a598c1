"""Layers and recurrent cells of TensorFlow 1, which need Keras 2."""

HEADER = "import os\nos.environ['TF_USE_LEGACY_KERAS'] = '1'\nimport numpy as np\nimport tensorflow.compat.v1 as tf\ntf.disable_v2_behavior()"
BEFORE = "tf.reset_default_graph()"
LIBRARIES = ["tensorflow-cpu", "tf_keras"]


def placeholder(rng, *shapes, dtype="tf.float32"):
    return f"tf.placeholder({dtype}, {rng.choice(shapes)})"


def cell(rng):
    c = rng.choice
    units = c([7, 14])
    kind = c(["BasicRNNCell", "GRUCell", "BasicLSTMCell", "LSTMCell", "LSTMCell"])
    more = {"LSTMCell": ["", ", num_proj=3", ", state_is_tuple=False", ", forget_bias=1.0", ", use_peepholes=True"], "BasicLSTMCell": ["", ", forget_bias=1.0", ", state_is_tuple=True"]}.get(kind, ["", ", activation=tf.nn.relu"])
    text = f"tf.nn.rnn_cell.{kind}({c(['', 'num_units='])}{units}{c(more)})"
    return f"tf.nn.rnn_cell.DropoutWrapper({text}, output_keep_prob=0.5)" if rng.random() < 0.2 else text


def cases(rng):
    c = rng.choice
    image = lambda: placeholder(rng, "[None, 28, 28, 3]", "[None, 28, 28, 3]", "[4, 28, 28, 3]", "[None, None, None, 3]", "[None, 28, 28]", "[None, 784]")  # noqa: E731
    sequence = lambda: placeholder(rng, "[None, 28, 14]", "[None, None, 14]", "[3, 28, 14]", "[None, 28]", "[None, 28, None]")  # noqa: E731
    x = lambda: placeholder(rng, "[None, 784]", "[5, 784]", "[None, 10, 784]", "[None, None]")  # noqa: E731
    tails = ["[0]", "[1]", "[0][:, -1, :]"]
    for _ in range(16):
        yield "tensorflow.compat.v1.layers.dense", f"tf.layers.dense({x()}, {c(['10', 'units=3', '10, tf.nn.relu', '128, activation=tf.nn.relu, name=`d`', '5, use_bias=False'])})".replace("`", "'")
        yield "tensorflow.compat.v1.layers.conv2d", f"tf.layers.conv2d({image()}, {c(['32, 5', 'filters=32, kernel_size=[5, 5]', '16, (3, 3), 2', '8, 3, strides=(2, 2)'])}, padding={c(['`same`', '`valid`', '`SAME`'])}{c(['', ', activation=tf.nn.relu', ', dilation_rate=1'])})".replace("`", "'")
        yield "tensorflow.compat.v1.layers.max_pooling2d", f"tf.layers.{c(['max', 'average'])}_pooling2d({image()}, {c(['2, 2', 'pool_size=[2, 2], strides=2', '(3, 3), (2, 2)', '2, 2, `same`'])})".replace("`", "'")
        yield "tensorflow.compat.v1.layers.conv1d", f"tf.layers.conv1d({sequence()}, {c(['8, 3', 'filters=4, kernel_size=5, strides=2', '8, 3, padding=`same`'])})".replace("`", "'")
        yield "tensorflow.compat.v1.layers.flatten", f"tf.layers.flatten({placeholder(rng, '[None, 7, 7, 64]', '[4, 3, 2]', '[None, 5]', '[None, None, 5]', '[None]')})"
        yield "tensorflow.compat.v1.layers.dropout", f"tf.layers.dropout({x()}{c(['', ', 0.5', ', rate=0.4, training=True'])})"
        yield "tensorflow.compat.v1.layers.batch_normalization", f"tf.layers.batch_normalization({placeholder(rng, '[None, 7]', '[None, 8, 8, 3]')}{c(['', ', training=True', ', axis=-1', ', momentum=0.9'])})"
        yield "tensorflow.compat.v1.layers.conv2d_transpose", f"tf.layers.conv2d_transpose({placeholder(rng, '[None, 7, 7, 16]', '[None, 7, 7]')}, {c(['8, 5', '8, (3, 3), 2', '8, 5, strides=2, padding=`same`'])})".replace("`", "'")
        yield "tensorflow.compat.v1.nn.dynamic_rnn", f"tf.nn.dynamic_rnn({cell(rng)}, {sequence()}{c([', dtype=tf.float32', ', dtype=tf.float32', ', dtype=tf.float32', ''])}{c(['', ', time_major=True', ', swap_memory=True'])}){c(tails)}"
        yield "tensorflow.compat.v1.nn.dynamic_rnn", f"cells = [{cell(rng)}, {cell(rng)}]\nout, state = tf.nn.dynamic_rnn(tf.nn.rnn_cell.MultiRNNCell(cells), {sequence()}, dtype=tf.float32)\n{c(['out', 'state[-1]', 'out[:, -1]'])}"
        n = c([7, 14])
        yield "tensorflow.compat.v1.nn.dynamic_rnn", f"cell = tf.nn.rnn_cell.{c(['GRUCell', 'BasicLSTMCell'])}({n})\nout, _ = tf.nn.dynamic_rnn(tf.nn.rnn_cell.MultiRNNCell([cell] * 2), tf.placeholder(tf.float32, [None, 28, 14]), dtype=tf.float32)\nout"
        yield "tensorflow.compat.v1.nn.static_rnn", f"x = {placeholder(rng, '[None, 6, 14]')}\nout, state = tf.nn.static_rnn({cell(rng)}, {c(['tf.unstack(x, 6, 1)', 'tf.unstack(x, axis=1)', 'x'])}, dtype=tf.float32)\n{c(['out[-1]', 'out', 'state'])}"
        yield "tensorflow.compat.v1.nn.bidirectional_dynamic_rnn", f"out, states = tf.nn.bidirectional_dynamic_rnn({cell(rng)}, {cell(rng)}, {sequence()}, dtype=tf.float32)\n{c(['out', 'tf.concat(out, 2)', 'out[0]'])}"
        yield "tensorflow.compat.v1.nn.static_bidirectional_rnn", f"out, f, b = tf.nn.static_bidirectional_rnn({cell(rng)}, {cell(rng)}, tf.unstack(tf.placeholder(tf.float32, [None, 5, 14]), 5, 1), dtype=tf.float32)\n{c(['out[-1]', 'out'])}"
        yield "tensorflow.compat.v1.nn.rnn_cell.zero_state", f"tf.nn.rnn_cell.{c(['GRUCell', 'LSTMCell', 'BasicLSTMCell'])}(7).zero_state({c(['3', '8'])}, tf.float32)"
        yield "tensorflow.compat.v1.nn.rnn_cell.call", f"cell = tf.nn.rnn_cell.LSTMCell(7)\nout, state = cell(tf.placeholder(tf.float32, [4, 14]), cell.zero_state(4, tf.float32))\n{c(['out', 'state'])}"
        yield "tensorflow.compat.v1.nn.rnn_cell.size", f"tf.nn.rnn_cell.{c(['GRUCell', 'LSTMCell'])}({c([7, 64])}).output_size"
