"""Samples in a batch, whatever a program collates."""

from collections.abc import Mapping


def size_reader(batch, batch_size):
    """A function that gives the number of samples of batches like this one, or `None` where it cannot be told.

    It is the first axis of the first tensor. Where tensors lie in a list of their own, as images of several sizes do, it may be the length
    of that list instead: `batch_size`, what the loader was asked for, decides.
    """
    ways = list(_ways(batch, ()))
    if not ways:
        return lambda batch: None
    samples = [()] if isinstance(batch, (list, tuple)) else []
    for way in ways + samples:
        if _follow(batch, way) == batch_size:
            return _reader(batch, way)
    return _reader(batch, ways[-1])


def _reader(batch, way):
    if len(way) == 1 and _is_tensor(batch[way[0]]):
        # By far the most common one.
        place = way[0]

        def read(batch):
            try:
                return batch[place].shape[0]
            except (IndexError, KeyError, TypeError, AttributeError):
                return None

        return read
    return lambda batch: _follow(batch, way)


def _ways(value, path, depth=0):
    """Ways to numbers that may be the size, from the outermost list to the first tensor."""
    if _is_tensor(value):
        if len(value.shape):
            yield path
        return
    if depth > 4:
        return
    if isinstance(value, (list, tuple)):
        for i, item in enumerate(value[:3]):
            found = list(_ways(item, path + (i,), depth + 1))
            if found:
                # The list of the samples' tensors, if it is one; the batch itself is a list of inputs and labels.
                if path and all(_is_tensor(part) for part in value):
                    yield path
                for way in found:
                    yield way
                return
    else:
        items = _items(value)
        for name, item in items:
            found = list(_ways(item, path + (name,), depth + 1))
            if found:
                for way in found:
                    yield way
                return


def _items(value):
    """Names and values of a mapping, or of what behaves like one: the batches of tokenizers do."""
    if isinstance(value, Mapping) or (hasattr(value, "keys") and hasattr(value, "__getitem__")):
        return [(name, value[name]) for name in value.keys()]
    return []


def _follow(batch, way):
    value = batch
    try:
        for step in way:
            value = value[step]
        return int(value.shape[0]) if _is_tensor(value) else len(value)
    except (IndexError, KeyError, TypeError, AttributeError):
        return None


def _is_tensor(value):
    return hasattr(value, "shape") and hasattr(value, "dtype") and isinstance(value.shape, tuple)


def bytes_of(batch):
    """Bytes of all tensors in a batch."""
    found = 0
    waiting = [batch]
    seen = 0
    while waiting and seen < 10_000:
        value = waiting.pop()
        seen += 1
        if _is_tensor(value):
            found += value.numel() * value.element_size() if hasattr(value, "element_size") else getattr(value, "nbytes", 0)
        elif isinstance(value, (list, tuple)):
            waiting += list(value)
        else:
            waiting += [item for _, item in _items(value)]
    return found or None
