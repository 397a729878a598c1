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
            self._rows = ResourceVariable(tf.zeros([_SLOTS, 3], tf.float32), trainable=False, name="tensorwright_losses")
            self._steps = ResourceVariable(tf.constant(0, tf.int64), trainable=False, name="tensorwright_steps")

    def record(self, losses):
        tf = self._tf
        step = self._steps.assign_add(1)
        loss = tf.zeros([], tf.float32)
        if losses:
            loss = tf.add_n([tf.reduce_mean(tf.cast(one, tf.float32)) for one in losses]) / len(losses)
        # 0 is a row that was never written.
        number = tf.cast(step % _COUNT, tf.float32) + 1.0
        row = tf.stack([number, loss, tf.constant(1.0 if losses else 0.0)])
        self._rows.scatter_nd_update(tf.reshape(step % _SLOTS, [1, 1]), tf.reshape(row, [1, 3]))

    def after(self, seen):
        """Losses of the steps after so many, by how much later they were."""
        found = {}
        for number, loss, has_loss in self._rows.numpy().tolist():
            if number:
                ahead = (int(number) - 1 - seen) % _COUNT
                if 0 < ahead < _COUNT // 2:
                    found[ahead] = loss if has_loss else None
        return found


def _sum(values):
    values = list(values)
    return None if None in values else sum(values)
