"""Calls functions right after a module was imported, and tells the record how long the big libraries take to load."""

import importlib.util
import sys
import time

# Libraries that take seconds to import: the view says which one is being loaded.
_ANNOUNCED = ("torch", "tensorflow", "keras", "tf_keras", "jax", "transformers", "lightning", "pytorch_lightning", "sklearn", "torchvision", "fastai")


class ImportHooks:
    """A finder in front of all others. It finds nothing itself: it wraps the loader of the modules that somebody waits for."""

    def __init__(self):
        self._waiting = {}
        self._busy = set()
        self._context = None
        self._stack = []

    def after(self, name, function):
        """Calls `function(module)` as soon as `name` is imported, at once if it is already."""
        if name in sys.modules and not getattr(getattr(sys.modules[name], "__spec__", None), "_initializing", False):
            self._fire(function, sys.modules[name])
        else:
            self._waiting.setdefault(name, []).append(function)

    def install(self, context):
        self._context = context
        for name in _ANNOUNCED:
            self._waiting.setdefault(name, [])
        sys.meta_path.insert(0, self)

    def find_spec(self, name, path=None, target=None):
        if name not in self._waiting or name in self._busy:
            return None
        self._busy.add(name)
        try:
            spec = importlib.util.find_spec(name)
        except (ImportError, ValueError, AttributeError):
            return None
        finally:
            self._busy.discard(name)
        if spec is not None and hasattr(spec.loader, "exec_module"):
            spec.loader = _HookedLoader(spec.loader, self)
        return spec

    def loading(self, name):
        if name in _ANNOUNCED:
            self._stack.append((name, time.perf_counter()))
            self._context.recorder.enter("importing", name)
            self._context.recorder.flush()

    def loaded(self, name, module):
        try:
            if module is not None:
                for function in self._waiting.pop(name, ()):
                    self._fire(function, module)
        finally:
            if name in _ANNOUNCED and self._stack:
                _, begun = self._stack.pop()
                self._context.recorder.imported(name, time.perf_counter() - begun)
                # What imported this one is still being loaded.
                if self._stack:
                    self._context.recorder.enter("importing", self._stack[-1][0])
                self._context.recorder.flush()

    def _fire(self, function, module):
        """A hook that fails costs what it would have recorded, never the user's import."""
        try:
            function(module)
        except Exception as error:  # noqa: BLE001
            if self._context is not None:
                self._context.recorder.hook_failed("%s of %s" % (function.__name__, module.__name__), error)


class _HookedLoader:
    """Stands in for a loader until the module is executed."""

    def __init__(self, loader, hooks):
        self._loader = loader
        self._hooks = hooks

    def create_module(self, spec):
        return self._loader.create_module(spec)

    def exec_module(self, module):
        # Resources and pickles ask the module for its loader: they must find the real one.
        module.__spec__.loader = self._loader
        module.__loader__ = self._loader
        name = module.__spec__.name
        self._hooks.loading(name)
        done = None
        try:
            self._loader.exec_module(module)
            # A module may replace itself while it is executed.
            done = sys.modules.get(name, module)
        finally:
            self._hooks.loaded(name, done)

    def __getattr__(self, name):
        return getattr(self._loader, name)
