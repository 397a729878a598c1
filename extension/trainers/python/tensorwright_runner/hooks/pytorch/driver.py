"""A framework that leads the training itself, and tells what hand-written loops leave to be found out."""


class Driver:
    """`epoch` (from 1) and `bs` are those of the steps that follow. Losses and rates still come from the hooks of PyTorch.

    A driver that sets `holds` gets each step before it is written, in `held`, until it has added what it knows: it calls `release`.
    """

    # Whether the losses of the micro-batches of a step add up to the loss of the step.
    adds_losses = False
    holds = False

    def __init__(self, tracker):
        self.tracker = tracker
        self.epoch = None
        self.bs = None
        self.held = []

    def __enter__(self):
        self.tracker.driver = self
        return self

    def __exit__(self, *_):
        self.release(None)
        if self.tracker.driver is self:
            self.tracker.driver = None

    def step(self, series, loss, lr):
        series.context(epoch=self.epoch, bs=self.bs)
        if self.holds:
            self.held.append((series, loss, self.tracker.recorder.clock(), lr))
        else:
            series.step(loss, None, None, lr)

    def plan(self):
        """What it announced, as `ModelEvent.plan`."""
        return {}

    def release(self, metrics):
        """Writes down the steps that were held, the last of them with `metrics`."""
        held, self.held = self.held, []
        for i, (series, loss, at, lr) in enumerate(held):
            series.step(loss, metrics if i == len(held) - 1 else None, at, lr)
