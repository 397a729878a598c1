"""What the hooks of PyTorch share: the optimizers that were met, the state of each thread, who leads the training."""

import threading
import weakref

from .device import note_device
from .epochs import EpochCount
from .graphs import Graphs
from .losses import LossValues
from .memory import memory_facts
from .models import ModelWatch
from .validation import Validation

# Programs that make optimizers without end (a search) share the last of these series.
_MOST_SERIES = 64


class ThreadState:
    """What belongs to a thread: programs train several models at once in threads of their own."""

    __slots__ = ("losses", "is_used", "group", "backwards", "is_in_backward", "stepping", "stepping_since", "batch", "is_fetching", "scaled", "is_engine")

    def __init__(self):
        # The backward passes since the last step: of each its loss, the number by which it was divided, and whether it changed the
        # gradients of an optimizer, by ids. Divisors of the first ones are not looked up, nor gradients where there is one optimizer.
        self.losses = []
        # Whether a step has used them, so that the next backward pass begins another group; two optimizers may step on one group.
        self.is_used = True
        self.group = 0
        self.backwards = 0
        self.is_in_backward = False
        # The outermost optimizer that is in its step, by its id, and how many backward passes there were when it began.
        self.stepping = 0
        self.stepping_since = 0
        # The pass over a loader that gave the newest batch.
        self.batch = None
        # A loader fetches from another one.
        self.is_fetching = False
        # Roots of the graphs of losses that a `GradScaler` scaled, with their true values.
        self.scaled = []
        # The engine that computes gradients has threads that Python did not start.
        self.is_engine = isinstance(threading.current_thread(), threading._DummyThread)


class Threads(threading.local):
    def __init__(self):
        self.own = ThreadState()


class Made:
    """What is known of an optimizer since it was made: after how many backward passes, and the parameters whose gradients are watched."""

    __slots__ = ("reference", "backwards", "watched")

    def __init__(self, reference, backwards):
        self.reference = reference
        self.backwards = backwards
        self.watched = None


class Optimizer:
    """What is known of an optimizer that has made a step."""

    __slots__ = ("reference", "cls", "parameter", "series", "epochs", "group", "micro", "divisor", "batch", "bs", "is_new", "since", "source")

    def __init__(self, reference, cls, parameter, series, epochs):
        self.reference = reference
        self.cls = cls
        # Its first parameter, by which an optimizer that takes its place is known.
        self.parameter = parameter
        self.series = series
        self.epochs = epochs
        self.group = -1
        self.micro = 1
        # By what the program divides its losses, which are as many.
        self.divisor = None
        self.batch = None
        self.bs = None
        # Its model is not described yet.
        self.is_new = True
        # When it made its first step, and where its loss comes from; see `validation`.
        self.since = None
        self.source = None


