"""Lightning: a trainer that logs all it is told to a CSV file, one that is given the same model again, and two optimizers by hand."""

import json
import sys

import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

if "pytorch_lightning" in sys.argv:
    import pytorch_lightning as pl
else:
    import lightning.pytorch as pl

pl.seed_everything(0)
inputs, labels = torch.randn(50, 4), torch.randint(0, 3, (50,))
train_loader = DataLoader(TensorDataset(inputs, labels), batch_size=16, shuffle=True)
valid_loader = DataLoader(TensorDataset(inputs[:40], labels[:40]), batch_size=16)
logs = {}


class Classifier(pl.LightningModule):
    def __init__(self):
        super().__init__()
        self.network = nn.Sequential(nn.Linear(4, 8), nn.ReLU(), nn.Linear(8, 3))
        self.lr = 0.01
        self.losses = []

    def forward(self, x):
        return self.network(x)

    def training_step(self, batch, batch_idx):
        x, y = batch
        scores = self(x)
        loss = nn.functional.cross_entropy(scores, y)
        self.log("train_loss", loss, on_step=True, on_epoch=True)
        self.log("train_accuracy", (scores.argmax(1) == y).float().mean(), on_step=False, on_epoch=True)
        self.losses.append(loss.item())
        return loss

    def validation_step(self, batch, batch_idx):
        x, y = batch
        scores = self(x)
        self.log("val_loss", nn.functional.cross_entropy(scores, y))
        self.log("val_accuracy", (scores.argmax(1) == y).float().mean())

    def test_step(self, batch, batch_idx):
        x, y = batch
        self.log("test_loss", nn.functional.cross_entropy(self(x), y))

    def on_train_epoch_end(self):
        self.log("weights", self.network[0].weight.abs().sum().detach())

    def configure_optimizers(self):
        optimizer = torch.optim.Adam(self.parameters(), lr=self.lr)
        return [optimizer], [torch.optim.lr_scheduler.StepLR(optimizer, 1, 0.5)]


class Pair(pl.LightningModule):
    """Two optimizers with losses of their own."""

    def __init__(self):
        super().__init__()
        self.automatic_optimization = False
        self.maker = nn.Linear(2, 4)
        self.judge = nn.Linear(4, 1)
        self.losses = {"judge": [], "maker": []}

    def training_step(self, batch, batch_idx):
        real, _ = batch
        of_judge, of_maker = self.optimizers()
        fake = self.maker(torch.randn(len(real), 2))
        loss = nn.functional.softplus(-self.judge(real)).mean() + nn.functional.softplus(self.judge(fake.detach())).mean()
        of_judge.zero_grad()
        self.manual_backward(loss)
        of_judge.step()
        self.losses["judge"].append(loss.item())
        loss = nn.functional.softplus(-self.judge(fake)).mean()
        of_maker.zero_grad()
        self.manual_backward(loss)
        of_maker.step()
        self.losses["maker"].append(loss.item())
        self.log("made", loss)

    def configure_optimizers(self):
        return torch.optim.SGD(self.judge.parameters(), lr=0.1), torch.optim.Adam(self.maker.parameters(), lr=0.01)


def trainer(name, **options):
    options = dict({"max_epochs": 2, "log_every_n_steps": 1}, **options)
    logger = pl.loggers.CSVLogger(".", name=name, version=0)
    return pl.Trainer(logger=logger, enable_progress_bar=False, enable_model_summary=False, enable_checkpointing=False, accelerator="cpu", **options)


def main():
    model = Classifier()
    first = trainer("first")
    # What a tuner tries out is no part of the training.
    pl.tuner.Tuner(first).lr_find(model, train_loader, num_training=4, update_attr=False)
    model.losses = []
    first.fit(model, train_loader, valid_loader)
    logs["first"] = model.losses
    logs["test"] = first.test(model, valid_loader, verbose=False)
    model.losses = []
    # Gradients of two batches a step; the same model is trained further.
    trainer("second", max_epochs=1, accumulate_grad_batches=2).fit(model, train_loader)
    logs["second"] = model.losses
    pair = Pair()
    trainer("pair", max_epochs=1).fit(pair, train_loader)
    logs["pair"] = pair.losses
    logs["layers"] = [[name, type(layer).__name__, sum(p.numel() for p in layer.parameters())] for name, layer in model.named_modules() if name]
    with open("log.json", "w") as file:
        json.dump(logs, file)


main()
