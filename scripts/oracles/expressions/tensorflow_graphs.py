"""Graphs of TensorFlow 1: what they know of their shapes when they are built, and what running them gives or refuses."""

HEADER = "import numpy as np\nimport tensorflow.compat.v1 as tf\ntf.disable_v2_behavior()"
BEFORE = "tf.reset_default_graph()"
LIBRARIES = ["tensorflow-cpu"]


def placeholder(rng, *shapes, dtype="tf.float32"):
    return f"tf.placeholder({dtype}, {rng.choice(shapes)})"


def functions(rng):
    c = rng.choice
    x = lambda: placeholder(rng, "[None, 784]", "[None, 784]", "[5, 784]", "(None, 784)", "shape=[None, 784]")  # noqa: E731
    image = lambda: placeholder(rng, "[None, 28, 28, 3]", "[None, 28, 28, 3]", "[4, 28, 28, 3]", "[None, None, None, 3]", "[None, 28, 28, 1]")  # noqa: E731
    strides = lambda: c(["[1, 1, 1, 1]", "[1, 2, 2, 1]"])  # noqa: E731
    padding = lambda: c(["'SAME'", "'VALID'", "padding='SAME'"])  # noqa: E731
    sequence = lambda: placeholder(rng, "[None, 28, 14]", "[None, None, 14]", "[3, 28, 14]")  # noqa: E731
    for _ in range(12):
        yield "tensorflow.compat.v1.placeholder", f"tf.placeholder({c(['tf.float32', 'float', 'tf.int32', 'np.float64', 'tf.bool'])}, {c(['[None, 3]', '[2, 3]', '[]', '(None,)', '[None, None, 4]', '[-1, 3]', 'shape=[None, 784]'])})".replace("(float,", "('float',")
        yield "tensorflow.compat.v1.placeholder_with_default", f"tf.placeholder_with_default(tf.zeros([2, 3]), {c(['[None, 3]', '[2, 3]', '[None, None]', '[None, 4]', '[None]'])})"
        yield "tensorflow.compat.v1.matmul", f"tf.matmul({x()}, tf.Variable(tf.zeros([{c([784, 784, 785, 100])}, 10])))"
        yield "tensorflow.compat.v1.matmul", f"x = {x()}\nW = tf.get_variable('w', [{c([784, 784, 10])}, {c([10, 100])}])\ntf.matmul(x, W) + tf.Variable(tf.zeros([{c([10, 100, 1])}]))"
        yield "tensorflow.compat.v1.nn.conv2d", f"tf.nn.conv2d({image()}, {c(['', 'filter='])}tf.Variable(tf.truncated_normal([{c(['5, 5', '3, 3', '1, 1'])}, {c([3, 3, 1])}, 32])), strides={strides()}, padding={c(['`SAME`', '`VALID`'])}{c(['', '', ', use_cudnn_on_gpu=True', ', data_format=`NHWC`', ', name=`c`'])})".replace("`", "'")
        yield "tensorflow.compat.v1.nn.max_pool", f"tf.nn.{c(['max', 'avg'])}_pool({image()}, ksize={c(['[1, 2, 2, 1]', '[1, 3, 3, 1]'])}, strides={c(['[1, 2, 2, 1]', '[1, 3, 3, 1]'])}, padding={c(['`SAME`', '`VALID`'])})".replace("`", "'")
        yield "tensorflow.compat.v1.nn.bias_add", f"tf.nn.bias_add({image()}, tf.zeros([{c([3, 3, 1])}]))"
        yield "tensorflow.compat.v1.reshape", f"tf.reshape({x()}, {c(['[-1, 28, 28, 1]', '[-1, 784]', '[-1, 14 * 56]', '[-1]', '[5, -1]', '[-1, 28, 29]', '[-1, 49, 16]'])})"
        yield "tensorflow.compat.v1.reshape", f"x = {image()}\ntf.reshape(x, [{c(['-1', 'tf.shape(x)[0]'])}, 28 * 28 * 3])"
        yield "tensorflow.compat.v1.reduce_mean", f"tf.reduce_{c(['mean', 'sum', 'max', 'min', 'prod'])}({x()}{c(['', ', 1', ', axis=0', ', reduction_indices=[1]', ', axis=[0, 1]', ', 1, keep_dims=True', ', axis=1, keepdims=True', ', axis=2'])})"
        yield "tensorflow.compat.v1.argmax", f"tf.arg{c(['max', 'min'])}({x()}, {c(['1', 'axis=0', 'dimension=1', 'axis=-1', '2', '1, output_type=tf.int32'])})"
        yield "tensorflow.compat.v1.concat", f"tf.concat([{x()}, {placeholder(rng, '[None, 784]', '[None, 10]')}], {c(['1', 'axis=1', '0', '-1', '2'])})"
        yield "tensorflow.compat.v1.transpose", f"tf.transpose({sequence()}, {c(['[1, 0, 2]', '[2, 0, 1]', 'perm=[0, 2, 1]', '[1, 0]'])})"
        yield "tensorflow.compat.v1.transpose", f"tf.transpose({x()})"
        yield "tensorflow.compat.v1.unstack", f"tf.unstack({placeholder(rng, '[None, 4, 14]', '[2, 4, 3]')}, {c(['axis=1', '4, 1', 'num=4, axis=1', '3, 1', 'axis=2, num=14', 'axis=1'])})"
        yield "tensorflow.compat.v1.split", f"tf.split({sequence()}, {c(['2, 2', '2, axis=2', '7, 1', '[4, 10], 2', '3, 2', 'num_or_size_splits=14, axis=1'])})"
        yield "tensorflow.compat.v1.stack", f"tf.stack([{placeholder(rng, '[None, 3]')}, {placeholder(rng, '[None, 3]', '[4, 3]', '[None, 4]')}], {c(['axis=1', '0', 'axis=2'])})"
        yield "tensorflow.compat.v1.expand_dims", f"tf.expand_dims({x()}, {c(['1', '-1', 'dim=0', 'axis=2', '4'])})"
        yield "tensorflow.compat.v1.squeeze", f"tf.squeeze({placeholder(rng, '[None, 1, 3]', '[None, 1, 1]', '[2, 1, 3]')}, {c(['[1]', 'axis=1', 'squeeze_dims=[1]', '[2]', '1'])})"
        yield "tensorflow.compat.v1.one_hot", f"tf.one_hot({placeholder(rng, '[None]', '[None, 5]', '[4]', dtype='tf.int32')}, {c(['10', 'depth=5', '10, axis=0'])})"
        yield "tensorflow.compat.v1.cast", f"tf.{c(['cast({0}, tf.float64)', 'to_float({0})', 'to_int32({0})', 'cast({0}, `int32`)'])}".format(x()).replace("`", "'")
        yield "tensorflow.compat.v1.equal", f"tf.equal(tf.argmax({placeholder(rng, '[None, 10]')}, 1), tf.argmax({placeholder(rng, '[None, 10]', '[8, 10]')}, 1))"
        yield "tensorflow.compat.v1.gather", f"tf.gather(tf.zeros([{c(['10, 4', '10', '10, 2, 3'])}]), {placeholder(rng, '[None]', '[None, 7]', dtype='tf.int32')}{c(['', ', axis=0'])})"
        yield "tensorflow.compat.v1.nn.embedding_lookup", f"tf.nn.embedding_lookup(tf.Variable(tf.random_uniform([{c([100, 5000])}, {c([16, 50])}], -1.0, 1.0)), {placeholder(rng, '[None]', '[None, 20]', '[8, 20]', dtype='tf.int32')})"
        yield "tensorflow.compat.v1.slice", f"tf.slice({sequence()}, [0, {c([0, 2])}, 0], [{c(['-1, 5, -1', '-1, 20, 14', '2, 3, 4'])}])"
        yield "tensorflow.compat.v1.getitem", f"{sequence()}[{c([':, -1, :', ':, 0', '0', ':, 2:5', '..., 1', ':, :, tf.newaxis', ':, -1, :4'])}]"
        yield "tensorflow.compat.v1.pad", f"tf.pad({image()}, [[0, 0], [{c(['1, 1', '2, 3'])}], [1, 1], [0, 0]]{c(['', ', `CONSTANT`', ', `REFLECT`'])})".replace("`", "'")
        yield "tensorflow.compat.v1.tile", f"tf.tile({x()}, {c(['[1, 2]', '[2, 1]', '[1, 2, 3]'])})"
        yield "tensorflow.compat.v1.nn.softmax", f"tf.nn.{c(['softmax', 'log_softmax'])}({x()}{c(['', ', 1', ', axis=-1', ', dim=1'])})"
        yield "tensorflow.compat.v1.nn.dropout", f"tf.nn.dropout({x()}, {c(['0.5', 'keep_prob=0.8', 'rate=0.1', 'tf.placeholder(tf.float32)', 'keep_prob=tf.placeholder(tf.float32, [])'])})"
        labels, logits = c(["[None, 10]", "[5, 10]", "[None, 11]", "[5, 11]", "[None]"]), c(["[None, 10]", "[5, 10]"])
        yield "tensorflow.compat.v1.nn.softmax_cross_entropy_with_logits", f"tf.nn.softmax_cross_entropy_with_logits{c(['', '_v2'])}(labels=tf.placeholder(tf.float32, {labels}), logits=tf.placeholder(tf.float32, {logits}))"
        yield "tensorflow.compat.v1.nn.sparse_softmax_cross_entropy_with_logits", f"tf.nn.sparse_softmax_cross_entropy_with_logits(labels={placeholder(rng, '[None]', '[5]', '[None, 10]', '[None, 1]', '[4]', dtype=c(['tf.int32', 'tf.int64', 'tf.int32', 'tf.float32']))}, logits=tf.placeholder(tf.float32, {logits}))"
        yield "tensorflow.compat.v1.nn.sigmoid_cross_entropy_with_logits", f"tf.nn.sigmoid_cross_entropy_with_logits(labels=tf.placeholder(tf.float32, {c(['[None, 1]', '[None]', '[5, 1]', '[None, 10]'])}), logits=tf.placeholder(tf.float32, {c(['[None, 1]', '[None, 1]', '[None, 10]'])}))"
        name = c(["mean_squared_error", "absolute_difference", "huber_loss", "log_loss", "hinge_loss", "sigmoid_cross_entropy", "softmax_cross_entropy"])
        yield f"tensorflow.compat.v1.losses.{name}", f"tf.losses.{name}(tf.placeholder(tf.float32, {c(['[None, 10]', '[None, 10]', '[5, 10]', '[None]', '[None, 11]'])}), {placeholder(rng, '[None, 10]', '[5, 10]')}{c(['', '', ', scope=`l`', ', 2.0', ', reduction=tf.losses.Reduction.SUM'])})".replace("`", "'")
        yield "tensorflow.compat.v1.losses.sparse_softmax_cross_entropy", f"tf.losses.sparse_softmax_cross_entropy({c(['', 'labels='])}{placeholder(rng, '[None]', '[None, 1]', '[None, 10]', dtype='tf.int32')}, logits=tf.placeholder(tf.float32, [None, 10]))"
        yield "tensorflow.compat.v1.get_variable", f"tf.get_variable('v', {c(['[3, 4]', 'shape=(2,)', 'initializer=tf.zeros([2, 2])', '[2, 2], initializer=tf.zeros([2, 2])', 'shape=[5, 5, 1, 32], initializer=tf.truncated_normal_initializer(stddev=0.1)', '[], tf.float64', '[3], dtype=tf.int32, initializer=tf.zeros_initializer()'])})"
        yield "tensorflow.compat.v1.assign", f"tf.{c(['assign', 'assign_add', 'assign_sub'])}(tf.Variable(tf.zeros([2, 3])), {c(['tf.ones([2, 3])', 'tf.ones([3, 2])', 'tf.ones([3])', 'np.ones((2, 3), `float32`)'])})".replace("`", "'")
        yield "tensorflow.compat.v1.random_normal", f"tf.{c(['random_normal', 'truncated_normal', 'random_uniform'])}({c(['[3, 4]', '(2,)', '[5, 5, 1, 32]'])}{c(['', ', stddev=0.1', ', dtype=tf.float64'])})".replace("random_uniform([3, 4], stddev=0.1)", "random_uniform([3, 4])").replace("random_uniform((2,), stddev=0.1)", "random_uniform((2,), -1.0, 1.0)").replace("random_uniform([5, 5, 1, 32], stddev=0.1)", "random_uniform([5, 5, 1, 32], 0, 1)")
        yield "tensorflow.compat.v1.log", f"tf.{c(['log', 'square', 'sqrt', 'exp', 'tanh', 'sigmoid', 'abs', 'reciprocal', 'ceil', 'nn.relu', 'nn.elu', 'nn.tanh', 'nn.relu6'])}({x()})"
        yield "tensorflow.compat.v1.add", f"tf.{c(['add', 'subtract', 'multiply', 'divide', 'maximum', 'squared_difference', 'div', 'pow'])}({x()}, {c(['2.0', 'tf.zeros([784])', 'tf.zeros([10])', 'tf.zeros([5, 1])'])})"
        yield "tensorflow.compat.v1.operator", f"{x()} {c(['+', '-', '*', '/'])} {c(['2.0', 'tf.zeros([784])', 'tf.zeros([10])', 'tf.zeros([5, 1])', 'np.ones(784)', '1'])}"
        yield "tensorflow.compat.v1.shape", f"{x()}.get_shape().as_list()"
        yield "tensorflow.compat.v1.shape", f"int({image()}.{c(['shape', 'get_shape()'])}[{c([3, -1])}])"
        yield "tensorflow.compat.v1.shape", f"{image()}.{c(['shape', 'get_shape()'])}[{c([0, 1, 3])}].value"
        yield "tensorflow.compat.v1.shape", f"tf.shape({image()}){c(['', '[0]', '[1:3]', '[-1]'])}"
        yield "tensorflow.compat.v1.range", f"x = {x()}\ntf.range(tf.shape(x)[0])"
        yield "tensorflow.compat.v1.gradients", f"x = {x()}\nw = tf.Variable(tf.zeros([784, 2]))\ntf.gradients(tf.reduce_sum(tf.matmul(x, w)), {c(['[w]', '[x, w]', 'w'])})"
        yield "tensorflow.compat.v1.nn.moments", f"m, v = tf.nn.moments({x()}, {c(['[0]', 'axes=[1]', '[0, 1]', '[0], keep_dims=True'])})\n{c(['m', 'v'])}"
        yield "tensorflow.compat.v1.nn.xw_plus_b", f"tf.nn.xw_plus_b({x()}, tf.zeros([784, 10]), tf.zeros([10]))"
        yield "tensorflow.compat.v1.nn.conv2d_transpose", f"tf.nn.conv2d_transpose({placeholder(rng, '[4, 14, 14, 8]')}, tf.zeros([5, 5, 3, 8]), {c(['', 'output_shape='])}[4, 28, 28, 3], strides=[1, 2, 2, 1])"
        yield "tensorflow.compat.v1.nn.l2_normalize", f"tf.nn.l2_normalize({x()}, {c(['1', 'axis=1', '0'])})"
        yield "tensorflow.compat.v1.nn.top_k", f"tf.nn.top_k({x()}, {c(['k=5', '3'])}).{c(['values', 'indices'])}"
        yield "tensorflow.compat.v1.nn.in_top_k", f"tf.nn.in_top_k({placeholder(rng, '[None, 10]')}, {placeholder(rng, '[None]', dtype='tf.int32')}, 1)"
        yield "tensorflow.compat.v1.nn.l2_loss", f"tf.nn.l2_loss({x()}) * 0.01"
        yield "tensorflow.compat.v1.add_n", f"tf.add_n([tf.nn.l2_loss({x()}), tf.constant(1.0)])"


