"""keras.ops: convolutions, pools, normalization, losses, attention, images and Fourier transforms, on the backend of TensorFlow."""

import os

os.environ["KERAS_BACKEND"] = "tensorflow"

HEADER = "import numpy as np\nimport keras\nfrom keras import ops"
LIBRARIES = ["keras"]


def ones(shape, type_=""):
    return f"ops.ones({shape}{type_ and ', ' + repr(type_)})"


def image(rng, n=2, channels=(3, 4)):
    size = tuple(rng.choice([6, 8, 9]) for _ in range(n))
    c = rng.choice(channels)
    if rng.random() < 0.25:
        return f"keras.Input({(*size, c)})", c
    return ones((2, *size, c)), c


def sliding(rng):
    c = rng.choice
    return f"{c(['', ', strides=2', ', 2', ', strides=1'])}{c(['', ', padding=`same`', ', padding=`valid`'])}"


def convolved(rng):
    c = rng.choice
    for n in (1, 2, 3):
        for _ in range(14):
            x, channels = image(rng, n)
            kernel = tuple(c([2, 3]) for _ in range(n))
            wrong = c([0, 0, 0, 0, 1])
            yield "conv", f"{x}, {ones((*kernel, channels + wrong, 5))}{sliding(rng)}{c(['', '', ', dilation_rate=1'])}"
            yield "conv_transpose", f"{x}, {ones((*kernel, 5, channels))}{c([', strides=2', ', 2', ', strides=1'])}{c(['', ', padding=`same`'])}"
            if n < 3:
                yield "depthwise_conv", f"{x}, {ones((*kernel, channels, c([1, 2])))}{c(['', ', strides=2', ', padding=`same`'])}"
                yield "separable_conv", f"{x}, {ones((*kernel, channels, 2))}, {ones((*[1] * n, 2 * channels, 7))}{c(['', ', padding=`same`', ', strides=1'])}"
            yield c(["max_pool", "average_pool"]), f"{x}, {c(['2', '3', 'pool_size=2'])}{c(['', ', strides=1', ', strides=2'])}{c(['', ', padding=`same`'])}"
    for _ in range(8):
        yield c(["max_pool", "conv"]), c(["ops.ones((8, 8)), ops.ones((2, 2, 1, 1))", "ops.ones((4, 8, 8, 3)), ops.ones((2, 2, 4, 1))", "ops.ones((4, 3, 3, 3)), ops.ones((5, 5, 3, 1))"])
        yield c(["adaptive_average_pool", "adaptive_max_pool"]), f"{ones((2, 8, 8, 3))}, {c(['2', '(4, 2)', 'output_size=3'])}"
        yield c(["depth_to_space", "space_to_depth"]), f"{ones((2, 4, 6, 8))}, {c(['2', 'block_size=2'])}"
        yield "unfold", f"{ones((2, 3, c([6, 8]), 8))}, {c(['2', '(2, 3)', 'kernel_size=3'])}{c(['', ', stride=2', ', padding=1', ', dilation=1'])}"
        yield "fold", f"{ones((2, 12, 9))}, (4, 4), (2, 2)"


def scaled(rng):
    c = rng.choice
    for _ in range(10):
        x = c([ones((4, 3)), ones((2, 5, 3)), "keras.Input((3,))"])
        yield "batch_normalization", f"{x}, ops.zeros(3), ops.ones(3), {c(['-1', 'axis=-1'])}{c(['', ', epsilon=1e-5', ', scale=ops.ones(3)'])}"
        yield "layer_normalization", f"{x}{c(['', ', ops.ones(3)', ', axis=-1'])}"
        yield "rms_normalization", f"{x}{c(['', ', scale=ops.ones(3)'])}"
        yield "glu", f"{c([ones((4, 6)), ones((2, 4)), ones((3, 5)), 'keras.Input((8,))'])}{c(['', ', axis=-1'])}"
        yield "dot_product_attention", f"{ones((2, c([4, 5]), 2, 8))}, {ones((2, 6, 2, 8))}, {ones((2, 6, 2, 8))}{c(['', ', is_causal=False'])}"
        yield "dot_product_attention", f"{ones((2, 4, 8))}, {ones((2, 6, 8))}, {ones((2, 6, 8))}"


