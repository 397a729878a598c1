"""Finds the model that a loop trains by the variables that it changes."""

import gc

from .keras_model import count_params


def describe_trained(variables, holders):
    """Fields of a `model` record for whatever holds these variables. `holders` are pairs of a class and a function that describes its objects,
    the best first."""
    wanted = {id(variable) for variable in variables}
    for cls, describe in holders:
        holder = _smallest_holder(cls, wanted)
        if holder is not None:
            return describe(holder)
    params = count_params(variables)
    return {"fw": "tensorflow", "class": "Variables", "params": params, "trainable": params, "layers": []}


def _smallest_holder(cls, wanted):
    """The object of a class that has all the variables and the fewest others; of several, the outermost."""
    best = []
    fewest = 0
    for found in _instances(cls):
        try:
            own = {id(variable) for variable in found.trainable_variables}
        except Exception:  # noqa: BLE001  Not built yet, or half deleted.
            continue
        if wanted <= own:
            if not best or len(own) < fewest:
                best, fewest = [], len(own)
            if len(own) == fewest:
                best.append(found)
    inner = {id(part) for found in best for part in _parts(found)}
    return next((found for found in best if id(found) not in inner), None)


def _parts(found):
    """What an object is made of. A `Sequential` trains by a functional model inside it; people know the outer one."""
    parts = [vars(found).get("_functional")]
    if hasattr(found, "_flatten_layers"):
        parts += found._flatten_layers(include_self=False, recursive=True)
    elif hasattr(found, "submodules"):
        parts += found.submodules
    return parts


def _instances(cls):
    kinds = {}
    result = []
    # By the type alone: asking an object for its class wakes modules that are loaded late.
    for found in gc.get_objects():
        kind = type(found)
        is_one = kinds.get(kind)
        if is_one is None:
            is_one = kinds[kind] = issubclass(kind, cls)
        if is_one:
            result.append(found)
    return result
