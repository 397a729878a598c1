"""What the logs of a Keras training step say of that one step."""

from .assumed_counts import AssumedCount
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
        # Samples of the first batch as the loss counts them, or `None`.
        self.first_samples = None
        self._exact = _Exact()
        self._first = None
        self._steps = 0
        self._single_epochs = 0
        self._names = ()
        # Name of a logged value -> its weight (`_Samples` and others) when it is a mean, else `None`; unknown until the second step.
        self._kinds = None
        self._means = {}
        self._is_nested = False
        self._weights = ()
        # What is assumed of counts, and to be verified before it is used.
        self._assumed = ()

    @property
    def must_verify(self):
        return len(self._assumed) > 0

    @property
    def batches_differ(self):
        """Whether batches that only the framework sees were of different sizes."""
        loss = (self._kinds or {}).get("loss")
        return loss is not None and self._by_keras and loss.differs

    def verify(self, is_last=False):
        """Before steps are read: compares what was assumed of them with what the metrics have counted."""
        for weight in self._assumed:
            weight.count.verify(is_last)

    @property
    def is_derived(self):
        """Whether the loss comes from a running mean; `None` as long as that is not known."""
        if self._exact.is_used:
            return False
        return None if self._kinds is None else self._kinds.get("loss") is not None

    def newest_loss_mean(self):
        """The mean loss of the epoch so far."""
        mean = self._exact if self._exact.is_used else self._means.get("loss")
        return mean.mean if mean else None

    def begin_epoch(self):
        self._single_epochs += self._steps == 1
        self._steps = 0
        self._first = None
        self._means = {name: RunningMean() for name, weight in (self._kinds or {}).items() if weight}
        for weight in self._weights:
            weight.begin_epoch()

    def items(self, logs, steps, samples, losses=()):
        """(loss, metrics) of a step for `StepSeries.step`, readable by `read_steps`. `steps` and `samples` count from the epoch's begin;
        `samples` is `None` where the program's data do not tell. `losses` are those that the step computed, where that is known."""
        self._steps += 1
        if self._kinds is None or self._is_nested:
            logs = _flat(logs)
        told = self._look(logs, steps, samples) if self._kinds is None else None
        if told is None:
            told = {}
            for name, weight in self._kinds.items():
                if name in logs:
                    told[name] = (self._means[name], logs[name], weight.after(steps, samples)) if weight else logs[name]
        loss = told.pop("loss", None)
        self._exact.is_used = self._by_keras and len(losses) == 1
        if self._exact.is_used:
            loss = (self._exact, logs.get("loss"), losses[0])
        return loss, told or None

    def _look(self, logs, steps, samples):
        """Compares what is logged with what the metrics hold, in the first two steps. Gives the values of the first, in which a mean is the
        value itself."""
        if self._single_epochs >= _ENOUGH:
            # Epochs of one step: nothing needs to be compared, and the device need not be waited for.
            return {name: logs[name] for name in self._names if name in logs} if self._steps == 1 else {}
        values = dict(zip(logs, read_scalars(list(logs.values()))))
        now = self._library.read_means(self._model)
        if self._first is None:
            self._first = values, now, (steps, samples)
            if self.first_samples is None:
                count = next((held.count for held in now if held.name == "loss"), None)
                self.first_samples = int(count / steps) if count and self._by_keras else None
            self._names = tuple(self._sort(values, now, {}))
            return {name: logs[name] for name in self._names}
        first_values, before, _ = self._first
        weights = _Weights(self._library, before, self._first[2], steps, samples)
        self._kinds = {}
        for name, held in self._sort(values, now, first_values).items():
            weight = held and weights.of(held)
            if held and weight is None and name != "loss":
                continue
            self._kinds[name] = weight or (_Unknown() if held else None)
            if held:
                self._means[name] = RunningMean()
            if weight:
                self._means[name].advance(first_values.get(name), weight.begun)
        self._weights = list({id(weight): weight for weight in self._kinds.values() if weight}.values())
        self._assumed = [weight for weight in self._weights if isinstance(weight, _Assumed)]
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


class _Weights:
    """Finds out what running means are weighted by, from what their metrics had counted after the first step and after the second."""

    def __init__(self, library, before, first, steps, samples):
        self._library = library
        self._before = {id(held.variable): held.count for held in before}
        self._first_steps, self._first_samples = first
        self._steps = steps
        self._samples = samples
        # Metrics that count alike share a count.
        self._by_counts = {}

    def of(self, held):
        begun, count = self._before.get(id(held.variable)), held.count
        if not begun or count <= begun:
            return None
        if self._samples and self._first_samples:
            scale = count / self._samples
            if scale == int(scale) and begun == self._first_samples * scale:
                return _Samples(self._first_samples)
        if count == self._steps and begun == self._first_steps:
            return _Steps(begun)
        if not self._library.can_keep:
            return None
        if (begun, count) not in self._by_counts:
            # Sample weights and masks make counts differ; where batches are not seen, equal ones come from equal batches.
            is_even = count * self._first_steps == begun * self._steps
            if is_even and self._samples is None:
                weight = _Assumed(self._library, held.variable, begun, self._first_steps)
            else:
                weight = _Kept(self._library, held.variable, begun, self._samples is None)
            self._by_counts[begun, count] = weight
        return self._by_counts[begun, count]


class _Samples:
    """`begun` is the weight of the first step; `after` gives the weight after so many steps of the epoch, with so many samples."""

    differs = False

    def __init__(self, begun):
        self.begun = begun

    def begin_epoch(self):
        pass

    def after(self, _steps, samples):
        return samples


class _Steps(_Samples):
    def after(self, steps, _samples):
        return steps


class _Unknown(_Samples):
    def __init__(self):
        super().__init__(None)

    def after(self, _steps, _samples):
        return None


class _Kept(_Samples):
    """Read at each step."""

    def __init__(self, library, variable, begun, differs):
        super().__init__(begun)
        self._library = library
        self._variable = variable
        self._at = 0
        self._count = None
        self.differs = differs

    def begin_epoch(self):
        self._at = 0

    def after(self, steps, _samples):
        if steps != self._at:
            self._at, self._count = steps, self._library.keep(self._variable)
        return self._count


class _Assumed(_Samples):
    def __init__(self, library, variable, begun, first_steps):
        super().__init__(begun)
        self.count = AssumedCount(library, variable, begun / first_steps)
        self.count.after(first_steps)
        self._at = first_steps
        self._value = None

    @property
    def differs(self):
        return self.count.varies

    def begin_epoch(self):
        self.count.begin_epoch()
        self._at = 0

    def after(self, steps, _samples):
        if steps != self._at:
            self._value = self.count.after(steps - self._at)
            self._at = steps
        return self._value


def _flat(logs):
    if not logs or not any(isinstance(value, dict) for value in logs.values()):
        return dict(logs or {})
    flat = {}
    for name, value in logs.items():
        flat.update(_flat(value) if isinstance(value, dict) else {name: value})
    return flat
