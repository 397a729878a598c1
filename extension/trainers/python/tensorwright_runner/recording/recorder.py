"""Everything a run writes down."""

import os
import socket
import sys
import threading
import time

from .numbers import json_number, json_numbers, json_rate, seconds
from .steps import StepSeries, read_floats
from .system import SystemSampler
from .writer import EventWriter

FLUSH_SECONDS = 0.05
_SYSTEM_SECONDS = 1.0
# A program may name a new metric at each step.
_MOST_HOOK_COMPLAINTS = 20


class Recorder:
    """Hooks call it from the program's own threads; a thread of ours calls it twenty times a second while nothing else does."""

    clock = staticmethod(time.perf_counter)

    def __init__(self, directory, rank=0, attempt=0, started_at=None):
        self.started_at = time.perf_counter() if started_at is None else started_at
        self._wall = time.time()
        self._directory = directory
        self.writer = EventWriter(directory, rank, attempt, self.started_at, self._complain)
        self.lock = threading.RLock()
        self._series = []
        # Optimizers so far, those of recorded children included, and the steps of these.
        self.opts = 0
        self._relayed_steps = 0
        # Functions that add, with the status, what is still to be said at the end of the run.
        self.closing = []
        self._best = {}
        self._warned = set()
        self._later = []
        # The newest one.
        self.phase = None
        self._module = None
        self._phase_at = self.started_at
        self._system = SystemSampler()
        self._sampled_at = 0.0
        self._complaints = 0
        self._on_tick = ()
        self._ticker = None
        self.drain_due = 0.0
        self.ended = False
        # Whether the program has reached training, with or without a step so far.
        self.training_began = False
        if hasattr(os, "register_at_fork"):
            os.register_at_fork(after_in_child=self.forget)

    def forget(self):
        """In a child: it is another process, and nothing of it is recorded. A lock may be held by a thread that is not there."""
        self.lock = threading.RLock()
        self.ended = True
        self.drain_due = float("inf")

    # What happens once

    def started(self, plan, versions, python, command):
        self.add(
            "run-started",
            run=plan.id,
            file=plan.file,
            argv=command,
            pid=os.getpid(),
            pgid=os.getpgid(0) if hasattr(os, "getpgid") else None,
            host=socket.gethostname(),
            python=python,
            versions=versions,
            seed=plan.seed,
            wall=self._wall,
        )

    def add(self, kind_, /, **fields):
        """Adds a record as `extension/protocol/runs.ts` describes it; `None` fields are left out."""
        if not self.ended:
            self.writer.add(kind_, fields)

    def enter(self, phase, module=None):
        """Notes a change of phase; repeats are left out. `seconds` are those of the phase before."""
        if self.ended or (phase, module) == (self.phase, self._module):
            return
        if phase == "training":
            self.training_began = True
        now = time.perf_counter()
        spent = None if self.phase is None else seconds(now - self._phase_at)
        self.phase, self._module, self._phase_at = phase, module, now
        self.add("phase", phase=phase, module=module, seconds=spent)

    def imported(self, module, spent):
        self.phase, self._module, self._phase_at = "imported", module, time.perf_counter()
        self.add("phase", phase="imported", module=module, seconds=seconds(spent))

    def warn(self, code, text, key=None, **fields):
        """A warning; the same one (by `key`, else its text) only once."""
        if self.warned(code, key or text) or self.ended:
            return
        self._warned.add((code, key or text))
        self.add("warning", code=code, text=text, **fields)

    def warned(self, code, key=None):
        """Whether a warning with this key (by default its code) was given."""
        return (code, key or code) in self._warned

    def warn_later(self, code, text, **fields):
        """The same for what is found while a series is drained: it follows the record that it speaks of."""
        self._later.append((code, text, fields))

    def hook_failed(self, where, error):
        """Something of ours failed. The program goes on; the record says what is missing in it."""
        self._complaints += 1
        if self._complaints <= _MOST_HOOK_COMPLAINTS:
            self.add("log", stream="runner", text="%s: %s: %s" % (where, type(error).__name__, error))
            self.warn("hook", "Part of this run is not recorded: %s failed (%s)." % (where, type(error).__name__), key=where)

    # Steps and metrics

    def series(self, read=read_floats, derived=False):
        """A series for one more optimizer."""
        with self.lock:
            series = StepSeries(self, self.opts, read, derived)
            self.opts += 1
            self._series.append(series)
            return series

    @property
    def steps(self):
        return self._relayed_steps + sum(series.count for series in self._series)

    def drain(self, series):
        """Writes down what a series holds, in order with what is added next."""
        with self.lock:
            self._take(series)

    def epoch(self, epoch, step, secs, metrics, source, lr=None, opt=None):
        """An epoch (from 1) has ended, after `step` steps of its optimizer."""
        with self.lock:
            self._take_all()
            values = json_numbers(metrics)
            self.add("epoch", epoch=epoch, step=step, secs=seconds(secs), metrics=values, lr=json_rate(lr), opt=opt or None, source=source)
            self.note_best(metrics)

    def metric(self, phase, step, values, epoch=None, opt=None):
        """Values that belong to a step: `phase` is train, val, test or sanity. Names come without `val_`."""
        with self.lock:
            self._take_all()
            self.add("metric", phase=phase, step=step, epoch=epoch, opt=opt or None, values=json_numbers(values))
            if phase == "val":
                self.note_best({"val_" + name: value for name, value in values.items()})

    def note_losses(self, opt, losses):
        if opt == 0:
            finite = losses if None not in losses else [loss for loss in losses if loss is not None]
            if finite:
                lowest = min(finite)
                # A comparison with NaN is false, so the least of what has some may be anything.
                if sum(finite) != sum(finite):
                    lowest = min((loss for loss in finite if loss == loss), default=lowest)
                self.note_best({"loss": lowest})

    def note_best(self, values):
        """The lowest value of each loss, for the record's end."""
        for name, value in values.items():
            if not name.endswith("loss"):
                continue
            try:
                value = float(value)
            except (TypeError, ValueError):
                continue
            if value == value and value < self._best.get(name, float("inf")):
                self._best[name] = value

    # Time

    def start_ticking(self, *on_tick):
        """Begins the thread that writes when the program does not come by, and looks after the end of the run."""
        self._on_tick = tuple(function for function in on_tick if function)
        self._sampled_at = time.perf_counter()
        self._ticker = threading.Thread(target=self._tick_forever, name="tensorwright", daemon=True)
        # A profiler or tracer of the program is not meant for us, and a debugger that holds all threads must not hold this one.
        self._ticker.pydev_do_not_trace = self._ticker.is_pydev_daemon_thread = True
        self._ticker.start()

    def tick_from_step(self, now):
        """Called by a step when it is time to write; gives way when our thread is just doing it."""
        self.drain_due = now + FLUSH_SECONDS
        if self.lock.acquire(blocking=False):
            try:
                self._take_all()
                self.writer.flush()
            finally:
                self.lock.release()

    def flush(self, last=False):
        with self.lock:
            self._take_all()
            self.writer.flush(last)

    def end(self, status, code):
        """Writes the last record. Only the first call counts."""
        with self.lock:
            if self.ended:
                return
            self._take_last(status)
            self.add(
                "run-ended",
                status=status,
                rc=code,
                steps=self.steps,
                secs=seconds(self.writer.now()),
                best={name: json_number(value) for name, value in self._best.items()} or None,
            )
            self.ended = True
            self.writer.flush(last=True)
        self._system.close()

    # Processes that the program starts

    def revive(self, file, on_tick):
        """In a child that is recorded after all, in a file of its own."""
        self.writer = EventWriter(self._directory, 0, 0, self.started_at, self._complain, file)
        self._system = None
        self._series = []
        self.opts = 0
        self._phase_at = time.perf_counter()
        self.phase = None
        self.drain_due = 0.0
        self.ended = False
        self.start_ticking(on_tick)

    def leave(self, status):
        """The recorded child ends; the run does not."""
        with self.lock:
            if self.ended:
                return
            self._take_last(status)
            self.ended = True
            self.writer.flush(last=True)

    def relay(self, record, first_opt):
        """Adds a record of a child, as it wrote it; its optimizers count from `first_opt`."""
        kind, at = record.pop("k"), record.pop("t")
        for name in ("v", "q", "rank", "attempt"):
            record.pop(name, None)
        with self.lock:
            if self.ended:
                return
            if kind in ("step", "epoch", "metric", "model"):
                record["opt"] = first_opt + record.get("opt", 0)
                self.opts = max(self.opts, record["opt"] + 1)
            if kind == "step":
                self._relayed_steps += record["n"]
                self.note_losses(record["opt"], [loss for loss in record["loss"] if isinstance(loss, float)])
            elif kind == "epoch":
                self.note_best(record["metrics"])
            elif kind == "metric" and record["phase"] == "val":
                self.note_best({"val_" + name: value for name, value in record["values"].items()})
            elif kind == "phase":
                self.phase = record["phase"]
                self.training_began = self.training_began or self.phase == "training"
            self.writer.add(kind, record, at=at)

    def _tick_forever(self):
        while not self.ended:
            time.sleep(FLUSH_SECONDS)
            try:
                self._tick()
            except Exception as error:  # noqa: BLE001  This thread must live as long as the run.
                self.hook_failed("ticker", error)

    def _tick(self):
        now = time.perf_counter()
        if self._system and now - self._sampled_at >= _SYSTEM_SECONDS:
            self._sampled_at = now
            sample = self._system.sample()
            if sample:
                self.add("system", **sample)
        if now >= self.drain_due or not self._series:
            self.drain_due = now + FLUSH_SECONDS
            self.flush()
        for function in self._on_tick:
            function()

    # With the lock held

    def _take_last(self, status):
        for close in self.closing:
            close(status)
        for series in self._series:
            # It is now or never.
            series.can_read = None
        self._take_all()

    def _take_all(self):
        for series in self._series:
            self._take(series)

    def _take(self, series):
        for kind, fields, at in series.take():
            if not self.ended:
                self.writer.add(kind, fields, at=at - self.started_at)
                if kind == "epoch":
                    self.note_best(fields["metrics"])
                elif kind == "metric" and fields["phase"] == "val":
                    self.note_best({"val_" + name: value for name, value in fields["values"].items()})
        later, self._later = self._later, []
        for code, text, fields in later:
            self.warn(code, text, **fields)

    def _complain(self, error):
        try:
            sys.__stderr__.write(
                "Tensorwright cannot write the record of this run to %s: %s. The training goes on without it.\n"
                % (self._directory, error.strerror or error)
            )
            sys.__stderr__.flush()
        except Exception:  # noqa: BLE001  The output may lie on the same full disk.
            pass
