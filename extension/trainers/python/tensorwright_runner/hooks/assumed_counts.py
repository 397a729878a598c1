"""What a metric has counted at each step, where only TensorFlow sees the batches."""

from .scalars import read_scalar


class AssumedCount:
    """Asking after each step would cost as much as a small step. So batches are taken to be alike, and each time before values are computed from
    that, the variable is asked whether they were. Steps for which they were not are told together; from then on each one is asked for."""

    def __init__(self, library, variable, each):
        self._library = library
        self._variable = variable
        self._each = each
        self._total = 0
        self._open = []
        # Whether batches were found to differ.
        self.varies = False
        self._differed = False

    def begin_epoch(self):
        self._total = 0
        self._open = []
        self._differed = False

    def after(self, steps):
        """The count after so many more steps: something that `float` reads when it is needed, or a tensor."""
        if self._differed:
            # Only the last batch of an epoch may be a short one, and it was not the last.
            self.varies = True
        if self.varies:
            return self._library.keep(self._variable)
        self._total += steps * self._each
        count = _Count(self._total)
        self._open.append(count)
        return count

    def verify(self, is_last):
        """Before the counts so far are used. `is_last`: the epoch is over, so that the newest batch may be a short one."""
        counts, self._open = self._open, []
        if not counts:
            return
        true = read_scalar(self._variable)
        if true is None or true == self._total:
            return
        before = counts[-2].value if len(counts) > 1 else self._total - self._each
        if not (is_last and before < true < self._total):
            for count in counts[:-1]:
                count.value = None
        counts[-1].value = self._total = true
        self._differed = True


class _Count:
    __slots__ = ("value",)

    def __init__(self, value):
        self.value = value

    def __float__(self):
        return float(self.value)
