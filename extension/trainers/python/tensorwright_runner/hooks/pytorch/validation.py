"""The loss of a validation in a loop of the program's own, where it is certain what it is: the same module, or the same function, that gives
the loss of the training, called once for each batch of a pass without gradients over data that are not trained on."""

import sys
import weakref
from collections import deque

from .losses import Parts

# Functions of `torch.nn.functional` by the operation at the root of what they compute.
_FUNCTIONS = {
    "NllLossBackward0": ("cross_entropy", "nll_loss"),
    "NllLoss2DBackward0": ("cross_entropy", "nll_loss"),
    "MseLossBackward0": ("mse_loss",),
    "SmoothL1LossBackward0": ("smooth_l1_loss",),
    "HuberLossBackward0": ("huber_loss",),
    "SoftMarginLossBackward0": ("soft_margin_loss",),
    "MultiMarginLossBackward0": ("multi_margin_loss",),
    "BinaryCrossEntropyBackward0": ("binary_cross_entropy",),
    "BinaryCrossEntropyWithLogitsBackward0": ("binary_cross_entropy_with_logits",),
}
_REDUCTIONS = {1: "mean", 2: "sum"}


class Validation:
    """Finds out where the loss comes from while the first batch is trained on, and looks there while a validation goes on."""

    def __init__(self, tracker):
        self._tracker = tracker
        # Modules that gave what may be the loss: a reference, where it lies in the output, and a reference to it.
        self._given = deque(maxlen=16)
        self._found = None
        # The only loader that is evaluated.
        self._loader = None
        # The id of the data of the newest step.
        self._trained_on = None

    # While the model is looked at for the first time

    def module_gave(self, module, output):
        """A module was called; its result may be the loss, or hold it."""
        if isinstance(output, self._tracker.torch.Tensor):
            self._offer(module, None, output)
        elif isinstance(output, dict):
            self._offer(module, "loss", output.get("loss"))

    def _offer(self, module, key, tensor):
        if getattr(tensor, "grad_fn", None) is not None and tensor.ndim == 0:
            # By a weak reference: the graph behind it is large.
            self._given.append((weakref.ref(module), key, weakref.ref(tensor)))

    def is_trained_with(self, loss):
        """A backward pass begins."""
        given = list(self._given)
        self._given.clear()
        root = getattr(loss, "grad_fn", None)
        self._found = None if root is None else self._source_of(root, given)

    def source_found(self):
        """Where the loss of the step comes from that was just made, or `None`."""
        found, self._found = self._found, None
        return found

    def _source_of(self, root, given):
        # A loss that is divided by the number of batches before a step is still that loss.
        nodes = [root] + [before for before, _ in root.next_functions[:1] if type(root).__name__ in ("DivBackward0", "MulBackward0")]
        for module, key, reference in reversed(given):
            tensor = reference()
            if tensor is not None and tensor.grad_fn in nodes:
                return OfModule(module, key)
        for node in nodes:
            names = _FUNCTIONS.get(type(node).__name__)
            if names and getattr(node, "_saved_reduction", None) in _REDUCTIONS:
                return OfFunction(names, _REDUCTIONS[node._saved_reduction])
        return None

    # Passes over loaders

    def trains_on(self, dataset):
        self._trained_on = None if dataset is None else id(dataset)

    def begin(self, current):
        """A pass begins that may be a validation."""
        tracker = self._tracker
        entry = tracker.newest
        # An optimizer that is gone has nothing to be validated.
        if entry is None or entry.source is None or entry.reference() is None or not tracker.models.may_look:
            return
        # With several losses none of them is *the* loss.
        if any(other.series is not entry.series and (other.series.newest or 0.0) > entry.since for other in tracker.entries()):
            return
        if entry.epochs.is_of(current.loader):
            return
        if current.dataset is not None and id(current.dataset) == self._trained_on:
            return
        if self._loader is not None and self._loader is not current.loader and not self._loader.is_gone:
            return
        current.watch = Watch(tracker, entry.source)

    def end(self, current, is_whole):
        """The pass is over, and the loader has no more."""
        watch, current.watch = current.watch, None
        values = watch.end()
        tracker = self._tracker
        entry = tracker.newest
        is_training = bool(current.users) or tracker.thread.backwards != current.since
        if not is_whole or is_training or entry is None or len(values) != current.batches or None in values:
            return
        self._loader = current.loader
        entry.series.metric("val", {"loss": Parts(values, False)}, entry.epochs.number or None)


class Watch:
    """Collects the values of a source while no gradients are wanted."""

    def __init__(self, tracker, source):
        self._tracker = tracker
        self._values = []
        self._undo = source.begin(self._take)

    def _take(self, tensor):
        tracker = self._tracker
        if tracker.torch.is_grad_enabled():
            return
        try:
            value = tracker.losses.of(tensor)
        except Exception:  # noqa: BLE001
            value = None
        self._values.append(value)

    def end(self):
        self._undo()
        return self._values


class OfModule:
    def __init__(self, reference, key):
        self._reference = reference
        self._key = key

    def begin(self, take):
        module = self._reference()
        if module is None:
            return lambda: None

        def called(module, args, output):
            take(output if self._key is None else output.get(self._key))

        return module.register_forward_hook(called).remove


class OfFunction:
    def __init__(self, names, reduction):
        self._names = names
        self._reduction = reduction

    def begin(self, take):
        functional = sys.modules["torch.nn.functional"]
        undo = [self._replace(functional, name, take) for name in self._names]

        def end():
            for function in undo:
                function()

        return end

    def _replace(self, functional, name, take):
        original = getattr(functional, name)

        def function(*args, **kwargs):
            result = original(*args, **kwargs)
            if kwargs.get("reduction", "mean") == self._reduction:
                take(result)
            return result

        setattr(functional, name, function)

        def undo():
            if getattr(functional, name) is function:
                setattr(functional, name, original)

        return undo
