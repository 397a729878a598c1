"""The learning rate of a Keras optimizer at a step."""

import math
import time
import weakref

from .scalars import read_scalar

# Of the time that passes, the share that may go into asking a schedule: some take milliseconds.
_SHARE = 1 / 200


class LearningRate:
    """Of one optimizer. Constant rates and Keras's own schedules are read from any thread at any time; what the program made itself is
    called by the thread that trains, and seldom."""

    def __init__(self, optimizer):
        # It may go when the program is done with it.
        self._optimizer = weakref.ref(inner_of(optimizer))
        self._newest = None
        self._ask_again = 0.0
        self._cost = 0.0

    @property
    def optimizer(self):
        """The optimizer that has the rate, or `None` when it is gone."""
        return self._optimizer()

    @property
    def must_ask(self):
        """Whether the rate comes from code of the program."""
        source = self._source()
        return (_is_schedule(source) and scheduled(source, 0) is None) or _is_function(source)

    def ahead(self, step):
        """The rate after `step` steps as something that `float` computes when it is asked for, or `None` where it does not depend on the step
        alone."""
        source = self._source()
        return _Ahead(source, step) if _is_schedule(source) and scheduled(source, step) is not None else None

    def iterations(self):
        """Steps that the optimizer counts, or `None` while its variables are away."""
        number = read_scalar(_attributes(self.optimizer).get("_iterations"))
        return None if number is None else int(number)

    def at(self, step):
        """The rate for the step that follows `step` others, or `None` where only the program's own code knows it. A variable's is the newest
        that could be read."""
        source = self._source()
        if _is_schedule(source):
            return _rounded(scheduled(source, step))
        if source is not None and not _is_function(source):
            rate = _rounded(read_scalar(source))
            if rate is not None:
                self._newest = rate
            return self._newest
        return None

    def ask(self, step, patience=None):
        """The same from the program's own code, or `None` when it has been asked too often for what it takes. `patience` is the time for which
        it was not asked, in seconds."""
        source = self._source()
        if not self.must_ask:
            return self.at(step)
        began = time.perf_counter()
        if began < self._ask_again and not (patience and self._cost <= patience * _SHARE):
            return None
        rate = read_scalar(source(step) if _is_schedule(source) else source())
        ended = time.perf_counter()
        self._cost = ended - began
        self._ask_again = ended + self._cost / _SHARE
        return _rounded(rate)

    def _source(self):
        attributes = _attributes(self.optimizer)
        hyper = attributes.get("_hyper")
        if hyper is None:
            return attributes.get("_learning_rate", attributes.get("_lr"))
        # The optimizers of Keras before 2.11; `decay` changes the rate that they hold.
        if read_scalar(hyper.get("decay")) and hasattr(self.optimizer, "_decayed_lr"):
            return lambda: self.optimizer._decayed_lr("float32")
        return hyper.get("learning_rate")


def inner_of(optimizer):
    """What scales the loss stands before the optimizer that has the rate."""
    inner = getattr(optimizer, "inner_optimizer", None)
    return optimizer if inner is None else inner


def _attributes(optimizer):
    return {} if optimizer is None else vars(optimizer)


class _Ahead:
    __slots__ = ("_schedule", "step")

    def __init__(self, schedule, step):
        self._schedule = schedule
        self.step = step

    def __float__(self):
        return scheduled(self._schedule, self.step)

    def after(self, steps):
        return _Ahead(self._schedule, self.step + steps)


def _rounded(rate):
    """Not more digits than a float32 has."""
    return None if rate is None else float("%.7g" % rate)


def _is_function(source):
    return callable(source) and not hasattr(source, "assign") and not _is_schedule(source)


def _is_schedule(source):
    return any(cls.__name__ == "LearningRateSchedule" for cls in type(source).__mro__)


def scheduled(schedule, step):
    """The rate of one of Keras's own schedules after `step` steps, computed without the framework, which would take up to 80 ms for it.
    `None` for other schedules."""
    cls = type(schedule)
    formula = _formulas.get(cls.__name__)
    if formula is None or cls.__module__.partition(".")[0] not in ("keras", "tf_keras", "tensorflow"):
        return None
    try:
        rate = formula(schedule, step)
        return rate if isinstance(rate, float) else None
    except Exception:  # noqa: BLE001  Another version keeps other attributes, or a rate is a tensor.
        return None


def _exponential(s, step):
    power = step / s.decay_steps
    return s.initial_learning_rate * s.decay_rate ** (math.floor(power) if s.staircase else power)


def _inverse_time(s, step):
    power = step / s.decay_steps
    return s.initial_learning_rate / (1 + s.decay_rate * (math.floor(power) if s.staircase else power))


def _piecewise(s, step):
    for boundary, value in zip(s.boundaries, s.values):
        if step <= boundary:
            return float(value)
    return float(s.values[-1])


def _polynomial(s, step):
    steps = s.decay_steps
    if s.cycle:
        steps = steps * (math.ceil(step / steps) if step else 1)
    else:
        step = min(step, steps)
    return (s.initial_learning_rate - s.end_learning_rate) * (1 - step / steps) ** s.power + s.end_learning_rate


def _cosine(s, step):
    def decayed(step, steps, start):
        share = 0.5 * (1 + math.cos(math.pi * min(step, steps) / steps))
        return start * ((1 - s.alpha) * share + s.alpha)

    target = getattr(s, "warmup_target", None)
    if target is None:
        return decayed(step, s.decay_steps, s.initial_learning_rate)
    if step < s.warmup_steps:
        return s.initial_learning_rate + (target - s.initial_learning_rate) * step / s.warmup_steps
    return decayed(step - s.warmup_steps, s.decay_steps, target)


def _cosine_restarts(s, step):
    share = step / s.first_decay_steps
    t_mul, m_mul = s._t_mul, s._m_mul
    if t_mul == 1:
        restart = math.floor(share)
        share -= restart
    else:
        restart = math.floor(math.log(1 - share * (1 - t_mul)) / math.log(t_mul))
        share = (share - (1 - t_mul**restart) / (1 - t_mul)) / t_mul**restart
    cosine = 0.5 * m_mul**restart * (1 + math.cos(math.pi * share))
    return s.initial_learning_rate * ((1 - s.alpha) * cosine + s.alpha)


_formulas = {
    "ExponentialDecay": _exponential,
    "InverseTimeDecay": _inverse_time,
    "PiecewiseConstantDecay": _piecewise,
    "PolynomialDecay": _polynomial,
    "CosineDecay": _cosine,
    "CosineDecayRestarts": _cosine_restarts,
}
