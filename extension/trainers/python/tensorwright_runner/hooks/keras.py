"""Keras: every `fit`, `evaluate` and `predict`, and batches that are trained one by one, in Keras 3 and in Keras 2."""

import atexit
import inspect
import threading

from .batch_sizes import FitCall, hook_data
from .inside import InsideKeras
from .keras_batches import BatchHooks
from .keras_library import library_of
from .keras_model import describe_model
from .keras_session import FitSession, TestSession, end_if_stopped
from .keras_training import Trainings
from .own_loops import hook_optimizers, hook_scaled_losses, loops_of
from .patch import around

_SESSION = "_tensorwright_session"
_TEST = "_tensorwright_test"


def hook_keras(context, module):
    library = library_of(module)
    trainings = Trainings(context, library)
    KerasHooks(context, library, trainings).install()
    batches = BatchHooks(context, trainings)
    batches.install()
    hook_own_loops(context, library, trainings)

    def finish():
        # JAX and TensorFlow take their devices down at the exit; what they hold is read before. Handlers run in reverse order.
        batches.end_test()
        context.recorder.flush()

    atexit.register(finish)


hook_tf_keras = hook_keras


def hook_own_loops(context, library, trainings):
    """Loops of the program's own around Keras's optimizers. Under JAX they are compiled as a whole, and nothing is seen of their steps."""
    if library.backend not in ("tensorflow", "torch"):
        return
    loops = loops_of(context)
    loops.holders.insert(0, (library.module.Model, lambda model: describe_model(model, trainings.shapes)))
    loops.shapes.append(trainings.shapes)
    hook_optimizers(context, library.optimizers, library.update_method, library.is_seen)
    hook_scaled_losses(loops, library)


