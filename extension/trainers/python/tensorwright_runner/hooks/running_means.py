"""Frameworks tell the mean since the epoch began; here it is taken apart into what each step contributed."""

import math

from .scalars import read_scalars

# A mean is a float32, so a total over n steps is known to about n times this share of one step.
_EPSILON = 2.0**-23
# A step's value is told when it is known to 0.1 % of the mean or to 2 % of itself; else it waits for the steps that follow.
_SHARE_OF_MEAN = 1e-3
_SHARE_OF_VALUE = 0.02


class RunningMean:
    """The mean of one metric in one epoch, weighted by samples. `mean` is its newest value."""

    def __init__(self):
        self.mean = None
        self._told_mean = 0.0
        self._told_samples = 0
        # The size of errors that are rounded to so many digits.
        self._error = 0.0
        self._digits = 0

    def advance(self, mean, samples):
        """The mean is now `mean`, over `samples` since the epoch began. Gives the value of the newest step; the one value of several
        steps where single ones can no longer be told apart; `None` where nothing can be said yet."""
        self.mean = mean
        if mean is None or samples is None:
            return None
        before, told = self._told_mean, self._told_samples
        new = samples - told
        if new <= 0 or before - before != 0.0:
            # After a step without a finite value the mean hides all others of its epoch.
            return None
        if mean - mean != 0.0:
            self._told_mean = mean
            return mean
        value = (mean * samples - before * told) / new
        if told:
            error = _EPSILON * max(abs(mean), abs(before)) * samples / new
            if error > _SHARE_OF_MEAN * abs(mean) and error > _SHARE_OF_VALUE * abs(value):
                return None
            if not self._error < error <= 10 * self._error:
                self._digits = -math.ceil(math.log10(error)) if error else 30
                self._error = 10.0 ** (-self._digits - 1)
            # Digits that are only rounding would show an accuracy of 1.00004.
            value = round(value, self._digits) + 0.0
        self._told_mean = mean
        self._told_samples = samples
        return value


def read_steps(items):
    """The reader of a series whose items are numbers and tensors as they are, lists of them (the losses of micro-batches, which give their
    mean), or triples of (RunningMean, newest mean, samples so far), where the samples may be a tensor as well."""
    flat = []
    for item in items:
        kind = type(item)
        if kind is tuple:
            flat.append(item[1])
            flat.append(item[2])
        elif kind is list:
            flat += item
        else:
            flat.append(item)
    numbers = iter(read_scalars(flat))
    return [_value(item, numbers) for item in items]


def _value(item, numbers):
    kind = type(item)
    if kind is tuple:
        return item[0].advance(next(numbers), next(numbers))
    if kind is list:
        parts = [next(numbers) for _ in item]
        return None if None in parts else sum(parts) / len(parts)
    return next(numbers)
