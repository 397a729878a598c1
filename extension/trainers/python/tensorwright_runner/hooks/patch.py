"""Puts functions of ours around those of a library."""

import functools


def around(owner, name, make):
    """Replaces the function `name` of a class or module by `make(original)`. Gives a function that puts the original back, or
    `None` when there is nothing to replace. What looks at the new one sees the name, the signature and the module of the old.
    """
    original = vars(owner).get(name)
    if original is None or hasattr(original, "tensorwright_original"):
        return None
    replacement = functools.update_wrapper(make(original), original)
    replacement.tensorwright_original = original
    # AutoGraph rewrites the functions that a traced one calls; it must leave this one as it is.
    replacement.autograph_info__ = {}
    setattr(owner, name, replacement)

    def undo():
        if vars(owner).get(name) is replacement:
            setattr(owner, name, original)

    return undo


def owners(cls, name):
    """The classes that `cls` gets `name` from, nearest first: each may call the next by `super()`."""
    return [base for base in cls.__mro__ if name in vars(base)]


def bare(variable):
    """The framework's variable in one of Keras 3's."""
    return vars(variable).get("_value", variable) if hasattr(variable, "__dict__") else variable
