"""Asks a library what programs of a few lines give, and writes the answers, one a line.

A generator is a module with `HEADER` (the imports), `LIBRARIES` (whose versions are recorded), `BEFORE` where each program needs a fresh start
that is not part of it (a graph of its own), and `cases(rng)`, which yields
`(name, program)`: the qualified name of what is asked about and the program, whose last line is an expression of one line. Everything is seeded:
the same libraries give the same files. A case: `n` name, `s` program; then `o` shape and `d` element type of an array, or `m` the same
of each item of a sequence, or `v` a plain number, text or truth value, or `r` the exception (with `l`, the line that raises, from 0).
What gives anything else is left out.
"""

import ast
import importlib
import importlib.metadata
import json
import os
import random
import re
import sys
import warnings

os.environ.setdefault("KERAS_BACKEND", "jax")
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
warnings.simplefilter("ignore")

# What tracebacks call the program.
PROGRAM = "<program>"

HERE = os.path.dirname(os.path.abspath(__file__))


def array_of(value):
    """Shape and element type of an array of any library, or None."""
    shape, dtype = getattr(value, "shape", None), getattr(value, "dtype", None)
    if shape is None or callable(shape):
        return None
    try:
        # TensorFlow 1 has objects for extents.
        dims = [None if n is None else int(n) for n in (getattr(n, "value", n) for n in shape)]
    except (TypeError, ValueError):
        return None
    return {"o": dims, "d": None if dtype is None else re.sub(r"^<dtype: '(\w+)'>$|^torch\.", r"\1", str(dtype)).removesuffix("_ref")}


def answer_of(value):
    found = array_of(value)
    if found is not None:
        return found
    if value is None or isinstance(value, (bool, int, str)):
        return {"v": value}
    if isinstance(value, float):
        return {"v": value if value == value and abs(value) != float("inf") else None}
    if isinstance(value, (list, tuple)) and len(value) <= 16:
        items = [array_of(item) or ({"v": item} if item is None or isinstance(item, (bool, int)) else None) for item in value]
        if all(items):
            return {"m": items}
    return None


def raising_line(error, otherwise):
    """The innermost line of the program in the traceback, from 0."""
    found = otherwise
    trace = error.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == PROGRAM:
            found = trace.tb_lineno - 1
        trace = trace.tb_next
    return found


def ask(name, program, scope, before):
    scope = dict(scope)
    exec(before, scope)
    case = {"n": name, "s": program}
    *before, last = ast.parse(program).body
    number = 0
    try:
        for statement in before:
            number = statement.lineno - 1
            exec(compile(ast.Module([statement], []), PROGRAM, "exec"), scope)
        number = last.lineno - 1
        found = answer_of(eval(compile(ast.Expression(last.value), PROGRAM, "eval"), scope))
        return None if found is None else {**case, **found}
    except SyntaxError:
        raise
    except Exception as error:  # noqa: BLE001
        at = raising_line(error, number)
        return {**case, "r": type(error).__name__, **({"l": at} if at < last.lineno - 1 else {})}


def version_of(library):
    return ".".join(map(str, sys.version_info[:2])) if library == "python" else importlib.metadata.version(library)


def record(generator, folder):
    sys.path.insert(0, HERE)
    module = importlib.import_module(generator)
    scope = {}
    exec(module.HEADER, scope)
    cases, seen = [], set()
    for name, program in module.cases(random.Random(generator)):
        if program in seen:
            continue
        seen.add(program)
        case = ask(name, program, scope, getattr(module, "BEFORE", ""))
        if case is not None:
            cases.append(case)
    versions = {library: version_of(library) for library in module.LIBRARIES}
    head = json.dumps({"header": module.HEADER, "versions": versions}, ensure_ascii=False)
    body = ",\n".join(json.dumps(case, ensure_ascii=False, separators=(",", ":")) for case in cases)
    with open(os.path.join(folder, generator.replace(".", "_") + ".json"), "w", encoding="utf-8") as file:
        file.write(f'{head[:-1]}, "cases": [\n{body}\n]}}\n')
    print(f"{generator}: {len(cases)} cases, {sum('r' in case for case in cases)} refused")


if __name__ == "__main__":
    for wanted in sys.argv[2:]:
        record(wanted, sys.argv[1])
