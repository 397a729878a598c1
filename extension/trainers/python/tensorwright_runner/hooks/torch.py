"""PyTorch: connects the parts of `pytorch/` to the library, without a change to what programs compute."""

import os

from .pytorch import compiled
from .pytorch.backward import hook_backward
from .pytorch.graphs import hook_graphs
from .pytorch.loaders import hook_loaders
from .pytorch.scaler import hook_scaler
from .pytorch.steps import hook_steps
from .pytorch.tracker import Tracker


def hook_torch(context, torch):
    """Called once, when `torch` was imported. Hooks of libraries on top of it find the tracker as `context.torch`."""
    tracker = context.torch = Tracker(context, torch)
    if not hook_steps(tracker, torch):
        context.recorder.warn("hook", "PyTorch %s is too old for its steps to be recorded; 2.0 is the first that tells them." % torch.__version__)
        return
    hook_backward(tracker, torch)
    hook_scaler(tracker, torch)
    hook_graphs(tracker, torch)
    hook_loaders(tracker, context.imports)
    compiled.hook_compiler(tracker, torch, context.imports)
    context.memory_facts.append(tracker.memory_facts)
    if hasattr(os, "register_at_fork"):
        os.register_at_fork(after_in_child=tracker.forked)
