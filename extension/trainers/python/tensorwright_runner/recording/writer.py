"""Appends records to the events file."""

import errno
import json
import os
import threading
import time

from .numbers import JsonText, json_number

# While nothing can be written, older records than these are given up: training must not run out of memory because a disk is full.
_MOST_WAITING_BYTES = 8 << 20
_RETRY_SECONDS = 1.0


class EventWriter:
    """Records wait until `flush` and go out in one `write` to a file that is open for appending. A folder that cannot be written
    is no reason to lose the training: the writer says so once, by `trouble(error)`, and keeps trying."""

    def __init__(self, directory, rank, attempt, started, trouble, file=None):
        self.file = file or os.path.join(directory, "events", "%d.%d.jsonl" % (rank, attempt))
        self._directory = directory
        self._rank = rank
        self._attempt = attempt
        self._started = started
        self._trouble = trouble
        self._lock = threading.Lock()
        self._sequence = 0
        self._waiting = []
        self._waiting_bytes = 0
        self._descriptor = None
        self._failed_at = None
        # A forked child shares the descriptor; what it would write is not of this run's process.
        self._closed = False
        if hasattr(os, "register_at_fork"):
            os.register_at_fork(after_in_child=self._forget)

    def _forget(self):
        self._closed = True
        self._lock = threading.Lock()

    def now(self):
        """Seconds since the start of the run."""
        return time.perf_counter() - self._started

    def add(self, kind, fields, at=None):
        """Adds a record. `at` is its time in seconds since the start when that is not now. Fields that are `None` are left out."""
        if self._closed:
            return
        time_ = self.now() if at is None else at
        with self._lock:
            record = {"v": 1, "k": kind, "q": self._sequence, "t": round(time_, 6), "rank": self._rank, "attempt": self._attempt}
            texts = ""
            for name, value in fields.items():
                if type(value) is JsonText:
                    texts += ',"%s":%s' % (name, value)
                elif value is not None:
                    record[name] = value
            try:
                text = json.dumps(record, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
                if texts:
                    text = text[:-1] + texts + "}"
                line = text.encode("utf-8", "backslashreplace") + b"\n"
            except (TypeError, ValueError):
                text = json.dumps(_plain(record), separators=(",", ":"))
                line = (text[:-1] + texts + "}").encode("utf-8", "backslashreplace") + b"\n"
            self._sequence += 1
            self._waiting.append(line)
            self._waiting_bytes += len(line)

    def flush(self, last=False):
        """Writes what waits. `last`: the process ends, so a pause after a failure is not waited for."""
        if not self._waiting_bytes or self._closed:
            return
        with self._lock:
            if self._failed_at is not None and not last and time.perf_counter() - self._failed_at < _RETRY_SECONDS:
                self._limit()
                return
            try:
                if self._descriptor is None:
                    self._descriptor = self._open()
                while self._waiting:
                    data = self._waiting[0] if len(self._waiting) == 1 else b"".join(self._waiting)
                    # A write can be cut short by a full disk; the rest of the record follows as soon as there is room again.
                    written = os.write(self._descriptor, data)
                    self._waiting = [data[written:]] if written < len(data) else []
                    self._waiting_bytes = len(data) - written
                self._failed_at = None
            except OSError as error:
                if self._failed_at is None:
                    self._trouble(error)
                self._failed_at = time.perf_counter()
                self._limit()

    def _open(self):
        # The run directory itself is never made anew: who removed it meant the run.
        if not os.path.isdir(self._directory):
            raise OSError(errno.ENOENT, os.strerror(errno.ENOENT), self._directory)
        os.makedirs(os.path.dirname(self.file), exist_ok=True)
        flags = os.O_WRONLY | os.O_APPEND | os.O_CREAT | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)
        return os.open(self.file, flags, 0o644)

    def _limit(self):
        # The first piece may be the rest of a record that is half on disk: it stays.
        while self._waiting_bytes > _MOST_WAITING_BYTES and len(self._waiting) > 1:
            self._waiting_bytes -= len(self._waiting.pop(1))


def _plain(value):
    """Anything as JSON, with numbers that JSON lacks as text, and what is unknown as its `str`."""
    if value is None or isinstance(value, (bool, int, str)):
        return value
    if isinstance(value, float):
        return json_number(value)
    if isinstance(value, dict):
        return {str(name): _plain(item) for name, item in value.items()}
    if isinstance(value, (list, tuple, set, frozenset)):
        return [_plain(item) for item in value]
    try:
        return _plain(float(value))
    except (TypeError, ValueError):
        return str(value)
