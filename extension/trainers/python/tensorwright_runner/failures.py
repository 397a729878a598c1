"""An exception of the program as a record: the place in the user's own files, the kind, the trace without our frames."""

import linecache
import os
import re
import sysconfig
import traceback

from .own_files import is_own

_LONGEST_TRACE = 8 << 10
_LONGEST_MESSAGE = 16 << 10
_MOST_PLACES = 50
_PLACE_IN_TEXT = re.compile(r'^\s*File "(.+)", line (\d+), in (.+)$', re.M)
_OUT_OF_MEMORY = re.compile(
    r"out of memory|RESOURCE_EXHAUSTED|can't allocate memory|CUDA_ERROR_OUT_OF_MEMORY|CUBLAS_STATUS_ALLOC_FAILED|Unable to allocate", re.I
)


def describe(error, context):
    """The fields of an `error` record (`ErrorEvent` in extension/protocol/runs.ts)."""
    plan = context.plan
    code = code_of(error)
    elsewhere = []
    if code == "syntax":
        at = _as_opened(_place_of_syntax_error(error), plan)
        places = [_as_opened(place, plan) for place in places_of(error)]
    else:
        # What failed in another process names its places in words; they are further inside than where it came to light.
        elsewhere = places_elsewhere(error)
        places = [_as_opened(place, plan) for place in elsewhere + places_of(error)]
        at = next((place for place in places if is_user_file(place["file"], plan)), None)
    message = _message_of_text(error) if elsewhere else _message(error)
    fields = {
        "cls": type(error).__qualname__,
        "code": code,
        "msg": message[:_LONGEST_MESSAGE],
        "at": at,
        "stack": places[:_MOST_PLACES],
        "trace": _shorten("".join(traceback.format_exception(type(error), error, error.__traceback__)).rstrip("\n")),
    }
    if code == "missing-module":
        fields["module"] = error.name
    if code == "oom":
        fields["memory"] = _memory(context)
    return fields


def code_of(error):
    """The kind of a failure as `ErrorEvent.code` names it."""
    if isinstance(error, ModuleNotFoundError) and error.name:
        return "missing-module"
    if isinstance(error, SyntaxError) and error.filename:
        return "syntax"
    names = {cls.__name__ for cls in type(error).__mro__}
    if isinstance(error, MemoryError) or names & {"OutOfMemoryError", "ResourceExhaustedError"}:
        return "oom"
    # Frameworks raise it as a plain RuntimeError, too; other classes only speak of it.
    if names & {"RuntimeError", "XlaRuntimeError", "JaxRuntimeError", "InternalError"} and _OUT_OF_MEMORY.search(_message(error)):
        return "oom"
    return "exception"


def places_of(error):
    """The frames of an exception, innermost first, as `SourcePlace`s."""
    result = []
    tb = error.__traceback__
    while tb is not None:
        result.append(_place(tb))
        tb = tb.tb_next
    return result[::-1]


def places_elsewhere(error):
    """The places of the traceback that a process which the program started handed over as text: a loader's worker, a pool, `spawn`."""
    places = []
    for text in _tracebacks_in_text(error):
        for file, line, name in _PLACE_IN_TEXT.findall(text):
            if not is_own(file):
                places.append({"file": file, "line": int(line), "fn": name})
    return places[::-1]


def _tracebacks_in_text(error):
    cause = error.__cause__
    texts = [_message(error)] + ([_message(cause)] if "RemoteTraceback" in type(cause).__name__ else [])
    return [rest for _, head, rest in (text.partition("Traceback (most recent call last):") for text in texts) if head]


def _message_of_text(error):
    """What follows the last place and its line of source."""
    text = _tracebacks_in_text(error)[0]
    end = [match.end() for match in _PLACE_IN_TEXT.finditer(text)]
    lines = text[end[-1] if end else 0 :].strip("\n").split("\n")
    while len(lines) > 1 and lines[0].startswith("    "):
        lines.pop(0)
    return "\n".join(lines).strip().strip('"').strip() or _message(error)


