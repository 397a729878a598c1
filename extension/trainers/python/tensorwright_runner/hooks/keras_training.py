"""What is known of each model that Keras trains, from its first step to the end of the run."""

import json
import weakref

from .devices import of_variable
from .keras_model import count_bytes, describe_model, has_all_shapes, is_built
from .layer_shapes import LayerShapes
from .learning_rate import LearningRate, inner_of
from .patch import bare
from .running_means import read_steps

# A program that calls `fit` for each handful of samples would announce the same model thousands of times.
_MOST_ANNOUNCEMENTS = 20


class Trainings:
    """The models of a run that were trained. None is kept alive for being known."""

    def __init__(self, context, library):
        self.context = context
        self.library = library
        self.shapes = LayerShapes(library.layer)
        self._by_model = weakref.WeakKeyDictionary()
        self._newest = None
        context.memory_facts.append(self._memory)

    def of(self, model):
        """The training of a model; its first one makes it a series."""
        training = self._by_model.get(model)
        if training is None:
            training = self._by_model[model] = Training(self, model)
        self._newest = weakref.ref(training)
        return training

    def known(self, model):
        return self._by_model.get(model)

    def look_at_shapes(self, model):
        """Before a model is called: notes the shapes of its layers if it is a new one."""
        training = self.known(model)
        # What PyTorch compiles must not be watched by Python.
        if (training is None or training.is_new) and not (self.library.backend == "torch" and getattr(model, "jit_compile", False)):
            self.shapes.begin()

    def _memory(self):
        training = self._newest and self._newest()
        return training.memory() if training else {}


class Training:
    """One model's. Models are trained by `fit` many times, by other optimizers, and by single batches in between: it stays one series."""

    def __init__(self, trainings, model):
        self._trainings = trainings
        self._recorder = trainings.context.recorder
        self._model = weakref.ref(model)
        self.series = self._recorder.series(read=read_steps)
        # Epochs (from 1) that were begun.
        self.epoch = 0
        self.rate = None
        # Until the model was announced.
        self.is_new = True
        self._layers = {}
        self._told = None
        self._announcements = 0
        self._iterations = 0
        self._iterations_at = 0

    @property
    def iterations(self):
        """Steps that the optimizer has counted when `use_optimizer` last looked at it."""
        return self._iterations

    @property
    def asks_rate(self):
        """Whether the rate comes from code of the program, which only the thread that trains may call."""
        return self.rate is not None and self.rate.must_ask

    def use_optimizer(self, again=True):
        """Looks at the optimizer: the program may have compiled the model again. With `again`, also at what the same one has counted."""
        optimizer = _only_optimizer(self._model())
        if optimizer is None:
            self.rate = self.series.read_lr = None
            return
        if self.rate is None or self.rate.optimizer is not inner_of(optimizer):
            self.rate = LearningRate(optimizer)
        elif not again:
            return
        self._iterations, self._iterations_at = self.count_iterations() or 0, self.series.count
        self.series.read_lr = self.learning_rate

    def count_iterations(self):
        """Steps that the optimizer counts, or `None` while its variables are away."""
        return None if self.rate is None else self.rate.iterations()

    def scheduled_rate(self):
        """That of the step that comes next where a schedule of Keras's own gives it, else `None`. Its `after(n)` is that of n steps later."""
        return self.rate and self.rate.ahead(self._optimizer_steps)

    def learning_rate(self):
        """Of the newest step."""
        return None if self.rate is None else self.rate.at(max(0, self._optimizer_steps - 1))

    def ask_rate(self, ahead=0, patience=None):
        """Of the newest step, or of one ahead of it, for the thread that trains."""
        return None if self.rate is None else self.rate.ask(max(0, self._optimizer_steps + ahead - 1), patience)

    @property
    def _optimizer_steps(self):
        return self._iterations + self.series.count - self._iterations_at

    def announce(self, plan=None, batch=None, must=False):
        """Writes the `model` record when it would say something new. Gives False when the model is not complete yet, and it is not yet a `must`."""
        model, trainings = self._model(), self._trainings
        if not must and not (is_built(model) and has_all_shapes(model, trainings.shapes)):
            return False
        fields = describe_model(model, trainings.shapes, batch)
        self._remember_shapes(fields["layers"])
        optimizer = self.rate and self.rate.optimizer
        if optimizer is not None:
            fields["optimizer"] = {"class": type(optimizer).__name__}
            rate = self.ask_rate(ahead=1, patience=1.0)
            if rate is not None:
                fields["optimizer"]["lr"] = rate
        self._announce(fields, {name: value for name, value in (plan or {}).items() if value})
        variable = next(iter(model.trainable_variables or model.variables), None)
        if variable is not None:
            trainings.context.tell_device(of_variable(bare(variable), trainings.context.plan))
        return True

    def _remember_shapes(self, layers):
        """What was seen of a layer in its first call is true of later ones, of which nothing is seen."""
        for layer in layers:
            key = (layer["path"], layer["class"], layer["params"])
            if layer["out"] is None and key in self._layers:
                layer["in"], layer["out"] = self._layers[key]
            else:
                self._layers[key] = (layer["in"], layer["out"])

    def _announce(self, fields, plan):
        self.is_new = False
        text = json.dumps([fields, plan])
        if text == self._told or self._announcements > _MOST_ANNOUNCEMENTS:
            return
        self._told = text
        self._announcements += 1
        if self._announcements > _MOST_ANNOUNCEMENTS:
            # Nobody can tell any more how far such a program means to go.
            plan = {}
        self._recorder.add("model", opt=self.series.opt, plan=plan, **fields)

    def memory(self):
        """`OutOfMemoryFacts` as far as shapes tell."""
        model = self._model()
        if model is None:
            return {}
        optimizer = self.rate and self.rate.optimizer
        return {
            "batchSize": self.series.batch_size,
            "parameters": count_bytes(model.weights),
            "gradients": count_bytes(model.trainable_weights),
            "optimizer": None if optimizer is None else count_bytes(_variables(optimizer)),
            "device": self._trainings.context.device,
        }


def _variables(optimizer):
    variables = optimizer.variables
    return variables() if callable(variables) else variables


def _only_optimizer(model):
    """The optimizer that `compile` was given. A model that keeps more of them trains by a `train_step` of its own, and Keras's default one
    stands unused beside them."""
    optimizer = getattr(model, "optimizer", None)
    if optimizer is None:
        return None
    others = [v for name, v in vars(model).items() if name not in ("optimizer", "_optimizer") and _is_optimizer(v) and v is not optimizer]
    return None if others else optimizer


def _is_optimizer(value):
    return any(cls.__name__ in ("BaseOptimizer", "_BaseOptimizer", "OptimizerV2") for cls in type(value).__mro__)
