"""Which of our modules hooks which library. They are imported only when the library is."""

import importlib

from .. import own_code

# Library module that is waited for, our module, and the function in it that is called with (context, module).
_HOOKS = (
    ("keras", "keras", "hook_keras"),
    ("tf_keras", "keras", "hook_tf_keras"),
    ("tensorflow", "tensorflow", "hook_tensorflow"),
    ("torch", "torch", "hook_torch"),
    ("lightning.pytorch.trainer.trainer", "lightning", "hook_lightning"),
    ("pytorch_lightning.trainer.trainer", "lightning", "hook_lightning"),
    ("transformers.trainer", "transformers", "hook_transformers"),
)


def install_hooks(context):
    for library, name, function in _HOOKS:
        context.imports.after(library, _lazily(context, name, function))


def _lazily(context, name, function):
    def hook(module):
        with own_code.loading():
            ours = importlib.import_module("%s.%s" % (__name__, name))
        getattr(ours, function)(context, module)

    hook.__name__ = function
    return hook
