"""Shapes of layers: from the graph that Keras keeps, else as they are seen while the model is called for the first time."""

from .patch import around


class LayerShapes:
    """Notes what goes into and comes out of every layer while it looks on. A class that computes in `call` tells nothing before."""

    def __init__(self, layer_class):
        self._layer_class = layer_class
        self._seen = {}
        self._undo = None

    @property
    def is_on(self):
        return self._undo is not None

    def begin(self):
        if self._undo is None:
            self._undo = around(self._layer_class, "__call__", self._make)

    def end(self):
        """Stops looking on, and forgets what was seen."""
        if self._undo is not None:
            self._undo()
            self._undo = None
        self._seen.clear()

    def of(self, layer):
        """(input shape, output shape) as lists with `None` for a dimension that is not fixed, each `None` where it is unknown or several."""
        known = _from_nodes(layer)
        if known[1] is None and id(layer) in self._seen:
            return self._seen[id(layer)][1:]
        return known

    def _make(self, original):
        def __call__(layer, *args, **kwargs):
            result = original(layer, *args, **kwargs)
            try:
                self._note(layer, _first(args, kwargs), result)
            except Exception:  # noqa: BLE001  A shape that cannot be read stays unknown.
                pass
            return result

        return __call__

    def _note(self, layer, given, result):
        before = self._seen.get(id(layer))
        shapes = shape_of(given), shape_of(result)
        if before is None:
            # The layer is kept, so that its id stays its own.
            self._seen[id(layer)] = (layer,) + shapes
        else:
            self._seen[id(layer)] = (layer,) + tuple(_common(a, b) for a, b in zip(before[1:], shapes))


def shape_of(value):
    """The shape of a tensor, of a list of one, or of none or several, which have none."""
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, (list, tuple)):
        return shape_of(value[0]) if len(value) == 1 else None
    shape = getattr(value, "shape", None)
    if shape is None or getattr(shape, "rank", 0) is None:
        return None
    return [None if dim is None else int(dim) for dim in shape]


def _first(args, kwargs):
    return args[0] if args else next(iter(kwargs.values()), None)


def _common(a, b):
    """What two calls of a layer have in common: batches may differ, the rest may not."""
    if a == b:
        return a
    if a is None or b is None or len(a) != len(b) or not a or a[1:] != b[1:]:
        return None
    return [None] + a[1:]


def _from_nodes(layer):
    nodes = getattr(layer, "_inbound_nodes", None) or ()
    shapes = None
    for node in nodes:
        try:
            if hasattr(node, "arguments"):
                # The first argument; a mask or a state may come besides.
                new = shape_of(_first(node.arguments.args, node.arguments.kwargs)), shape_of(node.output_tensors)
            else:
                new = _listed(node.input_shapes), _listed(node.output_shapes)
        except Exception:  # noqa: BLE001
            return None, None
        shapes = new if shapes is None else tuple(_common(a, b) for a, b in zip(shapes, new))
    return shapes or (None, None)


def _listed(shape):
    """A shape as older versions keep it: a tuple, or one of several."""
    if isinstance(shape, (list, tuple)) and shape and isinstance(shape[0], (list, tuple)):
        return _listed(shape[0]) if len(shape) == 1 else None
    return None if shape is None else [None if dim is None else int(dim) for dim in shape]
