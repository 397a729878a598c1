"""`process.json` and the output of a run that a debugger started, for which no launcher stands in."""

import io
import json
import os
import socket
import sys


def write(directory):
    """Identifies this process as the launcher does: pid, start time, boot id, host."""
    pid = os.getpid()
    record = {"version": 1, "pid": pid, "startTime": _start_time(pid), "bootId": _boot_id(), "host": socket.gethostname()}
    file = os.path.join(directory, "process.json")
    with open(file + ".tmp", "w", encoding="utf-8") as out:
        json.dump(record, out, indent=2)
        out.write("\n")
    os.replace(file + ".tmp", file)


def _start_time(pid):
    try:
        with open("/proc/%d/stat" % pid, encoding="utf-8", errors="replace") as file:
            text = file.read()
        return text[text.rindex(")") + 2 :].split()[19]
    except (OSError, ValueError, IndexError):
        return ""


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
