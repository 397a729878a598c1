"""What the logs of a Keras training step say of that one step."""

from .running_means import RunningMean
from .scalars import read_scalars

# The rounding of a float32, with some room.
_TOLERANCE = 1e-5
# After so many epochs of one step no second one is expected.
_ENOUGH = 3


class Held:
    """What a metric of kind mean holds at some moment: the name of the metric, its mean, what it has counted, and the variable that counts."""

    def __init__(self, name, mean, count, variable):
        self.name = name
        self.mean = mean
        self.count = count
        self.variable = variable

    def is_logged_as(self, value):
        if self.mean is None or value is None or not self.count:
            return False
        return abs(self.mean - value) <= _TOLERANCE * abs(value) or self.mean == value or (self.mean != self.mean and value != value)


class StepValues:
    """Of one `fit`. Keras logs what its metrics have gathered since the epoch began, and a program's own `train_step` logs what it likes. Which
    of the two a value is shows in the second step: it is a mean if it is the mean that a metric of the model holds then."""

    def __init__(self, library, model, is_fit=True):
        self._library = library
        self._model = model
        self._by_keras = is_fit and library.trains_by_itself(model)
        self._gathered = library.other_metrics(model)
        self._exact = _Exact()
        self._first = None
        self._steps = 0
        self._single_epochs = 0
        self._names = ()
        # Name of a logged value -> its `_Weight` when it is a mean, else `None`; unknown until the second step.
        self._kinds = None
        self._means = {}

    @property
    def is_derived(self):
        """Whether the loss comes from a running mean; `None` as long as that is not known."""
        if self._exact.is_used:
            return False
        return None if self._kinds is None else self._kinds.get("loss") is not None

    @property
    def first_samples(self):
        """Samples of the first step as the loss counts them, or `None`."""
        count = next((held.count for held in self._first[1] if held.name == "loss"), None) if self._first else None
        return int(count) if count else None

    def newest_loss_mean(self):
        """The mean loss of the epoch so far."""
        mean = self._exact if self._exact.is_used else self._means.get("loss")
        return mean.mean if mean else None

    def begin_epoch(self):
        self._single_epochs += self._steps == 1
        self._steps = 0
        self._first = None
        self._means = {name: RunningMean() for name, weight in (self._kinds or {}).items() if weight}

    def items(self, logs, steps, samples, losses=()):
        """(loss, metrics) of a step for `StepSeries.step`, readable by `read_steps`. `steps` and `samples` count from the epoch's begin;
        `samples` is `None` where the program's data do not tell. `losses` are those that the step computed, where that is known."""
        logs = _flat(logs)
        loss, metrics = self._from_logs(logs, steps, samples)
        self._exact.is_used = self._by_keras and len(losses) == 1
        if self._exact.is_used:
            loss = (self._exact, logs.get("loss"), losses[0])
        return loss, metrics

    def _from_logs(self, logs, steps, samples):
        self._steps += 1
        if self._kinds is None:
            told = self._look(logs, steps, samples)
            if told is not None:
                return told.pop("loss", None), told or None
        told = {}
        counts = {}
        for name, weight in self._kinds.items():
            if name not in logs:
                continue
            told[name] = (self._means[name], logs[name], weight.now(steps, samples, counts)) if weight else logs[name]
        return told.pop("loss", None), told or None

    def _look(self, logs, steps, samples):
        """Compares what is logged with what the metrics hold, in the first two steps. Gives the values of the first, in which a mean is the
        value itself."""
        if self._single_epochs >= _ENOUGH:
            # Epochs of one step: nothing needs to be compared, and the device need not be waited for.
            return {name: logs[name] for name in self._names if name in logs} if self._steps == 1 else {}
        values = dict(zip(logs, read_scalars(list(logs.values()))))
        now = self._library.read_means(self._model)
        if self._first is None:
            self._first = values, now, samples
            self._names = tuple(self._sort(values, now, {}))
            return {name: logs[name] for name in self._names}
        first_values, before, first_samples = self._first
        self._kinds = {}
        variables = {}
        for name, held in self._sort(values, now, first_values).items():
            if held is None:
                self._kinds[name] = None
                continue
            # Metrics that count the same are asked for one count.
            variable = variables.setdefault(held.count, held.variable)
            earlier = next((one for one in before if one.variable is held.variable), None)
            weight = _Weight.of(held, earlier, variable, steps, samples, first_samples, self._library)
            if weight is None and name != "loss":
                continue
            self._kinds[name] = weight or _Weight("unknown")
            self._means[name] = RunningMean()
            if weight:
                self._means[name].advance(first_values.get(name), weight.begun)
        return None

    def _sort(self, values, means, first_values):
        """Name -> the metric whose running mean it is, or `None` for a value of the step itself. Other metrics, which tell nothing of a
        single step, are left out."""
        found = {}
        free = list(means)
        waiting = []
        for name, value in values.items():
            held = next((one for one in free if one.name == name and one.is_logged_as(value)), None)
            if held:
                found[name] = held
                free.remove(held)
            elif value is not None:
                waiting.append(name)
        for name in waiting:
            value = values[name]
            # A value that never changed would fit any metric that happens to hold it; then at least the name must fit.
            same = value == first_values.get(name)
            held = next((one for one in free if one.is_logged_as(value) and (name.endswith(one.name) or not (same or self._by_keras))), None)
            if held:
                found[name] = held
                free.remove(held)
            elif not self._by_keras and name not in self._gathered:
                found[name] = None
        return {name: found[name] for name in values if name in found}


class _Exact:
    """Stands for a `RunningMean` where the value of the step is known."""

    def __init__(self):
        self.mean = None
        self.is_used = False

    def advance(self, mean, value):
        self.mean = mean
        return value


class _Weight:
    """What a running mean is weighted by: samples, steps, or what its metric alone counts (sample weights, masks)."""

    def __init__(self, counted, begun=None, variable=None, library=None):
        self._counted = counted
        self._variable = variable
        self._library = library
        # Its value after the first step.
        self.begun = begun

    @staticmethod
    def of(held, earlier, variable, steps, samples, first_samples, library):
        if earlier is None or not earlier.count:
            return None
        if samples and first_samples:
            scale = held.count / samples
            if scale == int(scale) and earlier.count == first_samples * scale:
                return _Weight("samples", first_samples)
        if held.count == steps:
            return _Weight("steps", earlier.count)
        return _Weight("own", earlier.count, variable, library) if library.can_keep else None

    def now(self, steps, samples, counts):
        """A number, or a tensor that is read later."""
        if self._counted == "samples":
            return samples
        if self._counted == "steps":
            return steps
        if self._counted == "unknown":
            return None
        key = id(self._variable)
        if key not in counts:
            counts[key] = self._library.keep(self._variable)
        return counts[key]


def _flat(logs):
    if not logs or not any(isinstance(value, dict) for value in logs.values()):
        return dict(logs or {})
    flat = {}
    for name, value in logs.items():
        flat.update(_flat(value) if isinstance(value, dict) else {name: value})
    return flat
