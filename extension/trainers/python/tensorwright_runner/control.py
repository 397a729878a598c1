"""Knows whether the run was asked to end: by its `stop` file, or by a signal."""

import os
import time

_POLL_SECONDS = 0.1


class StopRun(BaseException):
    """Unwinds a training loop. Not an `Exception`, so that a program which catches those still ends; one that catches all
    meets it again at its next step."""

    def __init__(self):
        super().__init__("The run was stopped.")


class StopControl:
    """`requested` is a plain attribute, so that asking at each step costs nothing."""

    def __init__(self, directory):
        self._file = os.path.join(directory, "stop")
        self._polled_at = 0.0
        self._listeners = []
        self.requested = False
        self.requested_at = 0.0
        # Makes what ends a loop at its next step.
        self.error = StopRun
        # When a hook last ran: a program between two steps is given time to finish what it does.
        self.hooked_at = 0.0

    def on_request(self, listener):
        """Calls `listener()` when the stop is asked for, from whatever thread finds out."""
        self._listeners.append(listener)

    def request(self):
        if self.requested:
            return
        self.requested_at = time.perf_counter()
        self.requested = True
        for listener in list(self._listeners):
            listener()

    def poll(self):
        """Looks at the disk, ten times a second at most."""
        now = time.perf_counter()
        if not self.requested and now - self._polled_at >= _POLL_SECONDS:
            self._polled_at = now
            if os.path.exists(self._file):
                self.request()
        return self.requested

    def at_step(self):
        """For the hooks of loops that know no other way to end: raises `StopRun` when the run was asked to end."""
        if self.requested:
            self.hooked_at = time.perf_counter()
            raise self.error()

    def seen_by_hook(self):
        """For hooks of frameworks that are asked to end in their own way: whether to ask, and the time at which they were."""
        if self.requested:
            self.hooked_at = time.perf_counter()
        return self.requested
