"""Runs the user's file as `python FILE ARGS…` would."""

import builtins
import io
import os
import sys
import types
from importlib.machinery import SourceFileLoader

from .own_files import clean_exception


def run_program(context, ending):
    """Executes the file as `__main__`, then the function that was asked for when the file alone trained nothing. Leaves by
    `sys.exit` with the code that Python would give.

    Not by `runpy.run_path`: that takes `__main__` away again before the program's threads and exit handlers have run, and then
    nothing of it can be pickled any more.
    """
    plan = context.plan
    prepare(plan)
    try:
        module = new_main(plan.file)
        with io.open_code(plan.file) as file:
            code = compile(file.read(), plan.file, "exec", dont_inherit=True)
        exec(code, module.__dict__)  # noqa: S102
        entry = module.__dict__.get(plan.target) if plan.target else None
        if callable(entry) and not context.recorder.training_began and not context.stop.requested:
            entry()
    except BaseException as error:  # noqa: BLE001
        clean_exception(error)
        if plan.debug and isinstance(error, Exception):
            # A debugger stops at what nobody catches.
            ending.leave_uncaught(error)
            raise
        ending.leave_after(error)
    ending.leave()


def prepare(plan):
    os.chdir(plan.cwd)
    sys.argv = [plan.file] + plan.args
    if not getattr(sys.flags, "safe_path", False):
        # As Python does it: the folder of the file itself, not of a link to it.
        sys.path.insert(0, os.path.dirname(os.path.realpath(plan.file)))
    # The output is a file that is shown in a terminal: programs that look for one should color as there.
    if "NO_COLOR" not in os.environ:
        os.environ.setdefault("FORCE_COLOR", "1")


def new_main(file):
    """A fresh `__main__`, in place of ours. Children that `multiprocessing` spawns find the user's file by it."""
    module = types.ModuleType("__main__")
    module.__file__ = file
    module.__builtins__ = builtins
    module.__loader__ = SourceFileLoader("__main__", file)
    # What Python itself puts there, by its version.
    if sys.version_info < (3, 15):
        module.__cached__ = None
    if sys.version_info < (3, 14):
        module.__annotations__ = {}
    sys.modules["__main__"] = module
    return module
