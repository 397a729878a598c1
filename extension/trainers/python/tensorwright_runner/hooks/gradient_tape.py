"""Loops around TensorFlow's `GradientTape`: eager, in `tf.function`, compiled by XLA."""

import sys

from .loss_ring import LossRing
from .own_loops import loops_of
from .patch import around, bare, owners


class TapeHooks:
    def __init__(self, context, tf):
        self._context = context
        self._tf = tf
        self._loops = loops_of(context)
        self._loops.record_in_graph = self._record_in_graph
        self._loops.builds_graph = lambda: not tf.executing_eagerly()
        self._loops.outside_graph = tf.init_scope
        # Rings of the graphs that were built in the call of a function that has not returned.
        self._new_rings = []
        self._undo_assignments = []

    def install(self):
        tf = self._tf
        around(tf.GradientTape, "__enter__", self._enter)
        around(tf.GradientTape, "gradient", self._gradient)
        around(type(tf.function(lambda: None)), "__call__", self._call)

    def _enter(self, original):
        context, loops = self._context, self._loops

        def __enter__(tape):
            if not context.inside_keras:
                for shapes in loops.shapes:
                    shapes.begin()
                if context.recorder.phase in ("importing", "imported"):
                    context.recorder.enter("building")
                if context.stop.requested and loops.all() and self._tf.executing_eagerly():
                    context.stop.at_step()
            return original(tape)

        return __enter__

    def _gradient(self, original):
        context, loops = self._context, self._loops

        def gradient(tape, target, sources, *args, **kwargs):
            result = original(tape, target, sources, *args, **kwargs)
            if not context.inside_keras and not loops.thread.depth:
                try:
                    flat = _flat(sources)
                    if flat and _is_variable(flat[0]):
                        loops.compute(self._loss(target), flat, _flat(result))
                        if not loops.updates:
                            self._watch_assignments({type(bare(variable)) for variable in flat})
                except Exception as error:  # noqa: BLE001
                    context.recorder.hook_failed("GradientTape.gradient", error)
            return result

        return gradient

    def _loss(self, target):
        flat = _flat(target)
        if len(flat) == 1:
            return flat[0]
        # The gradient of several is that of their sum.
        tf = self._tf
        return tf.add_n([tf.reduce_sum(tf.cast(one, tf.float32)) for one in flat])

    def _record_in_graph(self, loop, losses):
        tf = self._tf
        if tf.executing_eagerly():
            return False
        graph = tf.compat.v1.get_default_graph()
        if not hasattr(graph, "outer_graph"):
            # A graph of TensorFlow 1 runs only what the program asks for.
            return True
        if loop.ring is None:
            loop.ring = LossRing(tf, loop)
        loop.ring.record([loss for loss in losses if self._is_known(loss, graph)], self._replica())
        # The first call builds the graph and runs it at once.
        self._loops.stepping(loop)
        self._new_rings.append((loop, loop.ring))
        return True

    def _replica(self):
        """The number of the replica for which the graph is being built."""
        replica = self._tf.distribute.get_replica_context()
        if replica is None or replica.num_replicas_in_sync == 1:
            return 0
        number = replica.replica_id_in_sync_group
        return number if isinstance(number, int) else int(self._tf.get_static_value(number) or 0)

    @staticmethod
    def _is_known(loss, graph):
        """Whether a tensor belongs to this graph or to one around it."""
        own = getattr(loss, "graph", None)
        while graph is not None and own is not None:
            if graph is own:
                return True
            graph = getattr(graph, "outer_graph", None)
        return own is None

    def _call(self, original):
        """A step of a graph is seen from outside when the function returns: its time, and a stop."""
        context, loops = self._context, self._loops

        def __call__(function, *args, **kwargs):
            found = vars(function).get("_tensorwright_rings")
            if found and self._tf.executing_eagerly():
                for loop, _ in found:
                    loops.stepping(loop)
            result = original(function, *args, **kwargs)
            if self._new_rings and self._tf.executing_eagerly():
                # A graph may have been built more than once.
                found = function._tensorwright_rings = list(dict.fromkeys((found or []) + self._new_rings))
                self._new_rings = []
            if found and self._tf.executing_eagerly():
                now = context.recorder.clock()
                for _, ring in found:
                    ring.called(now)
                if context.stop.requested:
                    context.stop.at_step()
            return result

        return __call__

    # Programs that change their variables themselves: `w.assign_sub(rate * gradient)`.

    def _watch_assignments(self, classes):
        for cls in classes:
            for name in ("assign_sub", "assign_add", "assign"):
                for owner in owners(cls, name)[:1]:
                    undo = around(owner, name, self._assign)
                    if undo:
                        self._undo_assignments.append(undo)

    def _assign(self, original):
        context, loops = self._context, self._loops

        def assign(variable, *args, **kwargs):
            result = original(variable, *args, **kwargs)
            if loops.updates:
                self._forget_assignments()
            elif loops.thread.computed and not loops.thread.depth and not context.inside_keras:
                try:
                    loops.update(None, [variable])
                except Exception as error:  # noqa: BLE001
                    context.recorder.hook_failed("a step by assignment", error)
            return result

        return assign

    def _forget_assignments(self):
        """An optimizer does it: its own assignments need not be watched."""
        for undo in self._undo_assignments:
            undo()
        self._undo_assignments = []


def _flat(structure):
    if isinstance(structure, dict):
        structure = structure.values()
    elif not isinstance(structure, (list, tuple)):
        return [structure]
    return [leaf for part in structure for leaf in _flat(part)]


def _is_variable(value):
    return hasattr(bare(value), "assign")
