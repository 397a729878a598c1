"""What recording costs a step of Keras and of loops around TensorFlow's tape, beside what a step takes: prints one line of JSON.

Times are processor time in microseconds. The cost of recording is the sum of what our own code does in a step, over 20,000 of them, with reading,
writing JSON and all; comparing whole trainings with and without it only shows the noise of the machine. Take the backend from KERAS_BACKEND.
"""

import json
import os
import sys
import tempfile
import time

RUNNER = os.path.join(os.path.dirname(os.path.abspath(__file__)), *[os.pardir] * 3, "extension", "trainers", "python")
STEPS = 20_000


def main():
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    sys.path.insert(0, RUNNER)
    import keras

    backend = keras.backend.backend()
    result = {"backend": backend}
    result["tiny_step_us"] = plain_step(keras, *tiny(keras))
    result["realistic_step_us"] = plain_step(keras, *realistic(keras))
    with tempfile.TemporaryDirectory() as directory:
        context = recording(directory)
        result["us_per_step"] = fit_cost(keras, context)
        if backend == "tensorflow":
            result.update(tape_costs(keras, context))
        context.recorder.ended = True
    print(json.dumps(result))


def recording(directory):
    from tensorwright_runner.context import Context
    from tensorwright_runner.control import StopControl
    from tensorwright_runner.imports import ImportHooks
    from tensorwright_runner.plan import Plan
    from tensorwright_runner.recording.recorder import Recorder

    recorder = Recorder(directory)
    recorder.start_ticking(None)
    return Context(Plan(directory, {"id": "bench", "file": __file__}), recorder, StopControl(directory), ImportHooks())


def tiny(keras):
    layers = keras.layers
    return keras.Sequential([keras.Input((10,)), layers.Dense(10, "relu"), layers.Dense(10, "relu"), layers.Dense(2, "softmax")]), (10,), 32, 200


def realistic(keras):
    layers = keras.layers
    blocks = [layer for filters in (32, 64, 128) for layer in (layers.Conv2D(filters, 3, activation="relu"), layers.MaxPooling2D())]
    return keras.Sequential([keras.Input((32, 32, 3)), *blocks, layers.Flatten(), layers.Dense(10, "softmax")]), (32, 32, 3), 64, 10


def plain_step(keras, model, shape, batch, steps):
    import numpy

    model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
    x = numpy.random.rand(batch * steps, *shape).astype("float32")
    y = numpy.random.randint(0, 2, len(x))
    model.fit(x, y, batch_size=batch, verbose=0)
    best = float("inf")
    for _ in range(3):
        began = time.process_time()
        model.fit(x, y, batch_size=batch, verbose=0)
        best = min(best, time.process_time() - began)
    return round(best / steps * 1e6, 1)


def fit_cost(keras, context):
    """The hooks of `fit`, called as Keras calls them, with logs such as Keras has."""
    import numpy
    from tensorwright_runner.hooks.batch_sizes import FitCall
    from tensorwright_runner.hooks.keras import hook_keras
    from tensorwright_runner.hooks.keras_library import library_of
    from tensorwright_runner.hooks.keras_session import FitSession
    from tensorwright_runner.hooks.keras_steps import _Samples
    from tensorwright_runner.hooks.keras_training import Trainings

    hook_keras(context, keras)
    model, _, batch, _ = tiny(keras)
    model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
    data = numpy.random.rand(batch, 10).astype("float32"), numpy.random.randint(0, 2, batch), None
    model.fit(*data[:2], batch_size=batch // 2, epochs=2, verbose=0)
    names = ("accuracy", "loss")
    library = library_of(keras)
    model._jax_state_synced = False
    best = float("inf")
    for _ in range(3):
        call = FitCall(model)
        call.iterator = data_of(keras, library, batch)
        session = FitSession(Trainings(context, library), model, call, {"epochs": 1, "steps": STEPS})
        session.begin()
        # What the first two steps of a real training find out.
        session._values._kinds = {name: _Samples(batch) for name in names}
        session.begin_epoch(0)
        logs = [{name: keras.ops.convert_to_tensor(numpy.float32(0.5 + i * 1e-6)) for name in names} for i in range(STEPS)]
        began = time.process_time()
        for i in range(STEPS):
            if library.backend == "jax":
                session.begin_batch()
            if library.backend != "tensorflow":
                call.drew(data)
            session.end_batch(i, logs[i])
        context.recorder.flush()
        best = min(best, time.process_time() - began)
    return round(best / STEPS * 1e6, 2)


def data_of(keras, library, batch):
    """Data as `fit` keeps them: arrays for 20,000 steps."""
    import numpy

    return library.epoch_iterator(numpy.zeros((batch * STEPS, 1), "float32"), batch_size=batch)


def tape_costs(keras, context):
    """An eager loop by what our code does in it; a loop in a graph by what its function takes with it and without, turn by turn."""
    import tensorflow as tf
    from tensorwright_runner.hooks.own_loops import loops_of
    from tensorwright_runner.hooks.tensorflow import hook_tensorflow

    hook_tensorflow(context, tf)
    variable = tf.Variable([1.0])

    def graph():
        optimizer = keras.optimizers.SGD(1e-9)

        def step():
            with tf.GradientTape() as tape:
                loss = tf.reduce_sum(variable * variable)
            optimizer.apply_gradients(zip(tape.gradient(loss, [variable]), [variable]))

        step.optimizer = optimizer
        return tf.function(step)

    context.inside_keras += 1
    without = graph()
    without()
    context.inside_keras -= 1
    times = {without: [], graph(): []}
    for _ in range(25):
        for function, taken in times.items():
            taken.append(cost(function, 300))
    plain, recorded = (sorted(taken)[len(taken) // 2] for taken in times.values())

    loops = loops_of(context)
    optimizer = keras.optimizers.SGD(1e-9)
    loss, gradients = tf.constant(1.0), [tf.constant([1.0])]

    def step():
        loops.compute(loss, [variable], gradients)
        loops.update(optimizer, [variable], gradients)

    step()
    return {
        "tape_us_per_step": round(min(cost(step, 4000) for _ in range(5)), 2),
        "graph_us_per_step": round(recorded - plain, 2),
        "graph_step_us": round(plain, 1),
    }


def cost(function, steps):
    began = time.process_time()
    for _ in range(steps):
        function()
    return (time.process_time() - began) / steps * 1e6


if __name__ == "__main__":
    main()
