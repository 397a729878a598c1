"""TensorFlow's functions that make, reshape, join and select."""

HEADER = "import numpy as np\nimport tensorflow as tf"
LIBRARIES = ["tensorflow-cpu"]
SHAPES = ["(2, 3)", "(2, 3)", "(4, 2, 3)", "(3,)", "(1, 3)", "(2, 1, 3)", "(6,)"]


def t(rng, shapes=SHAPES, types=("",) * 3 + (", tf.int32",)):
    return f"tf.ones({rng.choice(shapes)}{rng.choice(types)})"


def axis(rng, low=-3, high=3):
    return str(rng.randint(low, high))


def programs(rng):
    c = rng.choice
    for _ in range(16):
        yield "tensorflow.constant", f"tf.constant({c(['5', '[1, 2, 3]', '[[1.0, 2.0], [3.0, 4.0]]', 'np.ones((2, 3))', '[True, False]'])}{c(['', '', ', dtype=tf.float32', ', tf.int64', ', shape=(3,)', ', shape=(2, 2)'])})"
        yield "tensorflow.convert_to_tensor", f"tf.convert_to_tensor({c(['5', '[1, 2]', 'np.ones((2, 3))', 'tf.ones(3)'])}{c(['', ', dtype=tf.float32', ', tf.float64'])})"
        yield "tensorflow.Variable", f"tf.Variable({c(['5.0', '[1, 2]', 'np.ones((2, 3))', 'tf.ones((2, 2))'])}{c(['', ', dtype=tf.float32', ', trainable=False', ', name=`v`'])})"
        for name in ("zeros", "ones"):
            yield f"tensorflow.{name}", f"tf.{name}({c(['3', '[]', '(2, 3)', '[4]', '(2, -3)', 'tf.shape(tf.ones((2, 5)))'])}{c(['', ', tf.int32', ', dtype=tf.float16', ', name=`z`'])})"
        yield "tensorflow.fill", f"tf.fill({c(['[2, 3]', '(4,)', '[]', '[2, -1]'])}, {c(['1', '0.5', 'True', 'tf.constant(2, tf.int64)'])})"
        yield "tensorflow.range", f"tf.range({c(['5', '0, 10, 3', '2, 7', '5.0', '0, 1, 0.25', '10, 0, -2', '5, 1', 'tf.constant(4)'])}{c(['', '', ', dtype=tf.int64'])})"
        yield "tensorflow.linspace", f"tf.linspace({c(['0.0, 1.0', '0, 10', '-1.0, 1.0'])}, {c(['5', '3', '1', '0', 'num=4'])})"
        yield "tensorflow.eye", f"tf.eye({c(['3', '2, 4', '3, num_columns=2', '2, batch_shape=[5]'])}{c(['', ', dtype=tf.int32'])})"
        yield "tensorflow.one_hot", f"tf.one_hot({c(['[0, 1, 2]', '1', '[[0, 1]]', 'tf.constant([1, 2])', '[0.5]'])}, {c(['3', '10', 'depth=4'])}{c(['', ', axis=0', ', dtype=tf.int32', ', axis=-1', ', on_value=5, off_value=0', ', axis=4'])})"
        yield "tensorflow.cast", f"tf.cast({c([t(rng), '3', '[1.5]', 'np.ones(3)'])}, {c(['tf.int32', 'tf.float64', '`bool`', 'tf.uint8', 'dtype=tf.float32'])})"
        yield "tensorflow.meshgrid", f"tf.meshgrid({c(['tf.range(3), tf.range(4)', '[1, 2], [3.0]', 'tf.range(2), tf.range(3), tf.range(4)'])}{c(['', ', indexing=`ij`'])})"
        yield "tensorflow.reshape", f"tf.reshape({t(rng)}, {c(['(-1,)', '[6]', '(3, 2)', '[-1, 3]', '(2, -1, 1)', '-1', '[4]', '[5, -1]', '[-1, -1]'])})"
        yield "tensorflow.transpose", f"tf.transpose({t(rng)}{c(['', '', ', [1, 0]', ', perm=[0, 2, 1]', ', perm=[1, 0, 2]', ', [0, 0]'])})"
        yield "tensorflow.expand_dims", f"tf.expand_dims({t(rng)}, {c(['axis=', ''])}{axis(rng)})"
        yield "tensorflow.squeeze", f"tf.squeeze({t(rng, ['(2, 1, 3)', '(1, 3)', '(2, 3)', '(1, 1)'])}{c(['', '', ', axis=0', ', [1]', ', axis=-1', ', axis=3'])})"
        yield "tensorflow.reverse", f"tf.reverse({t(rng)}, {c(['[0]', '[-1]', '[0, 1]', 'axis=[2]'])})"
        yield "tensorflow.roll", f"tf.roll({t(rng)}, {c(['1, 0', 'shift=2, axis=1', '[1, 2], [0, 1]', '1, axis=-1'])})"
        yield "tensorflow.broadcast_to", f"tf.broadcast_to({t(rng)}, {c(['(4, 2, 3)', '[2, 3]', '(5, 3)', '(3,)', '[2, 4, 3]'])})"
        yield "tensorflow.ensure_shape", f"tf.ensure_shape({t(rng)}, {c(['(2, 3)', '(None, 3)', '(None,)', 'None', '(3,)'])})"
        yield "tensorflow.tile", f"tf.tile({t(rng)}, {c(['[2, 1]', '[2]', '[1, 2, 3]', 'multiples=[3, 2]'])})"
        yield "tensorflow.repeat", f"tf.repeat({t(rng)}, {c(['2', 'repeats=3', '[1, 2]', '[2, 0, 1]'])}{c(['', ', axis=0', ', axis=1', ', axis=-1'])})"
        yield "tensorflow.pad", f"tf.pad({t(rng, ['(2, 3)', '(4, 2)', '(3,)'])}, {c(['[[1, 1], [0, 2]]', '[[2, 0]]', 'tf.constant([[1, 1], [2, 2]])', '[[0, 0], [1, 1]]'])}{c(['', ', `CONSTANT`', ', constant_values=1'])})"
        for name in ("shape", "size", "rank"):
            yield f"tensorflow.{name}", f"tf.{name}({t(rng)}{'' if name == 'rank' else c(['', ', out_type=tf.int64'])})"
        yield "tensorflow.concat", f"tf.concat([{t(rng)}, {t(rng)}], {c(['0', '1', '-1', 'axis=0', 'axis=2'])})"
        shape = c(SHAPES)
        yield "tensorflow.concat", f"tf.concat([tf.ones({shape}), tf.ones({shape}), tf.zeros({shape})], axis={axis(rng, -2, 1)})"
        yield "tensorflow.stack", f"tf.stack([tf.ones({shape}), tf.ones({c([shape, shape, '(2, 4)'])})]{c(['', ', axis=1', ', axis=-1', ', 4'])})"
        yield "tensorflow.unstack", f"tf.unstack({t(rng)}{c(['', ', axis=1', ', axis=-1', ', axis=3', ', num=2'])})"
        yield "tensorflow.split", f"tf.split({t(rng)}, {c(['2', '3', '[1, 2]', '[2, -1]', 'num_or_size_splits=1'])}{c(['', ', axis=1', ', axis=-1'])})"
        yield "tensorflow.add_n", f"tf.add_n([{t(rng)}, {t(rng)}])"
        yield "tensorflow.gather", f"tf.gather({t(rng)}, {c(['[0, 1]', '0', 'tf.constant([[0, 1], [1, 0]])', '[5]', '[0.5]'])}{c(['', ', axis=1', ', axis=-1', ', axis=3'])})"
        yield "tensorflow.gather_nd", f"tf.gather_nd({t(rng)}, {c(['[[0], [1]]', '[[0, 1]]', '[0, 1]', '[[0, 0, 0]]'])})"
        yield "tensorflow.boolean_mask", f"tf.boolean_mask({t(rng)}, {c(['[True, False]', '[True, False, True]', 'tf.ones((2, 3)) > 0'])}{c(['', ', axis=1', ', axis=0'])})"
        yield "tensorflow.where", f"tf.where({c(['tf.ones((2, 3)) > 0', 'tf.constant([True, False, True])', 'True'])}, {c(['1.0', t(rng, types=('',)), 'tf.zeros(3)'])}, {c(['0.0', t(rng, types=('',)), 'tf.zeros((4, 1, 1))'])})"
        yield "tensorflow.where", f"tf.where({c(['tf.constant([True, False, True])', 'tf.constant([[True], [False]])'])})"
        yield "tensorflow.slice", f"tf.slice({t(rng)}, {c(['[0, 1], [2, 2]', '[0], [2]', '[1, 0], [-1, -1]', 'begin=[0, 0], size=[1, 3]', '[0, 0, 1], [2, 1, 2]', '[1, 2], [1, 2]'])})"
        for name in ("sort", "argsort"):
            yield f"tensorflow.{name}", f"tf.{name}({t(rng)}{c(['', ', axis=0', ', axis=-1', ', direction=`DESCENDING`', ', axis=3'])})"
        yield "tensorflow.math.top_k", f"tf.{c(['math', 'nn'])}.top_k({t(rng)}{c(['', ', k=2', ', 3', ', k=4', ', k=2, sorted=False'])})"
        yield "tensorflow.math.in_top_k", f"tf.math.in_top_k({c(['[0, 1]', 'tf.constant([1, 2])'])}, {c(['tf.ones((2, 5))', 'tf.ones((2, 3))'])}, {c(['1', 'k=2'])})"
        yield "tensorflow.unique", f"tf.unique({c(['[1, 2, 1]', 'tf.constant([1.0, 1.0])', 'tf.ones((2, 3))', 'tf.range(4), out_idx=tf.int64'])})"
        yield "tensorflow.clip_by_value", f"tf.clip_by_value({t(rng, types=('',))}, {c(['0.0', '-1.0', 'tf.zeros(3)'])}, {c(['1.0', 'clip_value_max=2.0'])})"
        yield "tensorflow.clip_by_norm", f"tf.clip_by_norm({t(rng, types=('',))}, {c(['1.0', '5.0, axes=[0]'])})"
        yield "tensorflow.sequence_mask", f"tf.sequence_mask({c(['[1, 3, 2]', '2', '[[1], [2]]'])}{c(['', ', 5', ', maxlen=4', ', dtype=tf.float32'])})"
        yield "tensorflow.tensor_scatter_nd_update", f"tf.tensor_scatter_nd_{c(['update', 'add', 'sub', 'max', 'min'])}(tf.ones((4, 2)), [[1], [2]], tf.ones((2, 2)))"
        yield "tensorflow.scatter_nd", f"tf.scatter_nd([[1], [2]], {c(['[1.0, 2.0]', '[1, 2]', 'tf.ones((2, 3))'])}, {c(['[4]', '[4, 3]', 'shape=[5]'])})"
        kind = c(["sum", "mean", "max", "min", "prod"])
        yield f"tensorflow.math.segment_{kind}", f"tf.math.segment_{kind}({c(['tf.ones((3, 2))', 'tf.ones(3)'])}, {c(['[0, 0, 1]', '[0, 1, 2]', 'segment_ids=[0, 1, 1]'])})"
        yield f"tensorflow.math.unsorted_segment_{kind}", f"tf.math.unsorted_segment_{kind}({c(['tf.ones((3, 2))', 'tf.ones(3)'])}, [1, 0, 1], {c(['2', 'num_segments=4'])})"
        yield "tensorflow.searchsorted", f"tf.searchsorted({c(['[1, 3, 5]', '[1.0, 2.0]'])}, {c(['[2, 4]', '[0.5]'])}{c(['', ', side=`right`', ', out_type=tf.int64'])})"


def cases(rng):
    for name, program in programs(rng):
        yield name, program.replace("`", '"')