def lost(rng):
    c = rng.choice
    for _ in range(12):
        target, output = c([((4, 3), (4, 3)), ((4, 3), (4, 3)), ((2, 5, 3), (2, 5, 3)), ((4, 2), (4, 3)), ((4,), (4, 3)), ((5, 3), (4, 3))])
        yield "categorical_crossentropy", f"{ones(target)}, {ones(output)}{c(['', ', from_logits=True', ', axis=-1'])}"
        yield "binary_crossentropy", f"{ones(target)}, {ones(output)}{c(['', ', from_logits=True', ', from_logits=False'])}"
        target, output = c([((4,), (4, 3)), ((4, 1), (4, 3)), ((2, 5), (2, 5, 3)), ((4, 3), (4, 3)), ((5,), (4, 3)), ((4,), (4, 3))])
        yield "sparse_categorical_crossentropy", f"{ones(target, 'int32')}, {ones(output)}{c(['', ', from_logits=True', ', axis=-1'])}"
        yield "ctc_loss", f"{ones((2, 4), 'int32')}, {ones((2, 8, 6))}, ops.cast([4, 3], 'int32'), ops.cast([8, 8], 'int32')"
        yield "psnr", f"{ones((2, 4))}, {ones(c([(2, 4), (2, 4), (3, 4)]))}, {c(['1.0', 'max_val=255'])}"


def images(rng):
    c = rng.choice
    for _ in range(12):
        x = c([ones((2, 8, 9, 3)), ones((8, 9, 3)), "keras.Input((8, 9, 3))", ones((2, 8, 9, 3))])
        wrong = c([x, x, x, ones((8, 9))])
        yield "image.resize", f"{wrong}, {c(['(4, 5)', 'size=(16, 18)', '[3, 3]'])}{c(['', ', interpolation=`nearest`', ', antialias=True'])}"
        yield "image.rgb_to_grayscale", wrong
        yield c(["image.rgb_to_hsv", "image.hsv_to_rgb"]), x
        yield "image.gaussian_blur", f"{x}{c(['', ', kernel_size=(3, 3)', ', (5, 5), (1.0, 1.0)'])}"
        yield "image.pad_images", f"{x}, {c(['1, 2, 3, 4', 'top_padding=1, left_padding=1, target_height=20, target_width=20', 'top_padding=2, bottom_padding=2, left_padding=0, right_padding=1'])}"
        yield "image.crop_images", f"{x}, {c(['1, 2, 3, 4', 'top_cropping=1, left_cropping=1, target_height=5, target_width=4', 'top_cropping=2, bottom_cropping=2, left_cropping=0, right_cropping=1'])}"
        yield "image.extract_patches", f"{x}, {c(['2', '(3, 3)', 'size=(2, 3)'])}{c(['', ', strides=1', ', strides=(2, 2)'])}{c(['', ', padding=`same`'])}"
        yield "image.affine_transform", f"{ones((2, 8, 9, 3))}, {ones((2, 8))}{c(['', ', interpolation=`nearest`'])}"
        yield "image.map_coordinates", f"{ones((8, 9))}, {ones(c([(2, 5), (2, 3, 4)]))}, order=1"
        yield "image.extract_patches_3d", f"{ones((2, 6, 6, 6, 3))}, {c(['2', '(3, 3, 3)', 'size=(2, 3, 2)'])}{c(['', ', padding=`same`'])}"
        yield "image.ssim", f"{ones((2, 16, 16, 3))}, {ones((2, 16, 16, 3))}"


def transformed(rng):
    c = rng.choice
    for _ in range(9):
        shape = c([(8,), (2, 8), (2, 3, 16)])
        yield "fft", f"({ones(shape)}, {ones(shape)})"
        yield c(["fft2", "ifft2"]), f"({ones((2, 4, 8))}, {ones((2, 4, 8))})"
        yield "rfft", f"{ones(shape)}{c(['', ', fft_length=8', ', 6'])}"
        yield "irfft", f"({ones((2, 5))}, {ones((2, 5))}){c(['', ', fft_length=8', ', 6'])}"
        yield "stft", f"{ones(c([(64,), (2, 80)]))}, {c(['16, 8, 16', '8, 4, 16', 'sequence_length=16, sequence_stride=4, fft_length=32'])}{c(['', ', center=False'])}"
        yield "istft", f"ops.stft({ones((2, 64))}, 16, 8, 16), 16, 8, 16, length={c([64, 48])}"


def cases(rng):
    for family in (convolved, scaled, lost, images, transformed):
        for name, rest in family(rng):
            yield f"keras.ops.{name}", f"ops.{name}({rest})".replace("`", "'")
