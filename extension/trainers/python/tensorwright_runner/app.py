"""Puts the parts together: plan, record, hooks, the program, its end."""

import argparse
import atexit
import os
import platform
import sys

from . import figures, keyboard, process_record, seeds
from .children import Children
from .context import Context
from .control import StopControl
from .endings import Ending
from .hooks import install_hooks
from .imports import ImportHooks
from .plan import read_plan
from .program import run_program
from .recording.recorder import Recorder


def main(argv):
    options = parse(argv)
    try:
        plan = read_plan(options.run)
    except (OSError, ValueError) as error:
        sys.stderr.write("Tensorwright cannot read the plan of this run: %s\n" % error)
        sys.exit(2)
    attempt = options.attempt
    if options.record_process:
        attempt = process_record.next_attempt(plan.directory)
        process_record.write(plan.directory)
        process_record.copy_output(plan.directory)
    # What `torchrun` and its like start belongs to the one that is recorded.
    elif "RANK" not in os.environ and not process_record.owns_run(plan.directory):
        sys.exit(0)

    recorder = Recorder(plan.directory, rank=rank_of(os.environ), attempt=attempt)
    stop = StopControl(plan.directory)
    imports = ImportHooks()
    context = Context(plan, recorder, stop, imports)
    context.children = Children(context)
    ending = Ending(context)
    recorder.started(
        plan,
        versions=dict(plan.versions, python=platform.python_version()),
        python=sys.executable,
        command=[plan.file] + plan.args,
    )
    ending.begin()

    seeds.install(context)
    figures.install(context)
    if not plan.debug:
        keyboard.install(context)
    install_hooks(context)
    imports.install(context)
    context.children.install()
    warn_about_plan(context)
    recorder.start_ticking(ending.on_tick, context.children.relay)
    recorder.enter("building")
    recorder.flush()
    run_program(context, ending)


def begin_in_child(directory, started_at):
    """In a process that the program spawned: the hooks are put in place, and record when it trains."""
    plan = read_plan(directory)
    recorder = Recorder(directory, rank_of(os.environ), started_at=started_at)
    context = Context(plan, recorder, StopControl(directory), ImportHooks())
    context.children = Children(context)
    context.children.became_child()
    recorder.forget()
    atexit.register(context.children.left, 0)
    install_hooks(context)
    context.imports.install(context)
    context.children.install()


def parse(argv):
    parser = argparse.ArgumentParser(prog="tensorwright_runner", allow_abbrev=False)
    parser.add_argument("--run", required=True, metavar="DIRECTORY", help="the run directory, with its run.json")
    parser.add_argument("--attempt", type=int, default=0)
    parser.add_argument("--record-process", action="store_true", help="write process.json and copy the output; for debuggers, which start us")
    return parser.parse_args(argv)


def rank_of(environment):
    """The process's place among those that `torchrun` and its like started."""
    try:
        return max(0, int(environment.get("RANK", "0")))
    except ValueError:
        return 0


def warn_about_plan(context):
    if context.plan.optimizer is not None:
        context.recorder.warn(
            "hook",
            'This run was asked for the optimizer "%s", but keeps the program\'s own: it cannot be replaced in Python yet.'
            % context.plan.optimizer,
        )
