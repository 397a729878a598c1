"""Sees to it that a run ends once, whatever way the program takes: by itself, by `sys.exit`, by an error, by a stop or a signal."""

import atexit
import os
import signal
import sys
import threading
import time

from .control import StopRun
from .failures import describe

# A program that was asked to stop has this long since its last hook to finish what follows its training. The launcher's own
# patience (10 s) must not end first.
_IDLE_SECONDS = 6.0
# An interruption can get lost in code that ignores exceptions, so it is repeated.
_AGAIN_SECONDS = 1.0


class Ending:
    def __init__(self, context):
        self._context = context
        self._pid = os.getpid()
        self._main = threading.main_thread()
        self._code = 0
        self._failed = False
        self._leaving = False
        self._unwinding = False
        self._interrupted_at = 0.0

    def begin(self):
        """Takes over the signals, and registers the last of all exit handlers. Before the program has registered any."""
        atexit.register(self._finish)
        for name in ("SIGTERM", "SIGINT", "SIGBREAK"):
            if hasattr(signal, name):
                signal.signal(getattr(signal, name), self._on_signal)
        if hasattr(signal, "SIGHUP"):
            # The run outlives the window and the terminal it was started from.
            signal.signal(signal.SIGHUP, signal.SIG_IGN)
        if hasattr(os, "register_at_fork"):
            os.register_at_fork(after_in_child=self._forget)
        self._context.stop.on_request(self._on_stop)
        self._hook_exit()
        self._hook_threads()

    def _forget(self):
        """A forked child has signals of its own again: loaders end their workers by them."""
        for name in ("SIGTERM", "SIGHUP"):
            if signal.getsignal(getattr(signal, name)) in (self._on_signal, signal.SIG_IGN):
                signal.signal(getattr(signal, name), signal.SIG_DFL)
        if signal.getsignal(signal.SIGINT) == self._on_signal:
            signal.signal(signal.SIGINT, signal.default_int_handler)

    # Ways out

    def leave(self):
        """The program came to its end."""
        self._leaving = True
        sys.exit(0)

    def leave_after(self, error):
        """The program ended by an exception, from which our frames were taken."""
        self._leaving = True
        stop = self._context.stop
        if isinstance(error, StopRun):
            sys.exit(0)
        if isinstance(error, SystemExit):
            self._leave_with(error.code)
        if isinstance(error, KeyboardInterrupt) and stop.requested:
            sys.exit(0)
        self._note(error)
        _print(error)
        self._code = 130 if isinstance(error, KeyboardInterrupt) else 1
        sys.exit(self._code)

    def leave_uncaught(self, error):
        """The same for an exception that goes on up, to Python itself, which prints it: only from where the program begins."""
        self._leaving = True
        self._note(error)
        self._code = 1
        trace = error.__traceback__
        original = sys.excepthook

        def excepthook(cls, value, tb):
            if value is error:
                # On its way up it collected our frames and those of the debugger.
                tb = trace
                value.__traceback__ = trace
            original(cls, value, tb)

        sys.excepthook = excepthook

    def _note(self, error):
        """Records an exception. On the way out of a run that was stopped it is printed, but the run counts as stopped."""
        self._failed = not self._context.stop.requested
        if self._failed:
            try:
                self._context.recorder.flush()
                self._context.recorder.add("error", **describe(error, self._context))
            except Exception as ours:  # noqa: BLE001
                self._context.recorder.hook_failed("describe the error", ours)

    def _leave_with(self, code):
        """As Python treats the argument of `sys.exit`."""
        if code is None or isinstance(code, int):
            self._code = int(code or 0)
        else:
            self._code = 1
            sys.stderr.write("%s\n" % (code,))
            if not self._context.stop.requested:
                self._context.recorder.add("error", cls="SystemExit", code="exception", msg=str(code), stack=[], trace="%s" % (code,))
        sys.exit(0 if self._context.stop.requested else self._code)

    def _finish(self):
        """The last exit handler: all others have run, and all threads but daemons have ended."""
        if os.getpid() != self._pid:
            self._context.children.left(self._code)
            return
        stopped = self._context.stop.requested
        status = "failed" if self._failed else "stopped" if stopped else "ok" if self._code == 0 else "failed"
        self._context.recorder.end(status, 0 if status == "stopped" else self._code)

    def _hook_exit(self):
        """`os._exit` passes all handlers by."""
        original = os._exit

        def _exit(status):
            if os.getpid() == self._pid:
                self._code = status
                self._finish()
            else:
                self._context.children.left(status)
            original(status)

        os._exit = _exit

    def _hook_threads(self):
        """A training in a thread is unwound like one in the main thread, without a word."""
        original = threading.excepthook

        def excepthook(args):
            if args.exc_type is not StopRun:
                original(args)

        threading.excepthook = excepthook

    # Stop

    def _on_stop(self):
        self._context.recorder.enter("stopping")
        self._context.recorder.flush()

    def _on_signal(self, number, _frame):
        stop, recorder = self._context.stop, self._context.recorder
        if self._unwinding:
            self._unwinding = False
            if not self._leaving:
                raise StopRun()
            return
        if not stop.requested:
            stop.request()
            # Without a step hook there is no better moment to end than this.
            if not recorder.training_began and not self._leaving:
                raise StopRun()
            return
        recorder.end("killed", 128 + number)
        signal.signal(number, signal.SIG_DFL)
        os.kill(os.getpid(), number)

    def on_tick(self):
        """Twenty times a second, in our own thread."""
        stop, recorder = self._context.stop, self._context.recorder
        if not stop.poll() or self._leaving:
            return
        now = time.perf_counter()
        idle = now - max(stop.requested_at, stop.hooked_at)
        if recorder.training_began and idle < _IDLE_SECONDS:
            return
        if now - self._interrupted_at < _AGAIN_SECONDS:
            return
        self._interrupted_at = now
        self._unwinding = True
        if hasattr(signal, "pthread_kill"):
            # To the main thread itself, so that a call in which it waits is interrupted.
            signal.pthread_kill(self._main.ident, signal.SIGTERM)
        else:
            import _thread

            _thread.interrupt_main()


def _print(error):
    """As Python prints an uncaught exception; a hook that the program installed decides."""
    try:
        sys.excepthook(type(error), error, error.__traceback__)
    except Exception:  # noqa: BLE001
        sys.__excepthook__(type(error), error, error.__traceback__)
    try:
        sys.stderr.flush()
    except Exception:  # noqa: BLE001
        pass