def _place(tb):
    code = tb.tb_frame.f_code
    file = os.path.abspath(code.co_filename) if not code.co_filename.startswith("<") else code.co_filename
    place = {"file": file, "line": tb.tb_lineno, "fn": code.co_name}
    if not hasattr(code, "co_positions") or tb.tb_lasti < 0:
        return place
    # Since Python 3.11; columns are bytes of UTF-8, and may be left out to save space.
    for i, (line, end_line, col, end_col) in enumerate(code.co_positions()):
        if i == tb.tb_lasti // 2:
            if line is not None and col is not None and line == tb.tb_lineno:
                place["col"] = _utf16(_line(tb, line), col) + 1
                if end_line is not None and end_col is not None:
                    place["endLine"] = end_line
                    place["endCol"] = _utf16(_line(tb, end_line), end_col) + 1
            break
    return place


def _line(tb, number):
    return linecache.getline(tb.tb_frame.f_code.co_filename, number, tb.tb_frame.f_globals)


def _utf16(line, byte_offset):
    """Bytes of UTF-8 as units of UTF-16, in which editors count."""
    head = line.encode("utf-8", "replace")[:byte_offset].decode("utf-8", "replace")
    return len(head.encode("utf-16-le", "replace")) // 2


def _place_of_syntax_error(error):
    place = {"file": os.path.abspath(error.filename), "line": error.lineno or 1}
    if error.offset and error.offset > 0:
        text = error.text or ""
        place["col"] = _units(text, error.offset - 1) + 1
        end = getattr(error, "end_offset", None)
        if end and end > 0 and getattr(error, "end_lineno", None) == error.lineno and end > error.offset:
            place["endLine"] = error.end_lineno
            place["endCol"] = _units(text, end - 1) + 1
    return place


def _units(text, characters):
    """Characters as units of UTF-16."""
    head = text[:characters]
    return characters + sum(1 for character in head if ord(character) > 0xFFFF)


def _as_opened(place, plan):
    """The place in the file as the person opened it: Python names the files behind links, which no editor has open."""
    for folder in (plan.workspace, os.path.dirname(plan.file)):
        real = os.path.realpath(folder)
        if real != folder and not _is_inside(place["file"], folder) and _is_inside(place["file"], real):
            return dict(place, file=os.path.join(folder, os.path.relpath(place["file"], real)))
    return place


def is_user_file(file, plan):
    """Whether a file is one that the user wrote: in the workspace or beside the program, and no installed library."""
    if file.startswith("<"):
        return False
    if file == plan.file:
        return True
    parts = re.split(r"[\\/]", file)
    if "site-packages" in parts or "dist-packages" in parts:
        return False
    if any(_is_inside(file, folder) for folder in _library_folders()):
        return False
    return _is_inside(file, plan.workspace) or _is_inside(file, os.path.dirname(plan.file))


def _library_folders():
    paths = sysconfig.get_paths()
    return [paths[name] for name in ("stdlib", "platstdlib", "purelib", "platlib") if paths.get(name)]


def _is_inside(file, folder):
    try:
        return os.path.commonpath([os.path.normcase(os.path.abspath(file)), os.path.normcase(os.path.abspath(folder))]) == os.path.normcase(
            os.path.abspath(folder)
        )
    except ValueError:
        return False


def _message(error):
    try:
        # `str` of a KeyError is the key's own text.
        return error.msg if isinstance(error, SyntaxError) and error.msg else str(error)
    except Exception:  # noqa: BLE001
        return "<%s without a text>" % type(error).__name__


def _memory(context):
    facts = {}
    for ask in context.memory_facts:
        try:
            facts.update({name: value for name, value in ask().items() if value is not None})
        except Exception as error:  # noqa: BLE001
            context.recorder.hook_failed("memory facts", error)
    return facts or None


def _shorten(trace):
    """Keeps the beginning and, more of it, the end, where the error is told."""
    if len(trace) <= _LONGEST_TRACE:
        return trace
    head = trace[: _LONGEST_TRACE // 4]
    tail = trace[len(trace) - (_LONGEST_TRACE - len(head) - 8) :]
    return "%s\n  …\n%s" % (head.rpartition("\n")[0], tail.partition("\n")[2])
