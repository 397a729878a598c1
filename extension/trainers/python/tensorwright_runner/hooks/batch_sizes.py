"""How many batches and samples each step of a `fit` took."""

from .patch import around


class FitCall:
    """A `fit` that runs: which data it trains on, and what was drawn from them since the last step."""

    def __init__(self, model):
        self.model = model
        self.iterator = None
        self.session = None
        self.batches = 0
        self.samples = 0
        # Losses of the batches in training, where the backend computes each by itself.
        self.losses = []

    def drew(self, batch):
        self.batches += 1
        try:
            # Most often a tuple of tensors.
            size = batch[0].shape[0]
        except (TypeError, KeyError, IndexError, AttributeError):
            size = samples_in(batch)
        self.samples = None if size is None or self.samples is None else self.samples + size

    def take_losses(self):
        losses = self.losses
        if losses:
            self.losses = []
        return losses

    def take(self):
        """(batches, samples or `None`) since the last call."""
        drawn = self.batches, self.samples
        self.batches = self.samples = 0
        return drawn


class BatchSizes:
    """Counts what is drawn in Python (JAX, PyTorch). TensorFlow draws inside its graphs: there the size of arrays tells, for other data nothing."""

    def __init__(self, library, call, steps):
        self._library = library
        self._call = call
        # Steps of an epoch; unknown of some data until the first is over.
        self.steps = steps
        self.usual, self._last = library.known_sizes(call.iterator) if call and call.iterator is not None else (None, None)
        self._optimizer_steps = None

    def begin_epoch(self, iterations):
        """`iterations` are the optimizer's."""
        self._optimizer_steps = iterations
        if self._call:
            self._call.take()

    def after(self, announced, done, iterations):
        """(steps, samples or `None`) of what was done at once after `done` steps of the epoch. `announced` is how many should have been done;
        `iterations()` asks the optimizer."""
        call = self._call
        if call is not None and call.batches:
            return call.take()
        steps = announced
        if announced > 1:
            if self.steps:
                steps = min(announced, self.steps - done)
            else:
                # The data may have ended in between.
                now = iterations()
                if now is not None and self._optimizer_steps is not None:
                    steps = now - self._optimizer_steps
                    self._optimizer_steps = now
        steps = max(1, steps)
        if self._last is None:
            return steps, None
        has_last = bool(self.steps) and done + steps >= self.steps
        return steps, self.usual * steps - (self.usual - self._last if has_last else 0)


def hook_data(library, calls):
    """Lets each running `fit` know its data. `calls()` gives the innermost."""

    def keep(original):
        def __init__(iterator, *args, **kwargs):
            original(iterator, *args, **kwargs)
            call = calls()
            if call is not None and call.iterator is None:
                call.iterator = iterator

        return __init__

    def count(original):
        def _get_iterator(iterator):
            batches = original(iterator)
            call = calls()
            return _Counted(batches, call) if call is not None and call.iterator is iterator else batches

        return _get_iterator

    if library.epoch_iterator is None:
        return
    around(library.epoch_iterator, "__init__", keep)
    if library.backend in ("jax", "torch"):
        for cls in library.epoch_iterator.__subclasses__():
            around(cls, "_get_iterator", count)


class _Counted:
    """Batches, counted as they are drawn. Its iterator is made at once: making one may draw a random number."""

    def __init__(self, batches, call):
        self._iterator = iter(batches)
        self._call = call

    def __iter__(self):
        return self

    def __next__(self):
        batch = next(self._iterator)
        self._call.drew(batch)
        return batch


def samples_in(batch):
    """The first dimension of the first tensor, or `None`."""
    while True:
        shape = getattr(batch, "shape", None)
        if shape is not None:
            return int(shape[0]) if len(shape) else None
        if isinstance(batch, dict):
            batch = list(batch.values())
        if not isinstance(batch, (list, tuple)) or not batch:
            # One of a distributed set has a part for each replica.
            parts = getattr(batch, "values", None)
            sizes = [samples_in(part) for part in parts] if isinstance(parts, tuple) else [None]
            return None if None in sizes else sum(sizes)
        batch = next((part for part in batch if part is not None), None)
