"""Trains one step with each of the named frameworks, and fails when nothing was learned.

`check.py` prints their names: a line for each process, because Keras chooses its backend once in a process.
"""

import os
import sys
import tempfile


def try_keras(backend):
    os.environ["KERAS_BACKEND"] = backend
    import keras
    import numpy as np

    assert keras.config.backend() == backend
    learn_with_keras(keras, np)


def try_legacy_keras():
    os.environ["TF_USE_LEGACY_KERAS"] = "1"
    import numpy as np
    import tensorflow as tf

    assert tf.keras.Model.__module__.startswith("tf_keras."), tf.keras.Model.__module__
    learn_with_keras(tf.keras, np)


def learn_with_keras(keras, np):
    model = keras.Sequential([keras.Input((4,)), keras.layers.Dense(3, activation="relu"), keras.layers.Dense(1)])
    model.compile("adam", "mse", metrics=["mae"])
    data = np.ones((8, 4), "float32"), np.ones((8, 1), "float32")
    before = model.get_weights()
    model.fit(*data, epochs=1, verbose=0, validation_data=data)
    assert changed(before, model.get_weights())


def try_tensorflow():
    import tensorflow as tf

    weight = tf.Variable([[1.0], [2.0]])

    @tf.function
    def step(inputs):
        with tf.GradientTape() as tape:
            loss = tf.reduce_mean((inputs @ weight) ** 2)
        weight.assign_sub(0.1 * tape.gradient(loss, weight))

    for batch in tf.data.Dataset.from_tensors([[1.0, 1.0]]):
        step(batch)
    assert changed([[[1.0], [2.0]]], [weight.numpy()])


def try_jax():
    import jax
    import jax.numpy as jnp

    slope = jax.jit(jax.grad(lambda weight: jnp.sum(weight**2)))(jnp.array([1.0, 2.0]))
    assert slope.tolist() == [2.0, 4.0], slope


def try_torch():
    import torch
    import torchvision

    assert not torch.cuda.is_available()
    model = torch.nn.Sequential(torch.nn.Conv2d(1, 2, 3), torch.nn.Flatten(), torch.nn.Linear(72, 3))
    optimizer = torch.optim.Adam(model.parameters())
    before = [value.detach().clone() for value in model.parameters()]
    data = torch.utils.data.TensorDataset(torch.randn(4, 1, 8, 8), torch.zeros(4, dtype=torch.long))
    for inputs, targets in torch.utils.data.DataLoader(data, batch_size=4, num_workers=1):
        torch.nn.functional.cross_entropy(model(inputs), targets).backward()
        optimizer.step()
    assert changed(before, [value.detach() for value in model.parameters()])
    kept = torchvision.ops.nms(torch.tensor([[0.0, 0.0, 1.0, 1.0]] * 2), torch.tensor([1.0, 0.5]), 0.5)
    assert kept.tolist() == [0], kept


def try_lightning():
    import lightning.pytorch
    import pytorch_lightning

    for library in (lightning.pytorch, pytorch_lightning):
        learn_with_lightning(library)


def learn_with_lightning(library):
    import torch
    import torchmetrics

    class Line(library.LightningModule):
        def __init__(self):
            super().__init__()
            self.line = torch.nn.Linear(4, 1)
            self.error = torchmetrics.MeanAbsoluteError()

        def training_step(self, batch, index):
            inputs, targets = batch
            outputs = self.line(inputs)
            self.error(outputs, targets)
            self.log("error", self.error)
            return torch.nn.functional.mse_loss(outputs, targets)

        def configure_optimizers(self):
            return torch.optim.Adam(self.parameters())

    model = Line()
    before = model.line.weight.detach().clone()
    data = torch.utils.data.TensorDataset(torch.ones(8, 4), torch.ones(8, 1))
    trainer = library.Trainer(
        max_epochs=1, accelerator="cpu", logger=False, enable_checkpointing=False, enable_progress_bar=False, enable_model_summary=False
    )
    trainer.fit(model, torch.utils.data.DataLoader(data, batch_size=4))
    assert trainer.global_step == 2 and changed([before], [model.line.weight.detach()])


def try_transformers():
    import torch
    from transformers import BertConfig, BertForSequenceClassification, Trainer, TrainingArguments

    size = BertConfig(hidden_size=16, num_hidden_layers=1, num_attention_heads=2, intermediate_size=16, vocab_size=50)
    row = {"input_ids": torch.arange(6), "attention_mask": torch.ones(6, dtype=torch.long), "labels": torch.tensor(1)}
    with tempfile.TemporaryDirectory() as folder:
        how = TrainingArguments(folder, max_steps=1, use_cpu=True, report_to=[], save_strategy="no", disable_tqdm=True)
        trainer = Trainer(BertForSequenceClassification(size), how, train_dataset=[row] * 8)
        before = trainer.model.classifier.weight.detach().clone()
        trainer.train()
        assert trainer.state.global_step == 1 and changed([before], [trainer.model.classifier.weight.detach()])


def try_tensorboard():
    from tensorboard.backend.event_processing.event_accumulator import EventAccumulator
    from torch.utils.tensorboard import SummaryWriter

    with tempfile.TemporaryDirectory() as folder:
        with SummaryWriter(folder) as writer:
            writer.add_scalar("loss", 1.5, 3)
        events = EventAccumulator(folder)
        events.Reload()
        assert [(event.step, event.value) for event in events.Scalars("loss")] == [(3, 1.5)]


def try_others():
    import debugpy
    import matplotlib
    import pandas
    import PIL.Image
    from sklearn.linear_model import SGDRegressor

    assert debugpy.is_client_connected() is False
    matplotlib.use("agg")
    from matplotlib import pyplot

    table = pandas.DataFrame({"input": [0.0, 1.0, 2.0], "target": [0.0, 2.0, 4.0]})
    fitted = SGDRegressor(max_iter=1, tol=None).fit(table[["input"]], table["target"])
    assert fitted.coef_[0] != 0
    with tempfile.TemporaryDirectory() as folder:
        picture = os.path.join(folder, "plot.png")
        pyplot.plot(table["input"], table["target"])
        pyplot.savefig(picture)
        with PIL.Image.open(picture) as image:
            assert image.format == "PNG", image.format


def changed(before, after):
    return any((old != new).any() for old, new in zip(map(as_array, before), map(as_array, after)))


def as_array(value):
    import numpy as np

    return np.asarray(value)


PROCESSES = [
    {
        "torch": try_torch,
        "lightning": try_lightning,
        "transformers": try_transformers,
        "tensorboard": try_tensorboard,
        "others": try_others,
    },
    {"tensorflow": try_tensorflow, "keras-tensorflow": lambda: try_keras("tensorflow")},
    {"keras-torch": lambda: try_keras("torch")},
    {"keras-legacy": try_legacy_keras},
    {"jax": try_jax, "keras-jax": lambda: try_keras("jax")},
]

if __name__ == "__main__":
    if len(sys.argv) == 1:
        for process in PROCESSES:
            print(" ".join(process))
    for name in sys.argv[1:]:
        next(process[name] for process in PROCESSES if name in process)()
