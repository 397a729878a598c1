"""What hooks and helpers share."""


class Context:
    """One for a run. `frameworks` holds what each hooked framework adds for others to ask: facts about memory."""

    def __init__(self, plan, recorder, stop, imports):
        self.plan = plan
        self.recorder = recorder
        self.stop = stop
        self.imports = imports
        # Functions without arguments that tell what a training holds in memory, as `OutOfMemoryFacts`; asked after a failure.
        self.memory_facts = []
        # Above 0 while Keras itself trains: what it calls of the frameworks below it is no loop of the program's own.
        self.inside_keras = 0
        # An `own_loops.OwnLoops`, once a library is hooked around which programs write loops themselves; and the number of their steps.
        self.loops = None
        self.loop_steps = 0
        self._device = None
        # What the hooks of PyTorch share with those of libraries on top of it; `None` until it is imported.
        self.torch = None
        # Processes that the program starts; `None` where nobody looks after them.
        self.children = None

    def tell_device(self, fields):
        """Writes where a framework computes (the fields of a `device` record), when it is not where the last one did."""
        if fields and fields != self._device:
            self._device = fields
            self.recorder.add("device", **fields)
            if fields.get("why") and self.plan.device != "cpu":
                self.recorder.warn("device", fields["why"], key="device")

    @property
    def device(self):
        """The backend of the newest `device` record, or `None`."""
        return self._device and self._device["backend"]

    def warn_of_own_loop(self):
        """The number of epochs stands in the program's own loop."""
        if self.plan.epochs is not None:
            text = "This run was asked for %d epochs, but keeps the program's own: its loop is written by hand." % self.plan.epochs
            self.recorder.warn("hook", text, key="own-loop")

    def epochs_asked(self):
        """Number of epochs that the person asked for, or `None` to keep the program's own."""
        return self.plan.epochs
