"""Trainings in processes that the program starts itself, as `torch.multiprocessing` does.

One such process at a time is recorded: the one of rank 0, else the first that makes a step. It writes to a file of its own, from which the
process of the run takes the records over. The others only end when the run is stopped.
"""

import json
import os
import sys


class Children:
    def __init__(self, context):
        self._context = context
        self._folder = os.path.join(context.plan.directory, "events")
        self._leader = os.path.join(self._folder, "child.leader")
        self._tails = {}
        self._may_have_some = False
        # In a child: whether it may be recorded at all, and whether it is.
        self.is_child = False
        self._may_record = True
        self._records = False

    def install(self):
        if hasattr(os, "register_at_fork"):
            os.register_at_fork(after_in_parent=self._expect, after_in_child=self.became_child)
        self._context.imports.after("multiprocessing.spawn", self._hook_spawn)
        self._context.recorder.closing.append(self._close)

    def _expect(self):
        self._may_have_some = True

    # In the process of the run

    def relay(self):
        """Takes over what children have written since."""
        if not self._may_have_some or self.is_child:
            return
        try:
            names = os.listdir(self._folder)
        except OSError:
            return
        for name in names:
            if name.startswith("child-") and name not in self._tails:
                self._tails[name] = _Tail(os.path.join(self._folder, name), self._context.recorder.opts)
        for tail in self._tails.values():
            for record in tail.read():
                self._context.recorder.relay(record, tail.first_opt)

    def _close(self, status):
        if self.is_child:
            return
        self.relay()
        for tail in self._tails.values():
            _remove(tail.path)
        if self._tails:
            _remove(self._leader)

    def _hook_spawn(self, module):
        """A process that begins anew is told what it belongs to by the first thing that it unpickles."""
        original = module.get_preparation_data
        told = _Told(self._context.plan.directory, self._context.recorder.started_at)

        def get_preparation_data(name):
            data = original(name)
            self._expect()
            if not self._context.recorder.training_began:
                data["tensorwright"] = told
            return data

        module.get_preparation_data = get_preparation_data

    # In a child

    def became_child(self):
        """Right after a fork, or at the beginning of a process."""
        self._may_record = self._records is False and not self._context.recorder.training_began
        self.is_child = True
        self._tails = {}
        self._context.stop.error = lambda: SystemExit(0)

    def record(self):
        """Whether this child is recorded from now on; asked when it is about to make a step."""
        if self._may_record and not self._records:
            self._may_record = _rank() == 0 and self._lead()
            if self._may_record:
                self._records = True
                self._context.recorder.revive(os.path.join(self._folder, "child-%d.jsonl" % os.getpid()), self._context.stop.poll)
        return self._records

    def _lead(self):
        """Whether no other child is recorded at this time."""
        for _ in range(2):
            try:
                with open(self._leader, "x", encoding="ascii") as file:
                    file.write(str(os.getpid()))
                return True
            except FileExistsError:
                try:
                    with open(self._leader, encoding="ascii") as file:
                        pid = int(file.read() or 0)
                except (OSError, ValueError):
                    return False
                if not pid or _lives(pid):
                    return False
                _remove(self._leader)
            except OSError:
                return False
        return False

    def left(self, code):
        """A child comes to its end with an exit code."""
        if self.is_child and self._records:
            self._records = False
            self._context.recorder.leave("ok" if code == 0 else "failed")
            _remove(self._leader)


class _Tail:
    """Reads the whole lines of a file that grows."""

    def __init__(self, path, first_opt):
        self.path = path
        # The optimizers of the child count on from those before it.
        self.first_opt = first_opt
        self._offset = 0
        self._rest = b""

    def read(self):
        try:
            if os.path.getsize(self.path) <= self._offset:
                return []
            with open(self.path, "rb") as file:
                file.seek(self._offset)
                data = file.read()
        except OSError:
            return []
        self._offset += len(data)
        lines = (self._rest + data).split(b"\n")
        self._rest = lines.pop()
        records = []
        for line in lines:
            try:
                records.append(json.loads(line.decode("utf-8", "replace")))
            except ValueError:
                continue
        return records


class _Told:
    """Unpickles by running `spawned.py`, wherever the copy of the trainer lies."""

    def __init__(self, directory, started_at):
        self._directory = directory
        self._started_at = started_at

    def __reduce__(self):
        import runpy

        script = os.path.join(os.path.dirname(os.path.abspath(__file__)), "spawned.py")
        return (runpy.run_path, (script, {"DIRECTORY": self._directory, "STARTED_AT": self._started_at}, "tensorwright_spawned"))


def _rank():
    """The place among processes that train together; 0 where nobody says."""
    distributed = sys.modules.get("torch.distributed")
    try:
        if distributed is not None and distributed.is_available() and distributed.is_initialized():
            return distributed.get_rank()
    except Exception:  # noqa: BLE001
        pass
    return int(os.environ["RANK"]) if os.environ.get("RANK", "").isdigit() else 0


def _lives(pid):
    if sys.platform == "win32":
        return True
    try:
        os.kill(pid, 0)
        return True
    except ProcessLookupError:
        return False
    except OSError:
        return True


def _remove(path):
    try:
        os.remove(path)
    except OSError:
        pass
