"""The element specs of tf.data pipelines."""

HEADER = "import numpy as np\nimport tensorflow as tf"
LIBRARIES = ["tensorflow-cpu"]


def cases(rng):
    c = rng.choice
    sources = [
        "tf.data.Dataset.from_tensor_slices(np.ones((10, 4)))",
        "tf.data.Dataset.from_tensor_slices((np.ones((10, 4), 'float32'), np.ones(10, 'int64')))",
        "tf.data.Dataset.from_tensor_slices(([1, 2, 3], [4.0, 5.0, 6.0]))",
        "tf.data.Dataset.from_tensors(np.ones((10, 4)))",
        "tf.data.Dataset.range(10)",
        "tf.data.Dataset.range(2, 10, 3)",
        "tf.data.Dataset.zip((tf.data.Dataset.range(5), tf.data.Dataset.from_tensor_slices(np.ones((5, 2)))))",
        "tf.data.Dataset.from_tensor_slices((np.ones((10, 4)), np.ones(9)))",
        "tf.data.Dataset.from_generator(lambda: iter([1]), output_signature=(tf.TensorSpec((None, 3), tf.float32), tf.TensorSpec((), tf.int32)))",
        "tf.data.Dataset.from_generator(lambda: iter([1]), output_types=tf.int32, output_shapes=(3,))",
    ]
    steps = [
        ".batch(3)", ".batch(2, drop_remainder=True)", ".batch(batch_size=4)", ".shuffle(10)", ".shuffle(buffer_size=5, seed=1)", ".repeat()", ".repeat(2)",
        ".take(3)", ".skip(2)", ".cache()", ".prefetch(2)", ".enumerate()", ".filter(lambda *a: True)", ".padded_batch(2)",
        ".map(lambda *a: a[0])", ".map(lambda *a: tf.cast(a[0], tf.float32))", ".map(lambda *a: (a[-1], tf.expand_dims(a[0], -1)), num_parallel_calls=2)",
        ".map(lambda *a: tf.reshape(a[0], (-1,)))", ".map(lambda *a: {'x': a[0]}).map(lambda d: d['x'])", ".concatenate(tf.data.Dataset.range(3).map(lambda i: i))"
    ]
    for _ in range(300):
        first = c(sources)
        chain = "".join(c(steps[:-1]) for _ in range(rng.randint(0, 3)))
        yield "tensorflow.data.Dataset", f"({first}{chain}).element_spec"
    for _ in range(80):
        first = c(sources[:7])
        chain = "".join(c([".batch(3)", ".batch(4, drop_remainder=True)", ".shuffle(4)", ".take(3)", ".skip(2)", ".repeat(2)", ".cache()", ".enumerate()", ".prefetch(1)"]) for _ in range(rng.randint(0, 3)))
        yield "tensorflow.data.Dataset.cardinality", f"{c(['len(DS)', 'DS.cardinality()']).replace('DS', first + chain)}"
    for _ in range(40):
        shape = c(["(10, 4)", "(10, 4)", "(10, 2, 3)"])
        line = c(["tf.reshape(x, (2, 2))", "tf.matmul(x, tf.ones((4, 2)))", "tf.concat([x, x], 0)", "x + tf.ones(4, tf.float64)", "tf.transpose(x, [1, 0])", "tf.cast(x, tf.float32) + 1.0"])
        yield "tensorflow.data.Dataset.map", f"tf.data.Dataset.from_tensor_slices(np.ones({shape})).map(lambda x: {line}).element_spec"
    for _ in range(20):
        yield "tensorflow.data.Dataset.unbatch", f"tf.data.Dataset.from_tensor_slices(np.ones((10, 4))).batch({c(['2', '5'])}).{c(['unbatch()', 'unbatch().unbatch()', 'unbatch().batch(3)'])}.element_spec"
        yield "tensorflow.data.Dataset.window", f"tf.data.Dataset.range({c(['10', '20'])}).window({c(['3', '5, shift=1', '4, drop_remainder=True'])}).flat_map(lambda w: w.batch({c(['3', '4, drop_remainder=True'])})).element_spec"
        yield "tensorflow.data.Dataset.interleave", f"tf.data.Dataset.range(4).interleave(lambda i: tf.data.Dataset.from_tensor_slices(np.ones(({c(['3, 2', '5'])}))), cycle_length=2).element_spec"
