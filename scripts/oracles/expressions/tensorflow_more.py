"""TensorFlow's control flow, signals, decompositions, more of images, files and texts."""

HEADER = "import numpy as np\nimport tensorflow as tf"
LIBRARIES = ["tensorflow-cpu"]


def programs(rng):
    c = rng.choice
    for _ in range(16):
        rows = c(["tf.ones((4, 3))", "tf.ones((5, 2, 3))", "tf.range(6)", "tf.ones((2, 3), tf.float64)"])
        body = c(["lambda v: v * v", "lambda v: tf.reduce_sum(v)", "lambda v: tf.stack([v, v])", "lambda v: tf.cast(v, tf.float32)"])
        signature = ", fn_output_signature=tf.float32" if "float32" in body else ""
        yield "tensorflow.map_fn", f"tf.map_fn({body}, {rows}{signature})"
        yield "tensorflow.map_fn", f"tf.map_fn(lambda v: tf.matmul(v, {c(['v', 'tf.ones((3, 2))'])}), tf.ones({c(['(4, 3, 3)', '(4, 2, 3)', '(4, 3)'])}))"
        yield "tensorflow.vectorized_map", f"tf.vectorized_map({body}, {rows})"
        yield "tensorflow.cond", f"tf.cond({c(['tf.constant(True)', 'tf.constant(False)', 'True', 'tf.reduce_sum(tf.ones(3)) > 2.0'])}, lambda: tf.ones((2, 3)), lambda: tf.zeros({c(['(2, 3)', '(4,)'])}))"
        yield "tensorflow.switch_case", f"tf.switch_case({c(['0', '1', 'tf.constant(1)', '7'])}, [lambda: tf.ones((2, 3)), lambda: tf.zeros((2, {c([3, 4])}))])"
        yield "tensorflow.while_loop", f"tf.while_loop(lambda i, s: i < {c([0, 3])}, lambda i, s: (i + 1, s {c(['+ 1.0', '* 2.0', '+ s'])}), (tf.constant(0), tf.zeros({c(['3', '(2, 3)', '()'])})))"
        yield "tensorflow.scan", f"tf.scan(lambda a, v: a + v, {rows}{c(['', ', initializer=tf.zeros(3)']) if rows == 'tf.ones((4, 3))' else ''})"
        yield "tensorflow.foldl", f"tf.fold{c(['l', 'r'])}(lambda a, v: a + v, {rows})"
        yield "tensorflow.TensorArray", (
            f"t = tf.TensorArray({'tf.float32'}, {c(['size=3', '3', 'size=3, element_shape=(2,)'])})\n"
            f"for i in range(3):\n    t = t.write(i, tf.ones((2,)))\nt.{c(['stack()', 'read(1)', 'size()'])}"
        )
        yield "tensorflow.TensorArray.unstack", f"tf.TensorArray(tf.float32, size=4{c([', dynamic_size=True', ''])}).unstack(tf.ones((4, {c([3, 5])}))).{c(['stack()', 'read(0)'])}"
        signal = c(["tf.ones((1000,))", "tf.ones((2, 1000))", "tf.ones((3, 2, 600))", "tf.ones((2, 100), tf.float64)"])
        yield "tensorflow.signal.stft", f"tf.signal.stft({signal}, {c(['256, 128', '64, 32', 'frame_length=50, frame_step=20'])}{c(['', '', ', fft_length=256', ', pad_end=True'])})"
        yield "tensorflow.signal.stft", f"tf.signal.stft(tf.ones(100, {c(['tf.int32', 'tf.float32'])}), 16, 8)"
        yield "tensorflow.signal.frame", f"tf.signal.frame({signal}, {c(['256, 128', '64, 32', '10, 10'])}{c(['', ', pad_end=True', ', axis=-1'])})"
        cube = c(["tf.ones((2, 4, 8), tf.complex64)", "tf.ones((3, 4, 6), tf.complex128)", "tf.ones((2, 4, 8), tf.complex64)", "tf.ones((2, 4, 8))"])
        yield "tensorflow.signal.fft", f"tf.signal.{c(['fft', 'ifft', 'fft2d', 'ifft2d', 'fft3d', 'ifft3d'])}({cube})"
        yield "tensorflow.signal.rfft", f"tf.signal.rfft(tf.ones({c(['8', '(2, 9)', '(2, 8), tf.float64', '8, tf.int32'])}))"
        yield "tensorflow.signal.irfft", f"tf.signal.irfft(tf.ones({c(['(5,)', '(2, 9)', '(2, 4)'])}, {c(['tf.complex64', 'tf.complex128'])}))"
        yield "tensorflow.signal.hann_window", f"tf.signal.{c(['hann_window', 'hamming_window', 'kaiser_window', 'vorbis_window'])}({c([8, 16, 32])})"
        yield "tensorflow.signal.linear_to_mel_weight_matrix", f"tf.signal.linear_to_mel_weight_matrix({c(['', '40, 257, 16000', 'num_mel_bins=64', '80, 129, 8000'])})"
        yield "tensorflow.signal.dct", f"tf.signal.{c(['dct', 'idct'])}(tf.ones((2, {c([8, 9])})){c(['', ', norm=`ortho`', ', type=3'])})"
        yield "tensorflow.signal.fftshift", f"tf.signal.{c(['fftshift', 'ifftshift'])}(tf.ones({c(['8', '(2, 9)'])}))"
        yield "tensorflow.signal.mfccs_from_log_mel_spectrograms", f"tf.signal.mfccs_from_log_mel_spectrograms(tf.ones((2, {c([7, 9])}, 80)))"
        yield "tensorflow.signal.overlap_and_add", f"tf.signal.overlap_and_add(tf.ones(({c(['2, 6', '6', '3, 2, 4'])}, 32)), {c([16, 32])})"
        square = c(["tf.eye(3)", "tf.eye(3, batch_shape=[2])", "tf.ones((4, 4)) + tf.eye(4)", "tf.eye(3)", "tf.ones((3, 4))", "tf.ones(3)"])
        matrix = c(["tf.ones((5, 3))", "tf.ones((2, 3, 5))", "tf.eye(3)"])
        yield "tensorflow.linalg.eigh", f"tf.linalg.{c(['eigh', 'eig'])}({square})"
        yield "tensorflow.linalg.svd", f"tf.linalg.svd({matrix}{c(['', ', full_matrices=True', ', compute_uv=False'])})"
        yield "tensorflow.linalg.qr", f"tf.linalg.qr({matrix}{c(['', ', full_matrices=True'])})"
        yield "tensorflow.linalg.solve", f"tf.linalg.{c(['solve', 'solve', 'triangular_solve', 'cholesky_solve'])}(tf.eye(3), tf.ones({c(['(3, 1)', '(3, 2)', '(4, 2)', '(3, 5)'])}))"
        yield "tensorflow.linalg.lstsq", f"tf.linalg.lstsq(tf.ones((5, {c([2, 3])})) + tf.eye(5, 3)[:, :1], tf.ones((5, {c([1, 2])})), fast=False)"
        yield "tensorflow.linalg.pinv", f"tf.linalg.{c(['pinv', 'adjoint'])}({matrix})"
        yield "tensorflow.linalg.matrix_rank", f"tf.linalg.{c(['matrix_rank', 'eigvals'])}({c(['tf.eye(3)', 'tf.eye(4, batch_shape=[2])'])})"
        yield "tensorflow.linalg.set_diag", f"tf.linalg.set_diag(tf.zeros({c(['(3, 3)', '(2, 3, 3)'])}), tf.ones({c(['(3,)', '(2, 3)'])}))"
        yield "tensorflow.linalg.tensor_diag", f"tf.linalg.tensor_diag(tf.ones({c(['3', '(2, 3)'])}))"
        yield "tensorflow.linalg.tensor_diag_part", f"tf.linalg.tensor_diag_part(tf.ones({c(['(3, 3)', '(2, 3, 2, 3)'])}))"
        yield "tensorflow.linalg.slogdet", f"tf.linalg.slogdet({square})"
        yield "tensorflow.linalg.normalize", f"tf.linalg.normalize(tf.ones({c(['(2, 3)', '(4,)'])}){c(['', ', axis=-1', ', axis=0'])})"
        yield "tensorflow.clip_by_global_norm", f"tf.clip_by_global_norm([tf.ones(3), tf.ones((2, 2))], {c(['1.0', 'clip_norm=5.0'])})[1]"
        yield "tensorflow.linalg.cross", f"tf.linalg.cross(tf.ones({c(['(3,)', '(4, 3)'])}), tf.ones({c(['(3,)', '(4, 3)'])}))"
        image = c(["tf.ones((28, 20, 3))", "tf.ones((5, 28, 20, 3))", "tf.ones((5, 27, 20, 3))", "tf.ones((28, 20))"])
        images = c(["tf.ones((5, 28, 20, 3))", "tf.ones((2, 16, 16, 1))", "tf.ones((28, 20, 3))"])
        yield "tensorflow.image.central_crop", f"tf.image.central_crop({image}, {c(['0.5', '0.3', '1.0', 'central_fraction=0.75'])})"
        yield "tensorflow.image.rot90", f"tf.image.{c(['rot90', 'transpose'])}({image})"
        yield "tensorflow.image.rot90", f"tf.image.rot90({image}, {c(['1', 'k=2', '3'])})"
        yield "tensorflow.image.pad_to_bounding_box", f"tf.image.pad_to_bounding_box({image}, {c(['2, 2', '0, 1'])}, 40, {c([32, 40])})"
        yield "tensorflow.image.extract_patches", f"tf.image.extract_patches({images}, [1, {c(['4, 4', '3, 5'])}, 1], [1, {c(['4, 4', '2, 3', '1, 1'])}, 1], [1, {c(['1, 1', '2, 2'])}, 1], {c(['`VALID`', '`SAME`', 'padding=`VALID`'])})"
        yield "tensorflow.image.crop_and_resize", f"tf.image.crop_and_resize(tf.ones((2, 28, 28, {c([1, 3])})), tf.zeros(({c([3, 5])}, 4)), tf.zeros(({5}), tf.int32)[:1], {c(['(14, 14)', '[7, 9]'])})" if False else f"tf.image.crop_and_resize(tf.ones((2, 28, 28, {c([1, 3])})), tf.zeros((3, 4)), [0, 1, 0], {c(['(14, 14)', '[7, 9]'])})"
        yield "tensorflow.image.psnr", f"tf.image.{c(['psnr', 'ssim'])}(tf.ones({c(['(5, 28, 28, 3)', '(28, 28, 3)'])}), tf.ones({c(['(28, 28, 3)'])}), 1.0)"
        yield "tensorflow.image.psnr", f"tf.image.{c(['psnr', 'ssim'])}(tf.ones((5, 28, 28, 3)), tf.zeros((5, 28, 28, 3)), max_val={c(['1.0', '255.0'])})"
        yield "tensorflow.image.total_variation", f"tf.image.total_variation({image})"
        yield "tensorflow.image.sobel_edges", f"tf.image.{c(['sobel_edges', 'image_gradients'])}(tf.ones((5, 28, {c([20, 28])}, 3)))"
        name = c(["rgb_to_yuv", "yuv_to_rgb", "rgb_to_yiq", "yiq_to_rgb", "adjust_gamma"])
        yield f"tensorflow.image.{name}", f"tf.image.{name}(tf.ones({c(['(28, 20, 3)', '(5, 28, 20, 3)'])}))"
        name, rest = c([("flip_left_right", ""), ("flip_up_down", ""), ("brightness", "0.2, "), ("contrast", "0.2, 0.5, "), ("saturation", "0.2, 0.5, "), ("hue", "0.2, ")])
        yield f"tensorflow.image.stateless_random_{name}", f"tf.image.stateless_random_{name}(tf.ones((28, {c([20, 21])}, 3)), {rest}seed=(1, 2))"
        yield "tensorflow.image.stateless_random_crop", f"tf.image.stateless_random_crop(tf.ones((28, 20, 3)), {c(['(10, 10, 3)', '[28, 20, 3]'])}, (1, 2))"
        yield "tensorflow.image.draw_bounding_boxes", f"tf.image.draw_bounding_boxes(tf.ones((2, {c([28, 30])}, 28, 3)), tf.zeros((2, {c([1, 3])}, 4)), None)"
        feature = c(["[]", "[3]", "(2, 2)"])
        yield "tensorflow.io.serialize_tensor", "tf.io.serialize_tensor(tf.ones((2, 3)))"
        yield "tensorflow.io.FixedLenFeature", (
            "def number(n):\n    return tf.train.Feature(float_list=tf.train.FloatList(value=[1.0] * n))\n"
            f"data = tf.train.Example(features=tf.train.Features(feature={{'x': number({dict([('[]', 1), ('[3]', 3), ('(2, 2)', 4)])[feature]})}})).SerializeToString()\n"
            f"tf.io.parse_single_example(data, {{'x': tf.io.FixedLenFeature({feature}, tf.float32)}})['x']"
        )
        words = c(["tf.constant(['a', 'bc'])", "tf.constant([['a'], ['b']])", "'abc'"])
        name, rest = c([("lower", ""), ("upper", ""), ("strip", ""), ("regex_replace", ", 'a', 'b'"), ("length", ""), ("substr", ", 0, 1"), ("regex_full_match", ", 'a'"), ("to_hash_bucket_fast", ", 10")])
        yield f"tensorflow.strings.{name}", f"tf.strings.{name}({words}{rest})"
        yield "tensorflow.strings.to_number", f"tf.strings.to_number(tf.constant(['1', '2']){c(['', ', tf.int32', ', out_type=tf.float64'])})"
        yield "tensorflow.strings.as_string", f"tf.strings.as_string(tf.constant({c(['[1, 2]', '3.5'])}))"
        yield "tensorflow.numpy_function", f"tf.shape(tf.ones((2, {c([3, 4])})))"


def cases(rng):
    for name, program in programs(rng):
        yield name, program.replace("`", '"')
