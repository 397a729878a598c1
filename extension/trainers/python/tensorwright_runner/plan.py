"""The plan of a run: `run.json`, which the launcher wrote."""

import json
import os


class Plan:
    """What the runner needs of the plan. `directory` is the run directory; both paths are absolute."""

    def __init__(self, directory, fields):
        self.directory = directory
        self.id = fields["id"]
        self.file = fields["file"]
        self.args = [str(arg) for arg in fields.get("args") or []]
        self.cwd = fields.get("cwd") or os.path.dirname(self.file)
        self.workspace = fields.get("workspace") or self.cwd
        self.target = fields.get("target")
        self.seed = fields.get("seed")
        self.epochs = fields.get("epochs")
        self.optimizer = fields.get("optimizer")
        self.device = fields.get("device")
        self.debug = bool(fields.get("debug"))
        self.versions = fields.get("versions") or {}

    @property
    def artifacts(self):
        return os.path.join(self.directory, "artifacts")


def read_plan(directory):
    """Reads the plan of a run directory. Raises OSError or ValueError."""
    directory = os.path.abspath(directory)
    with open(os.path.join(directory, "run.json"), encoding="utf-8") as file:
        fields = json.load(file)
    if not isinstance(fields, dict) or not isinstance(fields.get("file"), str) or not isinstance(fields.get("id"), str):
        raise ValueError("run.json is not a plan")
    return Plan(directory, fields)
