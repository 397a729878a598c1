"""TensorFlow: loops that the program writes itself around a tape and an optimizer. What Keras trains is seen by its own hooks."""

import atexit
import sys

from .data_passes import DataPasses
from .gradient_tape import TapeHooks
from .keras_model import count_params
from .own_loops import hook_optimizers, loops_of


def hook_tensorflow(context, tf):
    major = int(str(tf.__version__).partition(".")[0])
    if major < 2:
        context.recorder.warn("hook", "TensorFlow %s is too old for its steps to be recorded; 2.0 is the first that tells them." % tf.__version__)
        return
    loops = loops_of(context)
    loops.holders.append((tf.Module, _describe_module))
    TapeHooks(context, tf).install()
    hook_optimizers(context, [tf.compat.v1.train.Optimizer], "apply_gradients", lambda: True)

    loops.data = DataPasses(context, loops)
    for module, name in (("data.ops.iterator_ops", "OwnedIterator"), ("distribute.input_lib", "DistributedIteratorBase")):
        found = getattr(sys.modules.get("tensorflow.python." + module), name, None)
        if found is not None:
            loops.data.install(found)
    # Handlers run in reverse order: this one reads the last losses before TensorFlow takes its devices down.
    atexit.register(context.recorder.flush)


def _describe_module(module):
    return {
        "fw": "tensorflow",
        "name": module.name,
        "class": type(module).__name__,
        "params": count_params(module.variables),
        "trainable": count_params(module.trainable_variables),
        "layers": [],
    }
