"""Frameworks tell the mean since the epoch began; here it is taken apart into what each step contributed."""

import math

from .scalars import read_scalars

# A mean is a float32, as is the total it comes from: the total over n steps is known to about n times this share of one step.
_EPSILON = 2.0**-22
# A step's value is told when it is known to 0.1 % of the mean or to 1 % of itself; else it waits for the steps that follow.
_SHARE_OF_MEAN = 1e-3
_SHARE_OF_VALUE = 0.01


class RunningMean:
    """The mean of one metric in one epoch, weighted by samples. `mean` is its newest value."""

    def __init__(self):
        self.mean = None
        self._told_mean = 0.0
        self._told_samples = 0

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
            if error:
                # Digits that are only rounding would show an accuracy of 0.5312501: steps of the next power of two are as good.
                exponent = math.frexp(error)[1]
                value = math.ldexp(round(math.ldexp(value, -exponent)), exponent)
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
