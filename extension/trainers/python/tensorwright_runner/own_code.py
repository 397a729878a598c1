"""Where the byte code of the runner's own modules goes when they are imported late."""

import contextlib
import os
import sys

_prefix = os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "pycache")


@contextlib.contextmanager
def loading():
    """Byte code of what is imported inside goes beside the copy of the trainer, not into the user's folders."""
    before, sys.pycache_prefix = sys.pycache_prefix, _prefix
    try:
        yield
    finally:
        sys.pycache_prefix = before
