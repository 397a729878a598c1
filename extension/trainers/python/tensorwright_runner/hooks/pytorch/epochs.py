"""The epochs of an optimizer, in the order of what knows best: the passes over its loader, else a variable named `epoch`."""

# This many passes over a loader in a row tell that others do not take turns with it.
_IN_A_ROW = 2


class EpochCount:
    """Of one series of steps. `number` counts from 1; 0 before the first, and where nothing tells."""

    def __init__(self, series):
        self._series = series
        self.number = 0
        self._began = 0.0
        self._is_open = False
        # The loader whose passes are epochs, its newest pass, and how often it came without others in between.
        self._loader = None
        self._pass = None
        self._in_a_row = 0
        self._other = None
        # The variable's value, and what makes an epoch of it.
        self._value = None
        self._base = 0
        self._source = "loader"

    # Passes over a loader

    @property
    def is_in_pass(self):
        return self._pass is not None and not self._pass.is_over

    def is_of(self, loader):
        return loader is self._loader

    def credit(self, batch):
        """A step is made with a batch of a pass that is new to this count."""
        if batch is self._pass or batch is self._other:
            return
        if self._loader is None or batch.loader is self._loader:
            self._in_a_row += 1
        elif self._is_replaced_by(batch):
            self._in_a_row = 1
        else:
            # A part of the same epoch: loaders that take turns.
            self._in_a_row = 0
            self._other = batch
            return
        self._loader, self._pass, self._other = batch.loader, batch, None
        # The pass before may have been left early.
        self._end()
        self._begin(self.number + 1, batch.began, "loader")

    def _is_replaced_by(self, batch):
        if self._loader.is_gone:
            return True
        if not self._pass.is_over:
            return False
        return self._in_a_row >= _IN_A_ROW or (self._other is not None and self._other.loader is batch.loader)

    def pass_is_over(self, batch):
        """A pass with which steps were made has ended, or was left."""
        if batch is self._pass:
            self._end()

    # A variable named `epoch`

    def value_is(self, value):
        """A step was made while the program's variable had this value."""
        if value == self._value:
            return
        if self._value is None:
            # Who begins at 1 counts as we do; who resumes a training is taken at their word.
            self._base = 1 if value == 0 else 0
        self._value = value
        if value + self._base < 1:
            return
        self._end()
        # The step that told of it is its first.
        self._begin(value + self._base, self._series.step_began, "frame")

    def finish(self):
        """The program has come to its end. Nobody tells of the end of a variable's last epoch, or of what was fetched ahead."""
        if self._source == "frame" or (self._pass is not None and self._pass.is_left):
            self._end()

    def _begin(self, number, began, source):
        self.number, self._began, self._source = number, began, source
        self._is_open = True
        self._series.context(epoch=number)

    def _end(self):
        if self._is_open:
            self._is_open = False
            self._series.end_epoch(self.number, self._began, self._source)
