"""Records what the names of the programs under `test/mutants/programs` hold when they run on the real frameworks.

`record_names.py FOLDER [--only TEXT]`: FOLDER is `test/mutants`; `names.jsonl` there has a program a line, with `[cell, line, name,
shapes]` for every name that is given an array. Data sets have their true numbers of samples here: the analysis knows them.
"""

import argparse
import json
import os
import sys

os.environ["MUTANT_SAMPLES"] = "all"
os.environ["MUTANT_SECONDS"] = "200"
os.environ.setdefault("MUTANT_PARALLEL", "1")
HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, HERE)
from record import cells_of, is_torch, run_jobs  # noqa: E402


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("folder")
    parser.add_argument("--only", default="")
    options = parser.parse_args()
    root = os.path.join(options.folder, "programs")
    answers = os.path.join(options.folder, "names.jsonl")
    known = {}
    if os.path.exists(answers):
        with open(answers, encoding="utf-8") as file:
            known = {one["p"]: one for one in map(json.loads, file)}
    programs = [f"{group}/{name}" for group in sorted(os.listdir(root)) for name in sorted(os.listdir(os.path.join(root, group)))]
    wanted = [program for program in programs if program.endswith((".py", ".ipynb")) and options.only in program]
    jobs = [{"id": program, "cells": cells_of(os.path.join(root, program)), "names": True} for program in wanted]
    by_framework = [[job for job in jobs if is_torch(job["id"]) == wants_torch] for wants_torch in (False, True)]
    for end in (end for some in by_framework if some for end in run_jobs(some, some[0]["id"])):
        print(end["id"], end["ends"], end.get("message", ""), end["seconds"], flush=True)
        if "names" in end:
            known[end["id"]] = {"p": end["id"], "names": end["names"]}
        with open(answers, "w", encoding="utf-8") as file:
            for program in programs:
                if program in known:
                    file.write(json.dumps(known[program], ensure_ascii=False, separators=(",", ":")) + "\n")


if __name__ == "__main__":
    main()
