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
        # What the hooks of PyTorch share with those of libraries on top of it; `None` until it is imported.
        self.torch = None

    def epochs_asked(self):
        """Number of epochs that the person asked for, or `None` to keep the program's own."""
        return self.plan.epochs
