"""Turns what frameworks compute into numbers: many at once, since asking a GPU for one costs as much as for a hundred."""

import sys


def read_scalars(values):
    """A float for each value, or `None` where there is none (`None` itself, a deleted buffer, a symbolic tensor). Tensors with more than one
    element give their mean."""
    results = [None] * len(values)
    by_reader = {}
    for i, value in enumerate(values):
        if value is None:
            continue
        reader = _readers.get(type(value)) or _reader_of(type(value))
        by_reader.setdefault(reader, []).append(i)
    for reader, places in by_reader.items():
        try:
            for i, number in zip(places, reader([values[i] for i in places])):
                results[i] = number
        except Exception:  # noqa: BLE001  One that cannot be read must not take the others along.
            for i in places:
                results[i] = _read_one(reader, values[i])
    return results


def read_scalar(value):
    """The same for a single value."""
    return read_scalars([value])[0]


def _read_one(reader, value):
    try:
        return reader([value])[0]
    except Exception:  # noqa: BLE001
        return None


_readers = {}


def _reader_of(cls):
    root = cls.__module__.partition(".")[0]
    reader = {"jax": _read_jax, "jaxlib": _read_jax, "tensorflow": _read_tensorflow, "torch": _read_torch}.get(root, _read_plain)
    if root == "keras" or root == "tf_keras":
        reader = _read_variables
    _readers[cls] = reader
    return reader


def _read_plain(values):
    return [float(value) if not getattr(value, "shape", ()) else _mean(value) for value in values]


def _read_jax(values):
    if sys.modules["jax"].default_backend() != "cpu":
        for value in values:
            value.copy_to_host_async()
    import numpy

    return [_mean(numpy.asarray(value)) for value in values]


def _read_tensorflow(values):
    if len(values) > 1 and all("GPU" in value.device and not value.shape.rank for value in values):
        tf = sys.modules["tensorflow"]
        return tf.stack([tf.cast(value, tf.float32) for value in values]).numpy().tolist()
    return [_mean(value.numpy()) for value in values]


def _read_torch(values):
    torch = sys.modules["torch"]
    if len(values) > 1 and all(not value.is_cpu and value.numel() == 1 for value in values):
        return torch.stack([value.detach().reshape(()).float() for value in values]).tolist()
    return [value.item() if value.numel() == 1 else value.detach().float().mean().item() for value in values]


def _read_variables(values):
    """Keras's variables hold a tensor of the backend; JAX takes it away from them while it trains."""
    return read_scalars([getattr(value, "_value", None) for value in values])


def _mean(array):
    return float(array.mean()) if getattr(array, "size", 1) != 1 else float(array.item()) if hasattr(array, "item") else float(array)
