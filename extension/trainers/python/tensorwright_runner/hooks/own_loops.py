"""Loops that the program wrote itself around an optimizer of Keras or TensorFlow: what is computed in them, and what makes a step of it."""

import collections
import contextlib
import threading
import weakref

from .devices import of_variable
from .learning_rate import LearningRate
from .owned_models import describe_trained
from .patch import around, bare
from .running_means import read_steps

# Losses whose gradients were never applied: a program may compute gradients for something else.
_MOST_LOSSES = 1024
# Programs that make optimizers without end share the last of these series.
_MOST_SERIES = 64


class Computed:
    """A loss of which gradients were computed, and for what."""

    __slots__ = ("loss", "sources", "_gradient", "_ids")

    def __init__(self, loss, sources, gradients):
        self.loss = loss
        self.sources = sources
        # The last is most often a small one; but a program that computes many gradients for nothing must not pay for them in memory.
        last = next((gradient for gradient in reversed(gradients) if gradient is not None), None)
        self._gradient = None if last is None else weakref.ref(last)
        self._ids = None

    def gave(self, gradients):
        """Whether these gradients are those of this loss themselves, and no sum or other function of them."""
        own = self._gradient and self._gradient()
        return own is not None and any(gradient is own for gradient in reversed(gradients))

    def is_of(self, variable):
        if bare(self.sources[0]) is variable:
            return True
        if self._ids is None:
            self._ids = {id(bare(source)) for source in self.sources}
        return id(variable) in self._ids


class ThreadState(threading.local):
    def __init__(self):
        self.computed = collections.deque(maxlen=_MOST_LOSSES)
        # Above 0 within an optimizer: it may stand around another one.
        self.depth = 0
        # (scaled loss, loss) of mixed precision.
        self.scaled = collections.deque(maxlen=8)


class Loop:
    """The steps of one optimizer, or of variables that the program changes by its own arithmetic."""

    def __init__(self, owner, series):
        self.series = series
        self.rate = LearningRate(owner) if owner is not None else None
        # Where graphs leave their losses; a `LossRing`.
        self.ring = None
        self.micro = 1
        # Steps that the optimizer had counted before.
        self._iterations = 0
        # The pass over the data in which the newest step was.
        self.data_pass = None
        series.read_lr = self.learning_rate

    def begin(self, is_done):
        """Before the first step is recorded. `is_done`: the optimizer has counted it already."""
        counted = self.rate and self.rate.iterations()
        self._iterations = max(0, (counted or 0) - is_done)

    def learning_rate(self):
        """Of the next step, where it is a variable."""
        return None if self.rate is None else self.rate.at(self._iterations + self.series.count)

    def scheduled_rate(self):
        """Of the next step, where a schedule gives it, else `None`. Its `after(n)` is that of n steps later."""
        return self.rate and self.rate.ahead(self._iterations + self.series.count)


