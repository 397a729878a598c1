"""Records the layers of the networks of keras.applications: `application_layers.py > server/src/ops/keras/applicationLayers.json`.

A network is one line of text, a layer after the other: how many characters its name shares with the one before (in base 36), the rest of
the name, and behind colons what is other than before: after how many steps of the network its height and width are reached (`v` for a
vector, `-` for a size between two steps), and its channels. Names that Keras counts up, which other layers of a program move on, are
left out.
"""

import json
import os
import re

os.environ.setdefault("KERAS_BACKEND", "jax")
os.environ.setdefault("CUDA_VISIBLE_DEVICES", "-1")

import keras

floor, ceil = (lambda n: n // 2), (lambda n: -(-n // 2))
valid, cut = (lambda n: (n - 1) // 2), (lambda n: n - 2)
steps = {
    "VGG": [floor] * 5,
    "ResNet": [ceil] * 5,
    "Xception": [valid, cut] + [ceil] * 4,
    "Inception": [valid, cut, valid, cut] + [valid] * 3,
    "DenseNet": [ceil, ceil] + [floor] * 3,
    "MobileNetV2": [ceil] + [floor] * 4,
    "MobileNet": [ceil] + [floor] * 4,
    "EfficientNet": [ceil] * 5,
}
# Nobody looks at the numbers.
keras.initializers.VarianceScaling.__call__ = lambda self, shape, dtype=None: keras.ops.zeros(shape, dtype)

networks = (
    "DenseNet121 EfficientNetB0 EfficientNetB3 InceptionV3 MobileNet MobileNetV2 ResNet101 ResNet50 ResNet50V2 VGG16 VGG19 Xception"
).split()
sizes = (331, 230)
counted = re.compile(r"^(input_layer|conv2d|batch_normalization|activation|concatenate|add|max_pooling2d|average_pooling2d|lambda)(_\d+)?$")


def level(steps, heights):
    reached = list(sizes)
    for k in range(len(steps) + 1):
        if tuple(reached) == heights:
            return str(k)
        if k < len(steps):
            reached = [steps[k](n) for n in reached]
    return "-"


def line(name):
    make = getattr(keras.applications, name)
    own = next(value for key, value in steps.items() if name.startswith(key))
    first, second = (make(weights=None, include_top=False, input_shape=(n, n, 3)) for n in sizes)
    top = make(weights=None)
    inner = {layer.name: layer for layer in second.layers}
    before, text = ("", "", ""), []
    known = {layer.name for layer in first.layers}
    for layer in [*first.layers, *(layer for layer in top.layers if layer.name not in known)]:
        shape = layer.output.shape
        if counted.match(layer.name) or re.search(r"_\d+$", layer.name) and layer.name not in inner and layer.name in known:
            continue
        other = inner.get(layer.name, layer).output.shape
        at = level(own, (shape[1], other[1])) if len(shape) == 4 and layer.name in known else "v" if len(shape) == 2 else "-"
        channels = str(shape[-1]) if layer.name != "flatten" else "?"
        shared = len(os.path.commonprefix([layer.name, before[0]]))
        digits = "0123456789abcdefghijklmnopqrstuvwxyz"
        part = digits[min(shared, 35)] + layer.name[min(shared, 35):]
        if (at, channels) != before[1:]:
            part += ":" + ("" if at == before[1] else at) + ("" if channels == before[2] else ":" + channels)
        text.append(part)
        before = (layer.name, at, channels)
    return " ".join(text)


print(json.dumps({name: line(name) for name in networks}, indent=2))
