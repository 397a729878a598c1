"""A run has no keyboard: whoever asks for one is told so, once, and where it can be had."""

import io
import os
import sys

_INPUT = "The program reads standard input, but a run has no keyboard: the input is empty. Debug runs it with one."
_BREAKPOINT = "The program stops at a breakpoint, but a run has no keyboard: it goes on. Debug stops there."


def install(context):
    sys.stdin = io.TextIOWrapper(io.BufferedReader(_NoKeyboard(lambda: _notice(context, "stdin", _INPUT))), encoding="utf-8")
    sys.__stdin__ = sys.stdin

    if os.environ.get("PYTHONBREAKPOINT") in (None, ""):

        def breakpointhook(*_args, **_options):
            _notice(context, "breakpoint", _BREAKPOINT)

        sys.breakpointhook = sys.__breakpointhook__ = breakpointhook

    def hook_pdb(module):
        def set_trace(*_args, **_options):
            _notice(context, "breakpoint", _BREAKPOINT)

        module.set_trace = set_trace

    context.imports.after("pdb", hook_pdb)


class _NoKeyboard(io.RawIOBase):
    """Standard input that is empty from the start. Only reading counts: libraries ask for `isatty` without meaning to read."""

    def __init__(self, notice):
        super().__init__()
        self._notice = notice

    def readable(self):
        return True

    def readinto(self, _buffer):
        self._notice()
        return 0

    def fileno(self):
        return 0

    def isatty(self):
        return False


def _notice(context, code, text):
    """Says it in the output, where the person looks, and in the record, where the views offer *Debug*."""
    if context.recorder.warned(code):
        return
    at = _user_place(context)
    context.recorder.warn(code, text, key=code, at=at)
    sys.stderr.write("%s\n" % text)
    sys.stderr.flush()


def _user_place(context):
    from .failures import is_user_file

    frame = sys._getframe()
    while frame is not None:
        file = os.path.abspath(frame.f_code.co_filename)
        if is_user_file(file, context.plan):
            return {"file": file, "line": frame.f_lineno, "fn": frame.f_code.co_name}
        frame = frame.f_back
    return None
