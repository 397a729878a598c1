"""`torch.compile`: our functions are no part of what it compiles."""

from ..patch import around


def hook_compiler(tracker, torch, imports):
    # What it finds in these files it leaves alone, as it does with the standard library.
    for name in ("trace_rules", "skipfiles"):
        imports.after("torch._dynamo." + name, lambda module: module.add(__name__.partition(".")[0]))
    if hasattr(torch, "compile"):
        around(torch, "compile", lambda original: _compile(tracker, original))


def _compile(tracker, original):
    def compile(*args, **kwargs):
        # Hooks in every module would be compiled, too.
        tracker.models.look_away()
        return original(*args, **kwargs)

    return compile
