"""Runs programs on the real frameworks and says how each ends.

`run_programs.py < jobs.jsonl > ends.jsonl`: a job a line, `{"id": …, "cells": [text, …]}` (a script is one cell), an end a line, in the
order of the jobs: `{"id": …, "ends": "runs"}`, or with the exception's class `ends`, its `message` and where the program itself was:
`cell` and `line`, both from 0, of the innermost of its frames; or `ends` is "late" or "killed".

The frameworks are imported once; each program runs in a forked child of its own, in an empty folder, with a limit of time. Data sets
that would be downloaded are random arrays of the true element types and extents, with fewer samples (all of them where `MUTANT_SAMPLES`
is "all"). A job with `names` is run with what its names are given noted down (`note_names.py`), as far as it comes.
"""

import functools
import json
import os
import re
import resource
import select
import shutil
import signal
import sys
import tempfile
import time
import traceback

os.environ.setdefault("KERAS_BACKEND", "tensorflow")
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("CUDA_VISIBLE_DEVICES", "-1")
os.environ.setdefault("TF_NUM_INTRAOP_THREADS", "1")
os.environ.setdefault("TF_NUM_INTEROP_THREADS", "1")
os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
os.environ.setdefault("MPLBACKEND", "Agg")

SECONDS = float(os.environ.get("MUTANT_SECONDS", "40"))
PARALLEL = int(os.environ.get("MUTANT_PARALLEL", "2"))
LONGEST_MESSAGE = 240
MEMORY = 6 << 30


IS_TORCH = os.environ.get("MUTANT_FRAMEWORK") == "torch"


def import_frameworks():
    """Imports what the programs use, without starting a thread that a forked child would lack."""
    if IS_TORCH:
        import torch_programs

        torch_programs.import_frameworks()
        return
    import keras
    import matplotlib.pyplot
    import numpy
    import pandas
    import scipy
    import sklearn.datasets
    import sklearn.ensemble
    import sklearn.linear_model
    import sklearn.metrics
    import sklearn.model_selection
    import sklearn.pipeline
    import sklearn.preprocessing
    import tensorflow

    replace_data_sets(keras, numpy)
    tensorflow.keras.Model  # noqa: B018 — loads the lazy module in the parent


def replace_data_sets(keras, np):
    """Random data in place of downloads. The smaller numbers of samples have the prime factors of the true ones."""
    everything = os.environ.get("MUTANT_SAMPLES") == "all"

    def images(shape, classes, samples, label_shape=(), label_type="uint8"):
        def load_data(*_, **__):
            rng = np.random.default_rng(7)

            def part(n):
                labels = np.arange(n).reshape((n, *label_shape)) if label_shape else np.arange(n)
                return rng.integers(0, 256, (n, *shape), dtype="uint8"), (labels % classes).astype(label_type)

            return tuple(part(n) for n in samples[everything])

        return load_data

    def words(classes, samples, vocabulary):
        def load_data(path="", num_words=None, skip_top=0, maxlen=None, seed=113, start_char=1, oov_char=2, index_from=3, **_):
            rng = np.random.default_rng(seed)
            top = min(num_words or vocabulary, vocabulary)

            def part(n):
                texts = np.empty((n,), dtype=object)
                for row in range(n):
                    texts[row] = [start_char, *rng.integers(index_from, max(top, index_from + 1), 12 + row % 40).tolist()]
                return texts, np.arange(n) % classes

            return tuple(part(n) for n in samples[everything])

        return load_data

    def table(path="", test_split=0.2, seed=113):
        rng = np.random.default_rng(seed)
        x, y = rng.random((506, 13)), rng.random(506) * 50
        n = int(506 * (1 - test_split))
        return (x[:n], y[:n]), (x[n:], y[n:])

    def housing(version="large", path="", test_split=0.2, seed=113):
        rng = np.random.default_rng(seed)
        total = 600 if version == "small" else 20640
        x, y = rng.random((total, 8)).astype("float32"), rng.random(total).astype("float32") * 1e5
        n = int(total * (1 - test_split))
        return (x[:n], y[:n]), (x[n:], y[n:])

    data = keras.datasets
    data.mnist.load_data = images((28, 28), 10, ((240, 80), (60000, 10000)))
    data.fashion_mnist.load_data = images((28, 28), 10, ((240, 80), (60000, 10000)))
    data.cifar10.load_data = images((32, 32, 3), 10, ((200, 80), (50000, 10000)), (1,))
    data.cifar100.load_data = images((32, 32, 3), 100, ((200, 80), (50000, 10000)), (1,), "int64")
    data.imdb.load_data = words(2, ((200, 200), (25000, 25000)), 88587)
    data.reuters.load_data = words(46, ((180, 92), (8982, 2246)), 30982)
    data.boston_housing.load_data = table
    data.california_housing.load_data = housing
    data.imdb.get_word_index = lambda path="": {f"word{i}": i + 1 for i in range(88584)}


