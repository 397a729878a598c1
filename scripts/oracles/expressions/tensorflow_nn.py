"""TensorFlow's functions of networks, of images and of random numbers."""

HEADER = "import numpy as np\nimport tensorflow as tf"
LIBRARIES = ["tensorflow-cpu"]


def programs(rng):
    c = rng.choice
    pad = lambda: c(["padding='SAME'", "padding='VALID'", "padding='same'"])  # noqa: E731
    for _ in range(14):
        yield "tensorflow.nn.conv1d", f"tf.nn.conv1d(tf.ones((2, {c([8, 10, 2])}, {c([3, 3, 4])})), tf.ones(({c([1, 3, 5])}, 3, 4)), {c(['1', '2', 'stride=3', '[1]'])}, {pad()})"
        yield "tensorflow.nn.conv2d", f"tf.nn.conv2d(tf.ones({c(['(2, 8, 8, 3)', '(2, 9, 7, 3)', '(8, 8, 3)', '(1, 8, 8, 4)'])}), tf.ones({c(['(3, 3, 3, 4)', '(1, 1, 3, 8)', '(5, 2, 3, 4)'])}), {c(['1', '2', '[1, 2, 2, 1]', 'strides=[2, 1]'])}, {pad()}{c(['', '', ', dilations=2'])})"
        yield "tensorflow.nn.conv3d", f"tf.nn.conv3d(tf.ones({c(['(1, 4, 8, 8, 3)', '(1, 4, 8, 8, 2)'])}), tf.ones((3, 3, 3, 3, 4)), [1, {c(['1, 1, 1', '2, 2, 2'])}, 1], {pad()})"
        yield "tensorflow.nn.depthwise_conv2d", f"tf.nn.depthwise_conv2d(tf.ones((1, 8, {c([8, 9])}, 3)), tf.ones((3, 3, 3, {c([1, 2])})), [1, {c(['1, 1', '2, 2'])}, 1], {pad()})"
        yield "tensorflow.nn.conv2d_transpose", f"tf.nn.conv2d_transpose(tf.ones((1, 4, 4, 16)), tf.ones((3, 3, 3, 16)), {c(['[1, 8, 8, 3]', '(1, 8, 8, 3)'])}, {c(['2', 'strides=[1, 2, 2, 1]'])})"
        for n, extent in (("1d", "8,"), ("2d", "8, 9,"), ("3d", "4, 8, 8,"), ("", "8, 9,")):
            kind = c(["max", "avg"])
            yield f"tensorflow.nn.{kind}_pool{n}", f"tf.nn.{kind}_pool{n}(tf.ones((2, {extent} 3)), {c(['2', '3'])}, {c(['2', '1', 'strides=2'])}, {pad()})"
        yield "tensorflow.nn.bias_add", f"tf.nn.bias_add(tf.ones({c(['(2, 3)', '(2, 4, 4, 3)'])}), tf.ones({c(['3', '3', '4'])}))"
        yield "tensorflow.nn.dropout", f"tf.nn.dropout({c(['tf.ones((2, 3))', 'tf.ones(3, tf.int32)', 'np.ones((2, 2))'])}, {c(['0.5', 'rate=0.1', '1.5', '0.3, seed=1'])})"
        yield "tensorflow.nn.sigmoid_cross_entropy_with_logits", f"tf.nn.sigmoid_cross_entropy_with_logits(labels=tf.ones({c(['(2, 3)', '(2, 3)', '(2,)', '(2, 1)', '(2, 3), tf.int32'])}), logits=tf.ones({c(['(2, 3)', '(2, 3)', '(2, 1)'])}))"
        yield "tensorflow.nn.softmax_cross_entropy_with_logits", f"tf.nn.softmax_cross_entropy_with_logits({c(['labels=', ''])}tf.ones({c(['(2, 3)', '(2, 3)', '(2, 4)'])}), logits=tf.ones((2, 3)))"
        yield "tensorflow.nn.sparse_softmax_cross_entropy_with_logits", f"tf.nn.sparse_softmax_cross_entropy_with_logits(labels={c(['[0, 1]', 'tf.constant([1, 2])', '[[0], [1]]', '[0, 1, 2]', '[0.0, 1.0]'])}, logits=tf.ones((2, 3)))"
        yield "tensorflow.nn.embedding_lookup", f"tf.nn.embedding_lookup(tf.ones({c(['(10, 4)', '(10, 2, 3)'])}), {c(['[1, 2]', '[[1, 2, 3]]', '3', '[10]'])})"
        yield "tensorflow.nn.batch_normalization", f"tf.nn.batch_normalization(tf.ones((2, 3)), tf.ones({c(['3', '3', '2'])}), tf.ones(3), {c(['None, None', 'tf.ones(3), tf.ones(3)'])}, 0.001)"
        yield "tensorflow.nn.l2_loss", f"tf.nn.l2_loss(tf.ones({c(['(2, 3)', '(3,)'])}))"
        yield "tensorflow.nn.space_to_depth", f"tf.nn.space_to_depth(tf.ones((1, 8, 8, {c([3, 4])})), {c([2, 4])})"
        yield "tensorflow.nn.depth_to_space", f"tf.nn.depth_to_space(tf.ones((1, 8, 8, {c([16, 32])})), {c([2, 4])})"
        image = c(["tf.ones((28, 20, 3))", "tf.ones((5, 28, 20, 3))", "tf.ones((5, 28, 20, 3))", "tf.ones((28, 20))", "tf.ones((28, 20, 1))"])
        yield "tensorflow.image.resize", f"tf.image.resize({image}, {c(['(32, 32)', '[14, 10]', 'size=(8, 9)', '(32, 32, 3)'])}{c(['', '', ', method=`nearest`', ', method=`bicubic`'])})"
        yield "tensorflow.image.resize_with_crop_or_pad", f"tf.image.resize_with_crop_or_pad({image}, {c(['32, 32', '20, 20'])})"
        yield "tensorflow.image.resize_with_pad", f"tf.image.resize_with_pad({image}, 32, {c(['32', '16'])})"
        yield "tensorflow.image.crop_to_bounding_box", f"tf.image.crop_to_bounding_box({image}, {c(['2, 2, 10, 10', '0, 0, 28, 20', '20, 2, 10, 10'])})"
        yield "tensorflow.image.central_crop", f"tf.image.convert_image_dtype({image}, {c(['tf.float32', 'tf.uint8'])})"
        for name in ("flip_left_right", "flip_up_down", "random_flip_left_right", "rgb_to_grayscale", "grayscale_to_rgb", "rgb_to_hsv", "per_image_standardization"):
            if rng.random() < 0.8:
                yield f"tensorflow.image.{name}", f"tf.image.{name}({image})"
        for name in ("adjust_brightness", "adjust_contrast", "adjust_saturation", "adjust_hue", "random_brightness", "random_hue"):
            if rng.random() < 0.8:
                yield f"tensorflow.image.{name}", f"tf.image.{name}({image}, {c(['0.3', '0.1'])})"
        yield "tensorflow.image.random_crop", f"tf.image.random_crop(tf.ones((28, 20, 3)), {c(['(10, 10, 3)', '[28, 20, 3]', 'size=(30, 10, 3)'])})"
        shape = c(["(2, 3)", "[4]", "()", "(2, 3, 4)", "(2, -1)"])
        for name in ("normal", "truncated_normal"):
            yield f"tensorflow.random.{name}", f"tf.random.{name}({shape}{c(['', ', 1.0', ', mean=0.0, stddev=2.0', ', dtype=tf.float64', ', seed=1'])})"
        yield "tensorflow.random.uniform", f"tf.random.uniform({shape}{c(['', ', -1.0, 1.0', ', maxval=10, dtype=tf.int32', ', dtype=tf.float64', ', dtype=tf.int32', ', seed=3'])})"
        yield "tensorflow.random.gamma", f"tf.random.gamma({c(['(2,)', '[]'])}, {c(['0.5', '[0.5, 1.5]'])}{c(['', ', beta=2.0'])})"
        yield "tensorflow.random.poisson", f"tf.random.poisson({c(['(2,)', '[]'])}, {c(['0.5', '[0.5, 1.5]'])})"
        yield "tensorflow.random.categorical", f"tf.random.categorical(tf.ones({c(['(2, 5)', '(2, 5)', '(5,)'])}), {c(['3', 'num_samples=1'])}{c(['', ', dtype=tf.int32'])})"
        yield "tensorflow.random.shuffle", f"tf.random.shuffle(tf.ones({c(['(2, 3)', '(4,)'])}){c(['', ', seed=1'])})"
        yield "tensorflow.random.stateless_normal", f"tf.random.stateless_{c(['normal', 'uniform', 'truncated_normal'])}({shape}, {c(['[1, 2]', 'seed=(3, 4)'])})"


def cases(rng):
    for name, program in programs(rng):
        yield name, program.replace("`", '"')
