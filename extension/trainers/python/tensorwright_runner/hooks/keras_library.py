"""The two families of Keras, and what differs between them: Keras 3 with its backends, and Keras 2 as `tf_keras` and in old TensorFlow."""

import importlib
import sys

from .keras_steps import Held
from .patch import around, owners
from .scalars import read_scalar


class Keras3:
    """`import keras` since version 3; `tf.keras` of TensorFlow 2.16 and newer is the same."""

    update_method = "apply"
    scale_method = "scale_loss"

    def __init__(self, module):
        self.module = module
        self.backend = module.backend.backend()
        self.callback_list = module.callbacks.CallbackList
        self.layer = module.layers.Layer
        self.trainers = owners(module.Model, "fit")
        self.batch_trainers = owners(module.Model, "train_on_batch")
        self.optimizers = _with_own(module.optimizers.Optimizer, "apply")
        self.epoch_iterator = importlib.import_module("keras.src.trainers.epoch_iterator").EpochIterator
        # JAX takes the variables away while it trains, so that what they count cannot be kept.
        self.can_keep = self.backend != "jax"

    def hook_losses(self, calls):
        """Lets a `fit` know the loss of each batch as it is computed. Only PyTorch computes it at once, and unless it compiles the step."""
        if self.backend != "torch":
            return

        def make(original):
            def _compute_loss(model, *args, **kwargs):
                loss = original(model, *args, **kwargs)
                call = calls()
                if call is not None and call.model is model and kwargs.get("training") and not model.jit_compile:
                    call.losses.append(loss.detach())
                return loss

            return _compute_loss

        for cls in owners(self.module.Model, "_compute_loss"):
            around(cls, "_compute_loss", make)

    def is_seen(self):
        """Whether an update that Python sees is one: in a stateless scope it is only computed."""
        return not self.module.src.backend.common.stateless_scope.in_stateless_scope()

    def trains_by_itself(self, model):
        return _is_of_library(type(model).train_step, "keras")

    def read_means(self, model):
        """What the metrics of kind mean hold now."""
        mean = self.module.metrics.Mean
        values = self._values(model)
        result = []
        for metric in _flat_metrics(model):
            if isinstance(metric, mean) and _is_plain_mean(metric, mean):
                total, count = (read_scalar(values.get(id(v), v)) for v in (metric.total, metric.count))
                if count is not None:
                    result.append(Held(metric.name, total / count if count else None, count, metric.count))
        return result

    def loss_count(self, model):
        """Samples that the loss of this epoch was gathered from."""
        count = read_scalar(getattr(getattr(model, "_loss_tracker", None), "count", None))
        return None if count is None else int(count)

    def has_state(self, model):
        """Whether the variables of a model hold their values now: JAX takes them away while it trains."""
        return getattr(model, "_jax_state_synced", True)

    def _values(self, model):
        """What the metrics' variables hold in the middle of an epoch under JAX."""
        state = getattr(model, "_jax_state", None)
        if not state or "metrics_variables" not in state:
            return {}
        return {id(variable): value for variable, value in zip(model.metrics_variables, state["metrics_variables"])}

    def other_metrics(self, model):
        mean = self.module.metrics.Mean
        return {metric.name for metric in _flat_metrics(model) if not (isinstance(metric, mean) and _is_plain_mean(metric, mean))}

    def keep(self, variable):
        """What a variable holds now, to be read later."""
        tensor = variable._value
        return _read_variable(tensor) if self.backend == "tensorflow" else tensor.detach().clone()

    def known_sizes(self, iterator):
        """(batch size, size of the last batch) of data that are arrays; (batch size or None, None) of others, whose batches may differ."""
        adapter = iterator.data_adapter
        size = adapter.batch_size
        if type(adapter).__name__ != "ArrayDataAdapter" or iterator.steps_per_epoch:
            return size, None
        return size, adapter.partial_batch_size or size


