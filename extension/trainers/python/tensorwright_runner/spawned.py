"""Run at the beginning of a process that `multiprocessing` spawned from a recorded program: `DIRECTORY` is the run's, `STARTED_AT` the time
at which it began. A failure costs the record of this process, and nothing else."""

import os
import sys


def begin(directory, started_at):
    folder = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    sys.path.insert(0, folder)
    prefix, sys.pycache_prefix = sys.pycache_prefix, os.path.join(folder, "pycache")
    try:
        from tensorwright_runner import app

        app.begin_in_child(directory, started_at)
    finally:
        sys.pycache_prefix = prefix
        sys.path.remove(folder)


try:
    begin(DIRECTORY, STARTED_AT)  # noqa: F821  Given by whoever runs this file.
except Exception:  # noqa: BLE001
    pass
