"""Numbers as JSON takes them: it has no NaN and no infinities, so these travel as strings."""

import math


def json_number(value):
    """A float as a JSON number of at most 8 significant digits, or as "NaN", "Infinity", "-Infinity"."""
    value = float(value)
    if math.isfinite(value):
        return float("%.8g" % value)
    if value != value:
        return "NaN"
    return "Infinity" if value > 0 else "-Infinity"


def json_numbers(values):
    """The same for a dict; what is no number is left out."""
    result = {}
    for name, value in values.items():
        try:
            result[str(name)] = json_number(value)
        except (TypeError, ValueError):
            continue
    return result


def seconds(value):
    return round(value, 6)
