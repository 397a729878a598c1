"""Passes over a `tf.data` set in loops of the program's own: epochs, where steps were made on them."""

from .batch_sizes import samples_in
from .patch import around


class DataPasses:
    """An iterator whose batches steps were made on is an epoch; one without a step was a validation or a look."""

    def __init__(self, context, loops):
        self._context = context
        self._loops = loops
        self._pass = None

    def install(self, iterator_class):
        around(iterator_class, "__next__", self._next)

    def stepping(self, loop):
        """A loop makes a step, on the newest batch."""
        now = self._pass
        if now is None:
            return
        if loop.data_pass is not now:
            loop.data_pass = now
            now.loops.append(loop)
            loop.series.restart_clock(now.began)
            loop.series.context(epoch=(loop.series.epoch or 0) + 1)
        loop.series.set_batch_size(now.size)

    def _next(self, original):
        context = self._context

        def __next__(iterator):
            if context.inside_keras:
                return original(iterator)
            began = context.recorder.clock()
            try:
                batch = original(iterator)
            except StopIteration:
                self._end(iterator)
                raise
            self._begin(iterator, batch, began)
            return batch

        return __next__

    def _begin(self, iterator, batch, began):
        now = vars(iterator).get("_tensorwright_pass")
        if now is None:
            now = iterator._tensorwright_pass = _Pass(began)
        try:
            now.size = samples_in(batch)
        except Exception:  # noqa: BLE001  Ragged, or symbolic.
            now.size = None
        self._pass = now

    def _end(self, iterator):
        ended = vars(iterator).get("_tensorwright_pass")
        self._pass = None
        for loop in ended.loops if ended else ():
            # What graphs have done is known only when it is read.
            self._context.recorder.drain(loop.series)
            loop.series.end_epoch(loop.series.epoch, ended.began, "loader")
            loop.data_pass = None


class _Pass:
    def __init__(self, began):
        self.began = began
        self.size = None
        self.loops = []
