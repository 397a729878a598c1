"""`process.json`: which process runs a run; and the output of one that a debugger started, for which no launcher stands in."""

import io
import json
import os
import socket
import sys


def write(directory):
    """Identifies this process as the launcher does: pid, start time, boot id, host."""
    file = os.path.join(directory, "process.json")
    os.replace(_write_beside(file, _own_record()), file)


def next_attempt(directory):
    """Number of the attempt that begins now. A session of a debugger may be restarted: then the same run begins anew, and nobody
    has asked this attempt to stop."""
    try:
        os.remove(os.path.join(directory, "stop"))
    except OSError:
        pass
    try:
        names = os.listdir(os.path.join(directory, "events"))
    except OSError:
        return 0
    # RANK.ATTEMPT.jsonl
    numbers = [name.split(".")[1] for name in names if name.count(".") == 2]
    return max([int(number) for number in numbers if number.isdigit()] + [-1]) + 1


def owns_run(directory):
    """Whether this process is the one that runs a run. Who starts a child may be killed before it can record it, and then another
    one is started: of several, the one in `process.json` goes on, and the first creates it. A record of a process that has ended is
    of an earlier attempt."""
    file = os.path.join(directory, "process.json")
    own = _own_record()
    for _ in range(2):
        record = _read(file)
        if record:
            return record["pid"] == own["pid"] or not _lives(record, own)
        try:
            # Created together with its content: the launcher does the same at the same time.
            temporary = _write_beside(file, own)
            try:
                os.link(temporary, file)
            finally:
                os.remove(temporary)
            return True
        except (OSError, AttributeError):
            # Somebody was faster, or nothing can be written here: then nobody else can say that the run is theirs.
            continue
    return True


def _own_record():
    pid = os.getpid()
    return {"version": 1, "pid": pid, "startTime": _stat(pid)[1], "bootId": _boot_id(), "host": socket.gethostname()}


def _write_beside(file, record):
    temporary = "%s.%d.tmp" % (file, record["pid"])
    with open(temporary, "w", encoding="utf-8") as out:
        json.dump(record, out, indent=2)
        out.write("\n")
    return temporary


def _read(file):
    try:
        with open(file, encoding="utf-8") as text:
            record = json.load(text)
        return record if isinstance(record.get("pid"), int) and record["pid"] > 0 else None
    except (OSError, ValueError, AttributeError):
        return None


def _lives(record, own):
    if record.get("host") != own["host"] or (record.get("bootId") and own["bootId"] and record["bootId"] != own["bootId"]):
        return False
    if sys.platform == "win32":
        # There, asking with a signal would end the process; a run that goes on twice for a moment is better than one that never does.
        return False
    try:
        os.kill(record["pid"], 0)
    except ProcessLookupError:
        return False
    except OSError:
        pass
    state, start = _stat(record["pid"])
    # A zombie has ended; only its parent has not asked yet.
    return state not in ("Z", "X") and (not record.get("startTime") or not own["startTime"] or start == record["startTime"])


def _stat(pid):
    """State and start time, in clock ticks since the machine started; empty where the system does not tell."""
    try:
        with open("/proc/%d/stat" % pid, encoding="utf-8", errors="replace") as file:
            text = file.read()
        fields = text[text.rindex(")") + 2 :].split()
        return fields[0], fields[19]
    except (OSError, ValueError, IndexError):
        return "", ""


def _boot_id():
    try:
        with open("/proc/sys/kernel/random/boot_id", encoding="ascii") as file:
            return file.read().strip()
    except OSError:
        return ""


def copy_output(directory):
    """Writes what the program prints to the run's logs too, beside the debugger's own console."""
    sys.stdout = _Copy(sys.stdout, os.path.join(directory, "stdout.log"))
    sys.stderr = _Copy(sys.stderr, os.path.join(directory, "stderr.log"))


class _Copy(io.TextIOBase):
    """A text stream that writes to two places. A log that cannot be written costs only itself."""

    def __init__(self, stream, path):
        self._stream = stream
        try:
            self._log = open(path, "a", encoding="utf-8", errors="backslashreplace", buffering=1, newline="")
        except OSError:
            self._log = None

    def write(self, text):
        if self._log:
            try:
                self._log.write(text)
                self._log.flush()
            except (OSError, ValueError):
                self._log = None
        return self._stream.write(text)

    def flush(self):
        self._stream.flush()

    def isatty(self):
        return self._stream.isatty()

    def fileno(self):
        return self._stream.fileno()

    @property
    def encoding(self):
        return self._stream.encoding

    @property
    def errors(self):
        return self._stream.errors

    @property
    def buffer(self):
        return self._stream.buffer