def runs(rng):
    c = rng.choice
    run = c(["run", "run", "run"])
    for _ in range(26):
        n = c([5, 20])
        fed = c([f"np.zeros(({n}, 784))", f"np.zeros(({n}, 784))", f"np.ones(({n}, 784), 'float32')", f"np.zeros(({n}, 28, 28))", "np.zeros(784)", "[[0.0] * 784]", f"np.zeros(({n}, 783))", f"np.zeros(({n}, 784, 1))"])
        head = "x = tf.placeholder(tf.float32, [None, 784])\nW = tf.Variable(tf.zeros([784, 10]))\ny = tf.matmul(x, W)\nsess = tf.Session()\nsess.run(tf.global_variables_initializer())\n"
        yield "tensorflow.compat.v1.Session.run", f"{head}sess.{run}({c(['y', 'tf.reduce_mean(y)', 'tf.argmax(y, 1)', '[y, W]', 'tf.nn.softmax(y)', 'y[:3]', 'tf.reshape(y, [-1, 5])', 'tf.reshape(x, [-1, 28, 28, 1])', 'tf.reshape(x, [-1, 30, 28])'])}, {c(['', 'feed_dict='])}{{x: {fed}}})"
        yield "tensorflow.compat.v1.Session.run", f"{head}sess.run({c(['W', 'y', 'tf.shape(W)', 'W + 1.0', 'tf.transpose(W)'])})"
        labels = c(["[None, 10]", "[None, 10]", "[None, 11]", "None"])
        fed = c([f"np.zeros(({n}, 10))", f"np.zeros(({n}, 10))", f"np.zeros(({n + 1}, 10))", f"np.zeros(({n}, 11))", f"np.zeros({n})", f"np.zeros(({n}, 1))"])
        yield "tensorflow.compat.v1.Session.run", f"{head}t = tf.placeholder(tf.float32, {labels})\nloss = tf.nn.softmax_cross_entropy_with_logits(labels=t, logits=y)\nsess.run({c(['loss', 'tf.reduce_mean(loss)', '[loss, y]'])}, {{x: np.zeros(({n}, 784)), t: {fed}}})"
        kind = c(["[None]", "[None]", "None"])
        fed = c([f"np.zeros({n}, 'int32')", f"np.zeros({n}, 'int32')", f"np.zeros(({n}, 10))", f"np.zeros(({n}, 1), 'int32')", f"np.zeros({n + 1}, 'int32')"])
        yield "tensorflow.compat.v1.Session.run", f"{head}t = tf.placeholder(tf.int32, {kind})\nloss = tf.nn.sparse_softmax_cross_entropy_with_logits(labels=t, logits=y)\nsess.run(loss, {{x: np.zeros(({n}, 784)), t: {fed}}})"
        fed = c([f"np.zeros(({n}, 10))", f"np.zeros({n})", "np.zeros(10)", "0.5", f"np.zeros(({n}, 7))"])
        yield "tensorflow.compat.v1.Session.run", f"{head}t = tf.placeholder(tf.float32)\nsess.run({c(['y - t', 'tf.reduce_mean(tf.square(y - t))', 'tf.reduce_sum(t * tf.log(tf.nn.softmax(y)))', 'tf.concat([y, t], 1)'])}, {{x: np.zeros(({n}, 784)), t: {fed}}})"
        yield "tensorflow.compat.v1.Session.run", f"{head}sess.run({c(['None', 'np.float32(1)', '3', '[y, None]', 'W', '{0: y}[0]', '(y, W)'])}, {{x: np.zeros((2, 784))}})"
        yield "tensorflow.compat.v1.Session.run", f"i = tf.placeholder(tf.int32, [None, {c(['20', 'None'])}])\ne = tf.nn.embedding_lookup(tf.zeros([100, 16]), i)\nh = tf.reduce_mean(e, axis=1)\ntf.Session().run(h, {{i: {c(['np.zeros((3, 20), int)', '[[1] * 20]', 'np.zeros(20, int)', 'np.full((2, 20), 99)', 'np.full((2, 20), 100)'])}}})"
        yield "tensorflow.compat.v1.Session.run", f"a = tf.placeholder(tf.float32, [None, 3])\nb = tf.placeholder(tf.float32, {c(['[3, None]', '[None, 3]', '[None, None]'])})\ntf.Session().run({c(['tf.matmul(a, b)', 'a + b', 'tf.matmul(a, b, transpose_b=True)'])}, {{a: np.ones(({c([2, 3])}, 3)), b: np.ones(({c([3, 2])}, {c([3, 3, 4])}))}})"
        yield "tensorflow.compat.v1.Tensor.eval", f"{head}with sess.as_default():\n    r = {c(['y', 'tf.reduce_sum(y, 1)'])}.eval({c(['', 'feed_dict='])}{{x: np.zeros(({n}, {c([784, 784, 100])}))}})\nr"
        yield "tensorflow.compat.v1.Session.run", f"q = tf.placeholder_with_default(tf.zeros([2, 3]), [None, 3])\ntf.Session().run(q * 2{c(['', ', {q: np.ones((4, 3))}', ', {q: np.ones((4, 4))}'])})"


def cases(rng):
    yield from functions(rng)
    yield from runs(rng)
