"""Makes the mutants of the programs under `test/mutants/programs` and records how each ends on the real frameworks.

`record.py FOLDER [--each N] [--only TEXT] [--minutes N]`: FOLDER is `test/mutants`. A program's mutants are drawn with its own seed, one
kind of change after the other, so that each kind has its share. What is recorded already is kept as long as program and change are the
same; the rest is run. One file of answers for each folder of programs: a mutant a line, in the order of program and place.
"""

import argparse
import json
import os
import random
import subprocess
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, HERE)
from single_changes import single_changes  # noqa: E402
from torch_changes import SHARES as TORCH_SHARES  # noqa: E402
from torch_changes import torch_changes  # noqa: E402

# The shares of the kinds: what a person does most comes most often.
SHARES = {
    "integer": 6, "layer dropped": 3, "layers swapped": 3, "layer duplicated": 2, "loss": 3, "labels": 3, "data": 2, "flag": 3,
    "argument dropped": 3, "argument renamed": 3, "call dropped": 3, "tuple dropped": 2, "tuple duplicated": 1, "tuples swapped": 1,
    "axis": 3, "activation": 2, "padding": 2, "name": 3, "variable": 2, "index dropped": 2, "arguments swapped": 2, "operator": 1,
    "word": 1, "import": 1, "import dropped": 1,
}  # fmt: skip


def cells_of(path):
    with open(path, encoding="utf-8") as file:
        text = file.read()
    if path.endswith(".py"):
        return [text]
    return ["".join(cell["source"]) for cell in json.loads(text)["cells"] if cell["cell_type"] == "code"]


def mutants_of(program, cells, each):
    from run_programs import without_magics

    rng = random.Random(program)
    by_kind = {}
    changes, shares = (torch_changes, TORCH_SHARES) if is_torch(program) else (single_changes, SHARES)
    for cell, text in enumerate(cells):
        for kind, at, old, new in changes(without_magics(text) if len(cells) > 1 else text, rng):
            # A magic's replacement would shift the offsets.
            if text[at : at + len(old)] == old:
                by_kind.setdefault(kind, []).append({"p": program, "c": cell, "at": at, "old": old, "new": new, "kind": kind})
    for found in by_kind.values():
        rng.shuffle(found)
    chosen = []
    while len(chosen) < each and any(by_kind.values()):
        kinds = [kind for kind in shares if by_kind.get(kind)]
        kind = rng.choices(kinds, [shares[kind] for kind in kinds])[0]
        chosen.append(by_kind[kind].pop())
    return chosen


def is_torch(program):
    """Groups of programs are named after their framework; those of Keras are the first."""
    return program.startswith("torch")


def key_of(mutant):
    return json.dumps([mutant["p"], mutant["c"], mutant["at"], mutant["old"], mutant["new"]])


def changed(cells, mutant):
    cells = list(cells)
    text, at = cells[mutant["c"]], mutant["at"]
    cells[mutant["c"]] = text[:at] + mutant["new"] + text[at + len(mutant["old"]) :]
    return cells


def compiles(text):
    from run_programs import without_magics

    try:
        compile(without_magics(text), "mutant", "exec")
    except SyntaxError:
        return False
    return True


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("folder")
    parser.add_argument("--each", type=int, default=20)
    parser.add_argument("--only", default="")
    parser.add_argument("--minutes", type=float, default=1e9)
    options = parser.parse_args()
    until = time.monotonic() + options.minutes * 60
    root = os.path.join(options.folder, "programs")
    for group in sorted(os.listdir(root)):
        record(root, group, os.path.join(options.folder, group + ".jsonl"), options, until)


def record(root, group, answers, options, until):
    known = {}
    if os.path.exists(answers):
        with open(answers, encoding="utf-8") as file:
            known = {key_of(one): one for one in map(json.loads, file)}
    programs = sorted(name for name in os.listdir(os.path.join(root, group)) if name.endswith((".py", ".ipynb")))
    wanted, jobs = [], []
    for number, name in enumerate(programs):
        program = f"{group}/{name}"
        cells = cells_of(os.path.join(root, group, name))
        for turn, mutant in enumerate(mutants_of(program, cells, options.each)):
            mutated = changed(cells, mutant)
            if not compiles(mutated[mutant["c"]]):
                continue
            wanted.append(mutant)
            if key_of(mutant) not in known and options.only in program:
                # The first of each program come first, so that a run that is cut short has some of all.
                jobs.append((turn // 5, number, {"id": key_of(mutant), "cells": mutated}))
    keys = {key_of(mutant) for mutant in wanted}
    known = {key: one for key, one in known.items() if key in keys}
    jobs = [job for _, _, job in sorted(jobs, key=lambda one: one[:2])]
    by_key = {key_of(mutant): mutant for mutant in wanted}
    for done, end in enumerate(run_jobs(jobs, group), 1):
        if end["ends"] not in ("late", "killed", "harness"):
            kept = {name: end[name] for name in ("ends", "message", "line") if end.get(name) is not None}
            known[end["id"]] = {**by_key[end["id"]], **kept, **({"cell": end["cell"]} if end.get("cell") else {})}
        if done % 20 == 0 or done == len(jobs):
            write(answers, wanted, known)
            print(group, done, "of", len(jobs), flush=True)
        if time.monotonic() > until:
            break


def run_jobs(jobs, group=""):
    """The ends of jobs as they come. One process for all of a framework: it is imported once."""
    env = {**os.environ, "MUTANT_FRAMEWORK": "torch" if is_torch(group) else "keras"}
    with tempfile.TemporaryFile("w+") as file:
        file.writelines(json.dumps(job) + "\n" for job in jobs)
        file.seek(0)
        command = [sys.executable, os.path.join(HERE, "run_programs.py")]
        with subprocess.Popen(command, stdin=file, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, env=env) as child:
            try:
                for line in child.stdout:
                    if line.startswith("{"):
                        yield json.loads(line)
            finally:
                child.terminate()


def write(answers, wanted, known):
    with open(answers, "w", encoding="utf-8") as file:
        for mutant in sorted(wanted, key=lambda one: (one["p"], one["c"], one["at"], one["new"])):
            if key_of(mutant) in known:
                file.write(json.dumps(known[key_of(mutant)], ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
