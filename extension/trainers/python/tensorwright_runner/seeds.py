"""Makes a run repeatable as far as a seed can: Python's own generator at once, those of libraries when they are imported."""

import random


def install(context):
    seed = context.plan.seed
    if seed is None:
        return
    # `PYTHONHASHSEED` must be there before the start; the launcher sets it.
    random.seed(seed)
    after = context.imports.after
    after("numpy", lambda module: module.random.seed(seed % 2**32))
    after("torch", lambda module: module.manual_seed(seed))
    after("tensorflow", lambda module: module.random.set_seed(seed))
    # Keras keeps generators of its own, and seeds its backend's too.
    after("keras", lambda module: module.utils.set_random_seed(seed % 2**32))
    after("tf_keras", lambda module: module.utils.set_random_seed(seed % 2**32))
