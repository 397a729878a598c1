"""Losses of steps that a graph makes, out of Python's sight."""

import time

# At 20 readings a second, enough for 80,000 steps a second.
_SLOTS = 4096
# Steps are counted as float32, in which only numbers up to this are exact.
_COUNT = 1 << 22


class LossRing:
    """Gives the steps of graphs to a series. Where a strategy computes on several replicas, the loss is the sum of theirs, as the gradient is."""

    def __init__(self, tf, loop):
        self._tf = tf
        self._loop = loop
        # One for each replica, by its number.
        self._rows = {}
        self._seen = 0
        # When calls returned whose steps were not read yet, and how many steps were read before their call returned.
        self._marks = []
        self._unmarked = 0
        self._last = time.perf_counter()
        loop.series.pull = self.pull

    def record(self, losses, replica=0):
        """Adds to the graph that is being built what notes a step."""
        if replica not in self._rows:
            self._rows[replica] = _Rows(self._tf)
        self._rows[replica].record(losses)

    def called(self, now):
        """A call of a function that holds such a graph is over; most often it made one step."""
        if self._unmarked:
            # The step was read before.
            self._unmarked = 0
        else:
            self._marks.append(now)

    def pull(self):
        """Brings new steps to the series. Called with the recorder's lock held."""
        losses = self._new_losses()
        count = max(losses, default=0)
        if not count:
            return
        marks, self._marks = self._marks[-count:], []
        # Steps of a call that has not returned, or of several in one call, share the time up to now.
        left = self._unmarked = count - len(marks)
        last = marks[-1] if marks else self._last
        now = time.perf_counter() if left else last
        times = marks + [last + (now - last) * (i + 1) / left for i in range(left)]
        self._last = now
        self._seen = (self._seen + count) % _COUNT
        rate = self._loop.scheduled_rate()
        for i in range(count):
            self._loop.series.note(losses.get(i + 1), None, times[i], rate and rate.after(i))

    def _new_losses(self):
        """Losses by how many steps after the last seen one they were."""
        found = [rows.after(self._seen) for rows in list(self._rows.values())]
        if len(found) < 2:
            return found[0] if found else {}
        count = min(max(losses, default=0) for losses in found)
        return {i: _sum(losses.get(i) for losses in found) for i in range(1, count + 1)}


class _Rows:
    """A variable in which each step of a graph leaves its number and its loss, and from which they are read now and then. One variable for both,
    so that no reading falls between them. No step waits for a reading; those that were overwritten before one are counted, without a loss."""

    def __init__(self, tf):
        from tensorflow.python.ops.resource_variable_ops import ResourceVariable

        self._tf = tf
        # Outside of the graph that is being built, of what creates variables in its own way, and of strategies.
        with tf.init_scope():
            self._rows = ResourceVariable(tf.zeros([_SLOTS, 2], tf.float32), trainable=False, name="tensorwright_losses")
            self._steps = ResourceVariable(tf.constant(0, tf.int64), trainable=False, name="tensorwright_steps")

    def record(self, losses):
        """As few operations as can be: in a small graph they are a part of what a step takes."""
        tf = self._tf
        step = self._steps.assign_add(1)
        number = tf.bitwise.bitwise_and(step, _COUNT - 1)
        loss = self._mean(losses) if losses else tf.constant(0.0)
        # 0 is a row that was never written, and a number below it a step without a loss.
        sign = tf.cast(number + 1 if losses else -1 - number, tf.float32)
        slot = tf.bitwise.bitwise_and(number, _SLOTS - 1)
        tf.raw_ops.ResourceScatterUpdate(resource=self._rows.handle, indices=slot, updates=tf.stack([sign, loss]))

    def _mean(self, losses):
        tf = self._tf
        losses = [loss if loss.dtype == tf.float32 else tf.cast(loss, tf.float32) for loss in losses]
        losses = [loss if loss.shape.rank == 0 else tf.reduce_mean(loss) for loss in losses]
        return losses[0] if len(losses) == 1 else tf.add_n(losses) / len(losses)

    def after(self, seen):
        """Losses of the steps after so many, by how much later they were."""
        if (int(self._steps.numpy()) - seen) % _COUNT == 0:
            return {}
        rows = self._rows.numpy()
        ahead = (abs(rows[:, 0]).astype("int64") - 1 - seen) % _COUNT
        fresh = (rows[:, 0] != 0) & (ahead > 0) & (ahead < _COUNT // 2)
        return {i: loss if number > 0 else None for i, (number, loss) in zip(ahead[fresh].tolist(), rows[fresh].tolist())}


def _sum(values):
    values = list(values)
    return None if None in values else sum(values)
