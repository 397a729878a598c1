"""The built model as a `model` record."""

import math
import re


def describe_model(model, shapes, batch=None):
    """Fields of the record (`ModelEvent` in extension/protocol/runs.ts) without those of the training call.
    `shapes` is a `LayerShapes`; `batch` the number of samples with which shapes were seen, which then stands for any number."""
    layers = list(_layers(model, "", shapes, set()))
    # A model that was built by its first call knows that call's batch.
    batch = batch or next((layer["in"][0] for layer in layers if layer["in"] and layer["in"][0]), None)
    for layer in layers:
        layer["in"], layer["out"] = _without_batch(layer["in"], batch), _without_batch(layer["out"], batch)
    return {
        "fw": "keras",
        "name": getattr(model, "name", None),
        "class": type(model).__name__,
        "params": count_params(model.weights),
        "trainable": count_params(model.trainable_weights),
        "layers": layers,
    }


def is_built(model):
    """Whether all layers have their weights."""
    return all(getattr(layer, "built", False) for layer in _all_layers(model))


def has_all_shapes(model, shapes):
    return all(record["out"] is not None for record in _layers(model, "", shapes, set()))


def count_params(variables):
    """Numbers in some variables, each counted once."""
    return sum(math.prod(int(dim) for dim in variable.shape) for variable in {id(v): v for v in variables}.values())


def count_bytes(variables):
    return sum(math.prod(int(dim) for dim in v.shape) * item_size(v.dtype) for v in {id(v): v for v in variables}.values())


def item_size(dtype):
    """Bytes of one number of a type, by its name: TensorFlow, Keras, NumPy and PyTorch name them alike."""
    name = str(getattr(dtype, "name", dtype))
    bits = re.search(r"(?:float|int|complex)(\d+)", name)
    return max(1, int(bits.group(1)) // 8) if bits else 1


def _layers(model, prefix, shapes, seen):
    for layer in _children(model):
        if id(layer) in seen:
            continue
        seen.add(id(layer))
        given, result = shapes.of(layer)
        path = prefix + layer.name
        yield {
            "path": path,
            "class": type(layer).__name__,
            "in": given,
            "out": result,
            "params": count_params(layer.weights),
        }
        if _is_composite(layer):
            for record in _layers(layer, path + "/", shapes, seen):
                yield record


def _all_layers(model):
    yield model
    for layer in _children(model):
        for inner in _all_layers(layer):
            yield inner


def _children(layer):
    children = layer._flatten_layers(include_self=False, recursive=False) if hasattr(layer, "_flatten_layers") else ()
    # To Keras 2 a metric is a layer, too.
    return [child for child in children if not any(cls.__name__ == "Metric" for cls in type(child).__mro__)]


def _is_composite(layer):
    """Models, and layers that the program made of others. What Keras itself is made of, such as the cell of an LSTM, nobody asked for."""
    if any(cls.__name__ in ("Model", "Sequential", "Functional") for cls in type(layer).__mro__):
        return True
    return type(layer).__module__.partition(".")[0] not in ("keras", "tf_keras", "tensorflow", "keras_hub", "keras_nlp", "keras_cv")


def _without_batch(shape, batch):
    if shape and batch is not None and shape[0] == batch:
        return [None] + shape[1:]
    return shape