def without_magics(text):
    """A notebook's cell as plain Python of the same lines."""
    return re.sub(r"(?m)^(\s*)[%!].*$", r"\1pass", text)


def run_step_by_step():
    """Trains without compiling, and two batches of a call: whatever fails does so there, many times faster.

    Compiled code forgives some indices that are out of range, so a failure of an operation is `doubtful`: it is run again as it is.
    """
    import keras
    import tensorflow
    from keras.src.backend.tensorflow.trainer import TensorFlowTrainer

    tensorflow.config.run_functions_eagerly(True)

    def briefly(method):
        @functools.wraps(method)
        def brief(*args, **kwargs):
            before = keras.config.max_steps_per_epoch()
            keras.config.set_max_steps_per_epoch(2)
            try:
                return method(*args, **kwargs)
            finally:
                keras.config.set_max_steps_per_epoch(before)

        return brief

    TensorFlowTrainer.fit = briefly(TensorFlowTrainer.fit)
    TensorFlowTrainer.evaluate = briefly(TensorFlowTrainer.evaluate)


def run(job):
    """Runs a program in this process; the answer says how it ended."""
    if not job.get("compiled") and not IS_TORCH:
        run_step_by_step()
    notebook = len(job["cells"]) > 1
    names = []
    for number, text in enumerate(job["cells"]):
        name = os.path.abspath(f"program_cell{number}.py" if notebook else "program.py")
        with open(name, "w", encoding="utf-8") as file:
            file.write(without_magics(text) if notebook else text)
        names.append(name)
    scope = {"__name__": "__main__", "__file__": names[0], "__builtins__": __builtins__}
    sys.argv = [names[0]]
    sys.modules["__main__"].__dict__.update(scope)
    if job.get("names"):
        return run_with_notes(names)
    try:
        for name in names:
            with open(name, encoding="utf-8") as file:
                code = compile(file.read(), name, "exec")
            exec(code, sys.modules["__main__"].__dict__)
    except SystemExit as error:
        if not error.code:
            return {"ends": "runs"}
        return {"ends": "SystemExit", "message": str(error.code)[:LONGEST_MESSAGE], **place_of(error, names)}
    except SyntaxError as error:
        if error.filename in names:
            return {"ends": "SyntaxError", "message": str(error.msg), "cell": names.index(error.filename), "line": error.lineno - 1}
        return {"ends": "SyntaxError", "message": shortened(error), **place_of(error, names)}
    except BaseException as error:  # noqa: BLE001
        answer = {"ends": type(error).__name__, "message": shortened(error), **place_of(error, names)}
        return {**answer, "doubtful": is_doubtful(error, job)} if is_doubtful(error, job) else answer
    return {"ends": "runs"}


def run_with_notes(names):
    """What the names hold, also of a program that takes longer than it may."""
    from note_names import CALL, Notes, with_notes

    notes = sys.modules["__main__"].__dict__[CALL] = Notes()

    def late(*_):
        raise TimeoutError("late")

    signal.signal(signal.SIGALRM, late)
    signal.alarm(int(SECONDS * 0.8))
    ends = {"ends": "runs"}
    try:
        for cell, name in enumerate(names):
            with open(name, encoding="utf-8") as file:
                code = with_notes(file.read(), name, cell)
            exec(code, sys.modules["__main__"].__dict__)
    except SystemExit:
        pass
    except BaseException as error:  # noqa: BLE001
        ends = {"ends": type(error).__name__, "message": shortened(error)}
    signal.alarm(0)
    return {**ends, "names": notes.rows()}