class OwnLoops:
    """Each loss is told with the variables that its gradients are for, each update with those that it changes: so every optimizer finds its
    losses, in whatever order the program works, and gradients that nobody applies are no step."""

    def __init__(self, context):
        self.context = context
        self.thread = ThreadState()
        # Records a step in a graph that is being built, and says whether one is; set by the hooks of the framework.
        self.record_in_graph = None
        self.builds_graph = lambda: False
        # A context in which variables can be read even then.
        self.outside_graph = contextlib.nullcontext
        # Counts epochs: told of each step.
        self.data = None
        # (class, describe) of what holds variables, the best first; and what looks at the shapes of layers while they are called.
        self.holders = []
        self.shapes = []
        # The session of a list of Keras's callbacks that the program calls around its loop: its epochs are of this loop.
        self.session = None
        self.updates = 0
        self._by_id = {}

    def all(self):
        return list(self._by_id.values())

    def compute(self, loss, sources, gradients):
        """Gradients of a loss were computed. `sources` is a flat list that is not empty, `gradients` one of the same length."""
        thread = self.thread
        for scaled, original in thread.scaled:
            if scaled is loss:
                loss = original
        thread.computed.append(Computed(loss, sources, gradients))

    def update(self, owner, variables, gradients=()):
        """An optimizer has changed variables; with the program's own arithmetic, `owner` is `None` and the list holds one of them."""
        first = bare(variables[0])
        thread = self.thread
        found = [computed for computed in thread.computed if computed.is_of(first)]
        if owner is None:
            if not found:
                return
            variables = found[0].sources
        for computed in found:
            thread.computed.remove(computed)
        self.updates += owner is not None
        # What it was given decides; a sum of gradients, or clipped ones, are of all that were computed.
        used = [computed for computed in found if computed.gave(gradients)] or found
        losses = []
        for computed in used:
            if not any(loss is computed.loss for loss in losses):
                losses.append(computed.loss)
        if not found and self.context.torch is not None:
            losses = self.context.torch.take_losses()
        loop = self._loop(owner, variables)
        if not (self.record_in_graph and self.record_in_graph(loop, losses)):
            self.step(loop, losses)

    def step(self, loop, losses):
        """Records a step that was done in Python's sight."""
        self.stepping(loop, len(losses))
        loop.series.step(None if not losses else losses[0] if len(losses) == 1 else losses, lr=loop.scheduled_rate())

    def stepping(self, loop, micro=0):
        """A step is about to be recorded, of so many micro-batches."""
        self.context.loop_steps += 1
        if micro > 1 or loop.micro > 1:
            loop.micro = micro
            loop.series.context(micro=micro)
        if self.data is not None:
            self.data.stepping(loop)

    def _loop(self, owner, variables):
        key = owner if owner is not None else bare(variables[0])
        loop = self._by_id.get(id(key))
        if loop is None:
            loop = self._by_id[id(key)] = Loop(owner, self._new_series())
            weakref.finalize(key, self._by_id.pop, id(key), None)
            self._introduce(loop, variables)
        elif self.shapes:
            # A second step: all models of the loop were called.
            for shapes in self.shapes:
                shapes.end()
            self.shapes = []
        return loop

    def _new_series(self):
        recorder = self.context.recorder
        if self.session is not None:
            series, self.session = self.session.training.series, None
            return series
        if len(self._by_id) < _MOST_SERIES:
            return recorder.series(read=read_steps)
        text = "This program makes more than %d optimizers; the steps of the others count as those of the last."
        recorder.warn("hook", text % _MOST_SERIES, key="optimizers")
        return max((loop.series for loop in self._by_id.values()), key=lambda one: one.opt)

    def _introduce(self, loop, variables):
        context = self.context
        if not context.stop.requested:
            context.recorder.enter("training")
        context.warn_of_own_loop()
        is_done = not self.builds_graph()
        try:
            with self.outside_graph():
                loop.begin(is_done)
                self._describe(loop, variables)
        except Exception as error:  # noqa: BLE001
            context.recorder.hook_failed("the model of a loop", error)

    def _describe(self, loop, variables):
        context = self.context
        fields = describe_trained(variables, self.holders)
        optimizer = loop.rate and loop.rate.optimizer
        if optimizer is not None:
            rate = loop.learning_rate()
            fields["optimizer"] = {"class": type(optimizer).__name__}
            if rate is not None:
                fields["optimizer"]["lr"] = rate
        context.recorder.add("model", opt=loop.series.opt, **fields)
        context.tell_device(of_variable(bare(variables[0]), context.plan))


def loops_of(context):
    """The loops of a run, which the hooks of several libraries share."""
    if context.loops is None:
        context.loops = OwnLoops(context)
    return context.loops


def hook_optimizers(context, classes, method, can_record):
    """Hooks `apply(gradients, variables)` or `apply_gradients(pairs)` of optimizers."""
    loops = loops_of(context)

    def make(original):
        def apply(optimizer, gradients, *args, **kwargs):
            thread = loops.thread
            if context.inside_keras or thread.depth:
                return original(optimizer, gradients, *args, **kwargs)
            # It may come as an iterator, which the optimizer uses up.
            gradients = list(gradients)
            thread.depth += 1
            try:
                result = original(optimizer, gradients, *args, **kwargs)
            finally:
                thread.depth -= 1
            try:
                if can_record():
                    if method == "apply_gradients":
                        variables = [variable for _, variable in gradients]
                        gradients = [gradient for gradient, _ in gradients]
                    else:
                        variables = _variables(optimizer, args, kwargs)
                    if variables:
                        loops.update(optimizer, variables, gradients)
            except Exception as error:  # noqa: BLE001
                context.recorder.hook_failed("a step of the program's own loop", error)
            return result

        return apply

    for cls in classes:
        around(cls, method, make)


def _variables(optimizer, args, kwargs):
    variables = args[0] if args else kwargs.get("trainable_variables")
    return list(variables) if variables is not None else optimizer._trainable_variables


def hook_scaled_losses(loops, library):
    """Mixed precision computes gradients of a scaled loss: the one before is meant."""

    def make(original):
        def scale_loss(optimizer, loss, *args, **kwargs):
            scaled = original(optimizer, loss, *args, **kwargs)
            if scaled is not loss and not loops.context.inside_keras:
                loops.thread.scaled.append((scaled, loss))
            return scaled

        return scale_loss

    for cls in library.optimizers:
        around(cls, library.scale_method, make)
