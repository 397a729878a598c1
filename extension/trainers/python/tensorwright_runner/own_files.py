"""Tells the runner's own frames from those of the program."""

import os
import re
import types

from .control import StopRun

_folder = os.path.dirname(os.path.abspath(__file__)) + os.sep
# A frame as a trace prints it, with the line of code below.
_frames_in_text = re.compile(r'^( *)File "%s[^\n]*\n(?:\1 +[^\n]*\n)?' % re.escape(_folder), re.M)


def is_own(filename):
    return filename.startswith(_folder)


def clean_traceback(tb):
    """The same traceback without our frames. Trace entries are rebuilt, since their links cannot be changed on all versions."""
    entries = []
    while tb is not None:
        if not is_own(tb.tb_frame.f_code.co_filename):
            entries.append(tb)
        tb = tb.tb_next
    result = None
    for entry in reversed(entries):
        result = types.TracebackType(result, entry.tb_frame, entry.tb_lasti, entry.tb_lineno)
    return result


def _clean_message(error):
    """AutoGraph writes the frames of the program into the message."""
    if error.args and isinstance(error.args[0], str) and _folder in error.args[0]:
        error.args = (_frames_in_text.sub("", error.args[0]),) + error.args[1:]


def clean_exception(error):
    """Takes our frames out of an exception and of all that led to it."""
    seen = set()
    waiting = [error]
    while waiting:
        current = waiting.pop()
        if current is None or id(current) in seen:
            continue
        seen.add(id(current))
        current.__traceback__ = clean_traceback(current.__traceback__)
        _clean_message(current)
        # A stop unwinds the program by an exception that is no fault to be told of.
        if isinstance(current.__context__, StopRun):
            current.__context__ = None
        waiting += [current.__cause__, current.__context__]
        waiting += list(getattr(current, "exceptions", None) or ())
    return error