def is_doubtful(error, job):
    """Whether an operation failed inside of what Keras would compile."""
    if IS_TORCH:
        return False
    import tensorflow

    frames = [frame.f_code.co_filename for frame, _ in traceback.walk_tb(error.__traceback__)]
    return not job.get("compiled") and isinstance(error, tensorflow.errors.OpError) and any("traceback_utils" in name for name in frames)


def place_of(error, names):
    """The innermost place in the program: of its frames, or of those that a traced function lists in the message."""
    found = None
    for frame, line in traceback.walk_tb(error.__traceback__):
        if frame.f_code.co_filename in names:
            found = names.index(frame.f_code.co_filename), line - 1
    # AutoGraph runs a rewritten copy of a function and lists the frames of the original in the message.
    if "in user code:" in str(error):
        listed = re.findall(r'File "([^"]+)", line (\d+)', str(error))
        for name, line in listed:
            if name in names:
                found = names.index(name), int(line) - 1
    return {"cell": found[0], "line": found[1]} if found else {}


def shortened(error):
    text = str(error)
    if "in user code:" in text:
        # The message proper stands after the last frame's source line.
        parts = [part for part in re.split(r"\n\s*\n|\n(?=\s*\w+(?:Error|Exception)?: )", text) if part.strip()]
        tail = re.search(r"\n\s*(?:\w+Error|\w+Exception): (.*)", text, re.DOTALL)
        text = tail.group(1) if tail else parts[-1]
    text = re.sub(r"\x1b\[[0-9;]*m", "", text)
    text = re.sub(r"/\S*/site-packages/", "", text)
    text = re.sub(r"(?<![\w.])/(?:[\w.@-]+/)+", "", text)
    text = re.sub(r"0x[0-9a-f]{6,}", "0x", text)
    text = re.sub(r"(<(?:KerasTensor|tf\.Tensor)[^>]{60})[^>]*>", r"\1…>", text)
    text = re.sub(r"\s+", " ", text).strip()
    return text[:LONGEST_MESSAGE]


def child(job, answer):
    folder = tempfile.mkdtemp(prefix="mutant-")
    os.setsid()
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY * 4, MEMORY * 4))
    os.chdir(folder)
    nothing = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(nothing, stream)
    sys.stdout = open(os.devnull, "w")  # noqa: SIM115
    sys.stderr = sys.stdout
    try:
        import random

        import numpy

        random.seed(1)
        numpy.random.seed(1)
        result = run(job)
    except BaseException as error:  # noqa: BLE001
        result = {"ends": "harness", "message": repr(error)[:LONGEST_MESSAGE]}
    os.write(answer, json.dumps(result).encode())
    os.close(answer)
    os.chdir("/")
    shutil.rmtree(folder, ignore_errors=True)
    os._exit(0)


def main():
    jobs = [json.loads(line) for line in sys.stdin if line.strip()]
    if not jobs:
        return
    import_frameworks()
    waiting = list(enumerate(jobs))
    running, ended, written = {}, {}, 0
    while waiting or running:
        while waiting and len(running) < PARALLEL:
            index, job = waiting.pop(0)
            read, write = os.pipe()
            pid = os.fork()
            if pid == 0:
                os.close(read)
                child(job, write)
            os.close(write)
            running[read] = (index, pid, time.monotonic(), b"")
        ready, _, _ = select.select(list(running), [], [], 0.5)
        for read in list(running):
            index, pid, since, text = running[read]
            if read in ready:
                part = os.read(read, 65536)
                if part:
                    running[read] = (index, pid, since, text + part)
                    continue
                result = json.loads(text) if text else {"ends": "killed"}
                if result.pop("doubtful", False):
                    waiting.insert(0, (index, {**jobs[index], "compiled": True}))
                    result = None
            elif time.monotonic() - since > SECONDS:
                result = {"ends": "late"}
            else:
                continue
            try:
                os.killpg(pid, signal.SIGKILL)
            except (ProcessLookupError, PermissionError):
                pass
            os.waitpid(pid, 0)
            os.close(read)
            del running[read]
            if result is not None:
                ended[index] = {"id": jobs[index]["id"], **result, "seconds": round(time.monotonic() - since, 1)}
        while written in ended:
            print(json.dumps(ended.pop(written), ensure_ascii=False), flush=True)
            written += 1


if __name__ == "__main__":
    main()