class KerasHooks:
    """Follows the lists of callbacks, which every loop of Keras has, and knows of each `fit` around them."""

    def __init__(self, context, library, trainings):
        self._context = context
        self._library = library
        self._trainings = trainings
        self._local = threading.local()

    def install(self):
        library = self._library
        hook_data(library, self._innermost_call)
        library.hook_losses(self._innermost_call)
        for cls in library.trainers:
            around(cls, "fit", self._fit)
        self._hook("on_train_begin", before=self._begin_fit)
        self._hook("on_epoch_begin", after=lambda callbacks, epoch, logs=None: _session(callbacks).begin_epoch(epoch))
        self._hook("on_epoch_end", before=lambda callbacks, epoch, logs=None: _session(callbacks).before_epoch_end())
        self._hook("on_train_end", after=self._end_fit)
        self._hook("on_test_begin", before=self._begin_test)
        self._hook("on_test_batch_end", before=lambda callbacks, batch, logs=None: self._end_if_stopped(callbacks, "stop_evaluating"))
        self._hook("on_test_end", before=self._end_test)
        self._hook("on_predict_batch_end", before=lambda callbacks, batch, logs=None: self._end_if_stopped(callbacks, "stop_predicting"))
        around(library.callback_list, "on_train_batch_end", self._end_batch)
        if library.backend == "jax":
            self._hook("on_train_batch_begin", after=lambda callbacks, batch, logs=None: _session(callbacks).begin_batch())

    def _hook(self, name, before=None, after=None):
        recorder = self._context.recorder

        def call(body, arguments):
            try:
                body(*arguments)
            except _Nothing:
                pass
            except Exception as error:  # noqa: BLE001
                recorder.hook_failed("Keras's %s" % name, error)

        def make(original):
            def hooked(*args, **kwargs):
                if before:
                    call(before, args + tuple(kwargs.values()))
                result = original(*args, **kwargs)
                if after:
                    call(after, args + tuple(kwargs.values()))
                return result

            return hooked

        around(self._library.callback_list, name, make)

    def _end_batch(self, original):
        """The one that runs at every step. On the program's own thread, while the callbacks may be called on others and in any order."""
        recorder = self._context.recorder

        def on_train_batch_end(callbacks, batch, logs=None):
            session = vars(callbacks).get(_SESSION)
            if session is not None:
                try:
                    session.end_batch(batch, logs)
                except Exception as error:  # noqa: BLE001
                    recorder.hook_failed("Keras's training step", error)
            return original(callbacks, batch, logs)

        return on_train_batch_end

    def _fit(self, original):
        context, trainings = self._context, self._trainings
        signature = inspect.signature(original)

        def fit(model, *args, **kwargs):
            # A stop ends the `fit` that runs, and the lines behind it still run; it does not let another one begin.
            context.stop.at_step()
            call = None
            try:
                args, kwargs = self._with_epochs(signature, model, args, kwargs)
                if context.recorder.phase not in ("training", "validating"):
                    context.recorder.enter("building")
                call = FitCall(model)
                trainings.look_at_shapes(model)
            except Exception as error:  # noqa: BLE001
                context.recorder.hook_failed("Keras's fit", error)
            calls = self._calls()
            calls.append(call)
            try:
                with InsideKeras(context):
                    return original(model, *args, **kwargs)
            finally:
                calls.pop()
                trainings.shapes.end()
                if call is not None and call.session is not None:
                    call.session.end()

        return fit

    def _with_epochs(self, signature, model, args, kwargs):
        """The arguments of `fit` with the number of epochs that the person asked for."""
        asked = self._context.epochs_asked()
        if asked is None:
            return args, kwargs
        try:
            bound = signature.bind(model, *args, **kwargs)
        except TypeError:
            # Keras says what is wrong with them.
            return args, kwargs
        bound.arguments["epochs"] = (bound.arguments.get("initial_epoch") or 0) + asked
        return bound.args[1:], bound.kwargs

    def _calls(self):
        if not hasattr(self._local, "calls"):
            self._local.calls = []
        return self._local.calls

    def _innermost_call(self):
        calls = self._calls()
        return calls[-1] if calls else None

    def _begin_fit(self, callbacks, logs=None):
        model = _model(callbacks)
        if model is None:
            return
        call = self._innermost_call()
        if call is not None and call.model is not model:
            call = None
        session = FitSession(self._trainings, model, call, callbacks.params)
        if call is not None:
            call.session = session
        elif self._context.loops is not None:
            # The steps of a loop around these callbacks are those of their session.
            self._context.loops.session = session
        setattr(callbacks, _SESSION, session)
        callbacks.callbacks[:] = [callback for callback in callbacks.callbacks if not isinstance(callback, LastCallback)]
        callbacks.callbacks.append(LastCallback(session, self._context.recorder))
        session.begin()

    def _end_fit(self, callbacks, logs=None):
        session = vars(callbacks).pop(_SESSION, None)
        if session is not None:
            session.end()
            if self._context.loops is not None:
                self._context.loops.session = None

    def _begin_test(self, callbacks, logs=None):
        session = vars(callbacks).get(_SESSION)
        if session is None:
            model = _model(callbacks)
            if model is None:
                return
            session = TestSession(self._trainings, model)
            setattr(callbacks, _TEST, session)
        session.begin_validation()

    def _end_test(self, callbacks, logs=None):
        session = vars(callbacks).get(_SESSION) or vars(callbacks).pop(_TEST, None)
        if session is not None:
            session.end_validation(logs)

    def _end_if_stopped(self, callbacks, flag):
        if self._context.stop.requested:
            session = vars(callbacks).get(_SESSION)
            if session is not None:
                # The `fit` around a validation.
                session.model.stop_training = True
            end_if_stopped(self._context, _model(callbacks), flag)


class LastCallback:
    """Comes after all others, and so sees what they added to the logs."""

    async_safe = True
    _supports_tf_logs = True

    def __init__(self, session, recorder):
        self._session = session
        self._recorder = recorder

    def on_epoch_end(self, epoch, logs=None):
        try:
            self._session.end_epoch(logs)
        except Exception as error:  # noqa: BLE001
            self._recorder.hook_failed("Keras's end of an epoch", error)

    def _nothing(self, *_args, **_kwargs):
        pass

    set_params = set_model = on_train_begin = on_train_end = on_epoch_begin = _nothing
    on_batch_begin = on_batch_end = on_train_batch_begin = on_train_batch_end = _nothing
    on_test_begin = on_test_end = on_test_batch_begin = on_test_batch_end = _nothing
    on_predict_begin = on_predict_end = on_predict_batch_begin = on_predict_batch_end = _nothing


class _Nothing(Exception):
    """There is no session: nobody trains by this list."""


def _session(callbacks):
    session = vars(callbacks).get(_SESSION)
    if session is None:
        raise _Nothing()
    return session


def _model(callbacks):
    """The model of a list. Not by Keras 3's property, which fetches the state from the device under JAX."""
    attributes = vars(callbacks)
    return attributes.get("_model", attributes.get("model"))
