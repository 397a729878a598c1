"""Numbers as JSON takes them: it has no NaN and no infinities, so these travel as strings."""

import json
import math


def json_number(value):
    """A float as a JSON number of at most 8 significant digits, or as "NaN", "Infinity", "-Infinity"."""
    value = float(value)
    if math.isfinite(value):
        return float("%.8g" % value)
    if value != value:
        return "NaN"
    return "Infinity" if value > 0 else "-Infinity"


def json_rate(value):
    """A learning rate: a float32 and the number that the program wrote give the same. `None` for what is none."""
    value = None if value is None else json_number(value)
    return None if isinstance(value, str) else value


def json_numbers(values):
    """The same for a dict; what is no number is left out."""
    result = {}
    for name, value in values.items():
        try:
            result[str(name)] = json_number(value)
        except (TypeError, ValueError):
            continue
    return result


class JsonText(str):
    """What is JSON already."""


def json_column(values, form="%.8g"):
    """A list of floats, or `None`, as JSON, made at one go: this is most of what a fast step costs."""
    count = len(values)
    try:
        text = (form + ",") * count % tuple(values)
        # Neither digits nor exponents have this letter, but "nan" and "inf" do.
        if "n" not in text:
            return JsonText("[%s]" % text[:-1])
    except TypeError:
        pass
    return JsonText(json.dumps([None if value is None else json_number(value) for value in values], separators=(",", ":")))


def seconds(value):
    return round(value, 6)
