"""Optimizer steps: kept as they come, read and written as columns twenty times a second."""

import json
import math
from collections import deque
from operator import sub

from .numbers import JsonText, json_column, json_number, json_numbers, json_rate, seconds

# A record of more steps than this is split: readers look at whole lines.
_LONGEST_RECORD = 4096
# A loss is said to explode when it is this many times what it was in the first steps (but at least 1).
_EXPLOSION = 1e3
_FIRST_STEPS = 5


def read_floats(losses):
    """The default reader: what the program handed over is a number already, or converts to one. `None` stays."""
    result = []
    for loss in losses:
        try:
            result.append(None if loss is None else float(loss))
        except Exception:  # noqa: BLE001  A deleted buffer, a symbolic tensor: that step has no loss.
            result.append(None)
    return result


class StepSeries:
    """The steps of one optimizer (`opt` counts them from 0). A step costs one append; tensors are read when the series is
    drained, so that a GPU is waited for at most twenty times a second.

    `read(losses) -> floats` turns what `step` was given into numbers, one each; it may return `None` where there is none.
    """

    def __init__(self, recorder, opt, read=read_floats, derived=False):
        self.opt = opt
        self.read = read
        self.derived = derived
        # Functions that are asked once a drain: the learning rate where `step` is not told it, and the running mean of the epoch.
        self.read_lr = None
        self.read_loss_mean = None
        # Called before a drain: notes steps that were made out of Python's sight.
        self.pull = None
        # Asked before a drain: whether what `step` was given can be read now, in this thread.
        self.can_read = None
        # Whether reading may take long, so that it is left to our own thread.
        self.reads_aside = False
        # Steps done, drained or not, and when the newest one was.
        self.count = 0
        self.newest = None
        self._recorder = recorder
        self._pending = deque()
        self._began = self._last = recorder.clock()
        self._next = 1
        self._epoch = None
        self._bs = None
        self._micro = None
        # Of what is drained: its context (epoch, batch size, micro-batches), its last rate, and the losses of its epoch.
        self._written = (None, None, None)
        self._lr = None
        self._sum = 0.0
        self._summed = 0
        self._first = []
        self._warned = set()

    @property
    def epoch(self):
        return self._epoch

    @property
    def batch_size(self):
        return self._bs

    def set_batch_size(self, bs):
        """The batch size of the steps that follow; `None` where it is not known any more."""
        if bs != self._bs:
            self._mark(self._epoch, bs, self._micro)

    @property
    def step_began(self):
        """When the step that is under way began, by `recorder.clock()`."""
        return self._began if self.newest is None or self._began > self.newest else self.newest

    def restart_clock(self, at=None):
        """The time until the next step counts from now, or from `at`: what lies between two epochs is no part of a step."""
        self._began = self._recorder.clock() if at is None else at
        self._pending.append((_RESTART, None, self._began, None))

    def end_epoch(self, epoch, began, source, metrics=None):
        """Notes that an epoch (from 1), which began at a time by `recorder.clock()`, is over with the newest step. Nothing is read for
        it now: its record comes with the next drain. The mean of the losses since the last epoch's end is its `loss`, when each step
        had one; `metrics` come besides."""
        at = self._recorder.clock() if self.newest is None else self.newest
        fields = {"epoch": epoch, "secs": seconds(max(0.0, at - began)), "source": source, "metrics": metrics}
        self._pending.append((_EPOCH, fields, at, None))

    def metric(self, phase, values, epoch=None):
        """Notes values that belong to the newest step, as `Recorder.metric` does: numbers, or what `read` understands. They are read, and
        their record is written, with the next drain."""
        fields = {"phase": phase, "epoch": epoch, "values": dict(values)}
        self._pending.append((_METRIC, fields, self._recorder.clock(), None))

    def context(self, epoch=None, bs=None, micro=None):
        """States the epoch (from 1), batch size and number of micro-batches of the steps that follow."""
        epoch = self._epoch if epoch is None else epoch
        bs = self._bs if bs is None else bs
        micro = self._micro if micro is None else micro
        if epoch == self._epoch and bs == self._bs and micro == self._micro:
            return
        self._mark(epoch, bs, micro)

    def _mark(self, epoch, bs, micro):
        self._epoch, self._bs, self._micro = epoch, bs, micro
        # Only a mark: reading now what is pending would make a GPU wait at each change. The rate is that of the old context, though.
        lr = _call(self.read_lr) if self._pending else None
        self._pending.append((_CONTEXT, (epoch, bs, micro), self._recorder.clock(), lr))

    def step(self, loss, metrics=None, at=None, lr=None):
        """Notes one step that has just been done. `loss` is whatever `read` understands; `metrics` a dict of numbers or handles
        that `read` understands too; `at` the time by `recorder.clock()` when it is not now; `lr` the rate that it was done with."""
        now = self._recorder.clock() if at is None else at
        self.note(loss, metrics, now, lr)
        if now >= self._recorder.drain_due and not self.reads_aside:
            self._recorder.tick_from_step(now)

    def note(self, loss, metrics, at, lr=None):
        """The same without a look at the clock, which might drain the series."""
        self.count += 1
        self.newest = at
        self._pending.append((loss, metrics, at, lr))

    def take(self):
        """Drains: the records for what is pending, as (kind, fields, time). Called with the recorder's lock held."""
        if self.can_read is not None and not self.can_read():
            return []
        if self.pull is not None:
            self.pull()
        pop = self._pending.popleft
        records = []
        group = []
        names = ()
        # What is appended meanwhile waits for the next time.
        for row in [pop() for _ in range(len(self._pending))]:
            if type(row[0]) is _Mark:
                self._close(group, names, records, row[3])
                group = []
                self._pass(row, records)
                continue
            if row[1] is not None or names:
                others = _names(row[1])
                if others != names:
                    self._close(group, names, records)
                    group = []
                    names = others
            group.append(row)
        self._close(group, names, records)
        return records

    def _pass(self, row, records):
        """Between two groups of steps there is a mark."""
        mark, content, at, _ = row
        if mark is _RESTART:
            self._last = at
        elif mark is _CONTEXT:
            self._written = content
        elif mark is _METRIC:
            names = list(content["values"])
            values = json_numbers(dict(zip(names, self.read([content["values"][name] for name in names]))))
            if values:
                records.append(("metric", dict(content, step=self._next - 1, opt=self.opt or None, values=values), at))
        else:
            records.append(("epoch", self._epoch_fields(content), at))

    def _epoch_fields(self, fields):
        metrics = {}
        if self._summed:
            if self._sum is not None:
                metrics["loss"] = self._sum / self._summed
            self._sum, self._summed = 0.0, 0
        metrics.update(fields["metrics"] or {})
        return dict(fields, step=self._next - 1, metrics=json_numbers(metrics), lr=self._lr, opt=self.opt or None)

    def _close(self, group, names, records, lr=None):
        """Makes the records for steps that have the same context and the same metrics."""
        for i in range(0, len(group), _LONGEST_RECORD):
            self._close_one(group[i : i + _LONGEST_RECORD], names, records, lr)

    def _close_one(self, group, names, records, lr):
        values, metrics, times, rates = zip(*group)
        losses = self.read(list(values))
        durations = list(map(sub, times, (self._last,) + times))
        if min(durations) < 0:
            # Frameworks may tell of steps late and out of order.
            durations = [max(0.0, duration) for duration in durations]
        self._last = times[-1]
        first = self._next
        self._next += len(group)
        self._look_for_trouble(first, losses)
        self._add_up(losses)
        told = rates[-1] if rates[-1] is not None else lr if lr is not None else _call(self.read_lr)
        self._lr = json_rate(told)
        epoch, bs, micro = self._written
        fields = {
            "opt": self.opt,
            "s0": first,
            "n": len(group),
            "loss": json_column(losses),
            "dt": json_column(durations, "%.6g"),
            "lr": self._lr,
            "epoch": epoch,
            "bs": bs,
            "micro": micro,
            "metrics": self._columns(names, metrics) if names else None,
            "derived": True if self.derived else None,
            "loss_mean": _number(_call(self.read_loss_mean)),
        }
        records.append(("step", fields, self._last))
        self._recorder.note_losses(self.opt, losses)

    def _columns(self, names, metrics):
        columns = [(name, json_column(self.read([row[name] for row in metrics]))) for name in names]
        return JsonText("{%s}" % ",".join("%s:%s" % (json.dumps(str(name)), column) for name, column in columns))

    def _add_up(self, losses):
        self._summed += len(losses)
        # A step without a loss makes the mean unknown.
        self._sum = None if self._sum is None or None in losses else self._sum + sum(losses)

    def _look_for_trouble(self, first, losses):
        """NaN, infinity and explosion: each once a series, with its step."""
        if len(self._first) == _FIRST_STEPS and None not in losses:
            limit = _EXPLOSION * max(1.0, max(self._first))
            # A comparison with NaN is false.
            if math.isfinite(sum(losses)) and -limit <= min(losses) and max(losses) <= limit:
                return
        for i, loss in enumerate(losses):
            if loss is None:
                continue
            if not math.isfinite(loss):
                code = "nan" if loss != loss else "inf"
                self._warn(code, first + i, loss, "The loss is %s at step %d." % (_spoken(loss), first + i))
            elif len(self._first) < _FIRST_STEPS:
                self._first.append(abs(loss))
            elif abs(loss) > _EXPLOSION * max(1.0, max(self._first)):
                text = "The loss is %.3g at step %d, more than %d times what it was in the first steps." % (loss, first + i, _EXPLOSION)
                self._warn("explosion", first + i, loss, text)

    def _warn(self, code, step, value, text):
        if code not in self._warned:
            self._warned.add(code)
            self._recorder.warn_later(code, text, step=step, value=json_number(value))


class _Mark:
    """What stands among the steps, and is none."""


_RESTART = _Mark()
_CONTEXT = _Mark()
_EPOCH = _Mark()
_METRIC = _Mark()


def _names(metrics):
    return tuple(metrics) if metrics else ()


def _call(function):
    if function is None:
        return None
    try:
        return function()
    except Exception:  # noqa: BLE001  The optimizer may be in the middle of something.
        return None


def _number(value):
    return None if value is None else json_number(value)


def _spoken(value):
    return "not a number" if value != value else "infinite"