class Tracker:
    def __init__(self, context, torch):
        self.context = context
        self.recorder = context.recorder
        self.stop = context.stop
        self.torch = torch
        self.threads = Threads()
        self.graphs = Graphs(torch)
        self.losses = LossValues(torch, self.graphs)
        self.models = ModelWatch(self)
        self.validation = Validation(self)
        # Set by the hooks of a framework while it runs a training of its own: a `driver.Driver`.
        self.driver = None
        # Nothing is recorded in a forked child, and not while another hook of ours records the same training.
        self.is_off = False
        # Optimizers that were made and live, and those that have made steps, by their ids; and what those were that are gone.
        self.made = {}
        self.met = {}
        self.gone = []
        # Optimizers that step within a backward pass, often one for each parameter, count as one.
        self.stepped_inside = None
        self._inside = None
        self.noted_device = None
        self.has_trained = False
        self.steps = 0
        # The optimizer that made the newest step.
        self.newest = None
        self.recorder.closing.append(self._close)

    @property
    def thread(self):
        return self.threads.own

    def take_losses(self):
        """The losses of the backward passes since the last step, for a step that no optimizer of PyTorch makes. Their mean is its loss."""
        thread = self.threads.own
        if thread.is_used:
            return []
        thread.is_used = True
        losses = [loss for loss, _, _ in thread.losses]
        # Where the program divided each by their number, their sum is what it means.
        are_divided = {divisor for _, divisor, _ in thread.losses[1:]} == {len(losses)}
        return [loss if loss is None else loss * len(losses) for loss in losses] if are_divided else losses

    def failed(self, where, error):
        self.recorder.hook_failed("PyTorch's " + where, error)

    def forked(self):
        """In a forked child. Locks may be held by threads that are not there."""
        self.graphs.forget()
        # What the child itself trains may be recorded, but not what its parent has begun.
        self.is_off = self.context.children is None or bool(self.met)

    def trains(self):
        """A batch is trained on, or is about to be."""
        self.has_trained = True
        if self.recorder.phase != "training" and not self.stop.requested:
            self.recorder.enter("training")

    # Optimizers

    def was_made(self, optimizer):
        """Called at the end of `Optimizer.__init__`."""
        if self.is_off:
            return
        key = id(optimizer)
        self.made[key] = Made(weakref.ref(optimizer, lambda _: self.made.pop(key, None)), self.thread.backwards)
        self.models.expect()

    def meet(self, optimizer):
        """The first step of an optimizer is about to be made; `None` if it is not recorded."""
        if self.context.children is not None and self.context.children.is_child and not self.context.children.record():
            self.is_off = True
            return None
        key = id(optimizer)
        first = first_parameter(optimizer)
        before = self._predecessor(type(optimizer), first)
        if before:
            series, epochs = before.series, before.epochs
        elif len({id(entry.series) for entry in self.entries()}) < _MOST_SERIES:
            series = self._new_series(first)
            epochs = EpochCount(series)
        else:
            text = "This program makes more than %d optimizers; the steps of the others count as those of the last."
            self.recorder.warn("hook", text % _MOST_SERIES, key="optimizers")
            last = max(self.entries(), key=lambda entry: entry.series.opt)
            series, epochs = last.series, last.epochs
        entry = Optimizer(
            weakref.ref(optimizer, lambda _: self._left(key)),
            type(optimizer),
            weakref.ref(first) if first is not None else None,
            series,
            epochs,
        )
        if before:
            entry.micro, entry.bs = before.micro, before.bs
            entry.since, entry.source = before.since, before.source
        self.met[key] = entry
        if key in self.made and self.made[key].backwards == self.thread.backwards:
            # It is younger than the newest gradients.
            entry.group = self.thread.group
        self._note_device(first)
        if series.count:
            # Its model is known, or one of too many.
            entry.is_new = False
            self.models.end_if_met()
        return entry

    def live(self):
        """The optimizers that were made and are not gone, with their ids."""
        for key, made in list(self.made.items()):
            optimizer = made.reference()
            if optimizer is not None:
                yield key, optimizer

    def step_inside(self, thread):
        """A backward pass is over in which optimizers made their steps."""
        optimizer, self.stepped_inside = self.stepped_inside, None
        if self._inside is None:
            first = first_parameter(optimizer)
            series = self._new_series(first)
            self._inside = Optimizer(weakref.ref(optimizer), type(optimizer), None, series, EpochCount(series))
            self._note_device(first)
            self.introduce(optimizer, self._inside)
        thread.is_used = True
        self.steps += 1
        rate = optimizer.param_groups[0].get("lr")
        self._inside.series.step(thread.losses[-1][0], None, None, rate if isinstance(rate, float) else None)

    def entries(self):
        return list(self.met.values()) + list(self.gone)

    def entry_of(self, optimizer):
        """What is known of an optimizer, or of the one that it follows; `None` before a first step."""
        return self.met.get(id(optimizer)) or self._predecessor(type(optimizer), first_parameter(optimizer))

    def _left(self, key):
        entry = self.met.pop(key, None)
        if entry is not None:
            self.gone = [old for old in self.gone if old.series is not entry.series] + [entry]

    def _predecessor(self, cls, first):
        """The optimizer that another one follows: of its class, for the same parameters. Some programs make it anew at each epoch."""
        for entry in self.entries():
            if first is not None and entry.cls is cls and entry.parameter is not None and entry.parameter() is first:
                return entry
        return None

    def _new_series(self, first):
        series = self.recorder.series(read=self.losses.read)
        kind = first.device.type if first is not None else "cpu"
        owner = threading.get_ident()
        if kind == "cuda":
            # Waiting for a GPU is left to our own thread, so that the program's keeps it busy.
            series.reads_aside = True
            series.can_read = lambda: not self.graphs.capturing
        elif kind != "cpu":
            # Other devices want to be asked by the thread that uses them.
            series.can_read = lambda: threading.get_ident() == owner
        began = self.thread.batch.ready if self.thread.batch else self.models.began
        if began is not None:
            series.restart_clock(began)
        return series

    def _note_device(self, first):
        try:
            if first is not None:
                note_device(self, first.device)
        except Exception as error:  # noqa: BLE001
            self.failed("device", error)

    def introduce(self, optimizer, entry):
        """An optimizer has made its first step."""
        entry.since = self.recorder.clock()
        source = self.validation.source_found()
        # A framework says itself what it evaluates.
        entry.source = source if self.driver is None else None
        try:
            self.models.describe(optimizer, entry)
        except Exception as error:  # noqa: BLE001
            self.failed("model", error)
        if self.driver is None:
            self.context.warn_of_own_loop()

    def memory_facts(self):
        return memory_facts(self)

    def _close(self, status):
        """The run ends."""
        if status == "ok" and not self.is_off:
            for entry in self.entries():
                entry.epochs.finish()


def first_parameter(optimizer):
    """The first one that is trained."""
    for group in optimizer.param_groups:
        for parameter in group["params"]:
            if parameter.requires_grad:
                return parameter
    return None