class Keras2:
    """`tf_keras`, and the `keras` that TensorFlow up to 2.15 brings as `tf.keras`."""

    backend = "tensorflow"
    can_keep = True
    update_method = "apply_gradients"
    scale_method = "get_scaled_loss"

    def __init__(self, module):
        self.module = module
        self.root = module.__name__
        self.callback_list = module.callbacks.CallbackList
        self.layer = module.layers.Layer
        self.trainers = owners(module.Model, "fit")
        self.batch_trainers = owners(module.Model, "train_on_batch")
        self.epoch_iterator = _first_class(["%s.src.engine.data_adapter" % self.root, "%s.engine.data_adapter" % self.root], "DataHandler")
        names = ["optimizers.optimizer", "optimizers.legacy.optimizer_v2", "mixed_precision.loss_scale_optimizer"]
        self.optimizers = []
        for name in names:
            for prefix in ("%s.src." % self.root, "%s." % self.root):
                found = sys.modules.get(prefix + name)
                if found:
                    self.optimizers += [c for c in vars(found).values() if isinstance(c, type) and "apply_gradients" in vars(c)]
                    break

    def hook_losses(self, calls):
        pass

    def is_seen(self):
        return True

    def trains_by_itself(self, model):
        return _is_of_library(type(model).train_step, self.root)

    def read_means(self, model):
        mean = self.module.metrics.Mean
        result = []
        for metric in model.metrics:
            if isinstance(metric, mean) and _is_plain_mean(metric, mean):
                total, count = read_scalar(metric.total), read_scalar(metric.count)
                if count is not None:
                    result.append(Held(metric.name, total / count if count else None, count, metric.count))
        return result

    def other_metrics(self, model):
        mean = self.module.metrics.Mean
        return {metric.name for metric in model.metrics if not (isinstance(metric, mean) and _is_plain_mean(metric, mean))}

    def loss_count(self, model):
        count = next((held.count for held in self.read_means(model) if held.name == "loss"), None)
        return None if count is None else int(count)

    def has_state(self, model):
        return True

    def keep(self, variable):
        return _read_variable(variable)

    def known_sizes(self, iterator):
        adapter = getattr(iterator, "_adapter", None)
        if adapter is None:
            return None, None
        size = adapter.batch_size()
        size = None if size is None else int(size)
        if "TensorLikeDataAdapter" not in (cls.__name__ for cls in type(adapter).__mro__) or iterator._steps_per_epoch:
            return size, None
        return size, int(adapter.partial_batch_size() or size)


def library_of(module):
    """The family of a module that was imported as `keras` or `tf_keras`."""
    version = str(getattr(module, "__version__", "3"))
    return Keras2(module) if module.__name__ == "tf_keras" or version.startswith("2.") else Keras3(module)


def _flat_metrics(model):
    result = []
    for metric in model.metrics:
        # What was given to `compile` stands in one container.
        result += metric.metrics if type(metric).__name__ == "CompileMetrics" else [metric]
    return result


def _is_plain_mean(metric, mean):
    """Some compute more from the mean, such as its root."""
    return type(metric).result in (mean.result, getattr(mean.__mro__[1], "result", None)) and hasattr(metric, "count")


def _read_variable(variable):
    """A tensor of what a variable of TensorFlow holds now."""
    if type(variable).__name__ != "ResourceVariable":
        return variable.value()
    return sys.modules["tensorflow"].raw_ops.ReadVariableOp(resource=variable.handle, dtype=variable.dtype)


def _is_of_library(function, root):
    return function.__module__.partition(".")[0] == root


def _with_own(base, method):
    """The classes that a class is made of, and those that are made of it, which have a method of their own."""
    found = owners(base, method)
    waiting = base.__subclasses__()
    while waiting:
        cls = waiting.pop()
        waiting += cls.__subclasses__()
        if method in vars(cls) and cls not in found:
            found.append(cls)
    return found


def _first_class(modules, name):
    for module in modules:
        found = getattr(sys.modules.get(module), name, None)
        if found is not None:
            return found
    return None
