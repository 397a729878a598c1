"""`PYTHON tensorwright_runner --run DIRECTORY`: the training child of Tensorwright for Python programs."""

import os
import sys


def bootstrap():
    """Makes the package importable, and leaves no trace of it on the program's own path."""
    folder = os.path.dirname(os.path.abspath(__file__))
    parent = os.path.dirname(folder)
    # Python puts the folder that it runs in front, which would hide packages of the user behind our modules.
    if sys.path and os.path.abspath(sys.path[0] or os.curdir) in (folder, parent):
        del sys.path[0]
    sys.path.insert(0, parent)
    # Byte code goes beside the copy of the trainer; the program's own goes where it always goes.
    prefix, sys.pycache_prefix = sys.pycache_prefix, os.path.join(parent, "pycache")
    try:
        from tensorwright_runner import app
    finally:
        sys.pycache_prefix = prefix
        sys.path.remove(parent)
    return app.main


main = bootstrap()
if __name__ == "__main__":
    main(sys.argv[1:])
