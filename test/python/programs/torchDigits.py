"""scikit-learn's digits: a validation after each epoch, a falling rate, gradients of two batches a step, then workers, compiled, stopped early."""

import json
import sys

import torch
from sklearn.datasets import load_digits
from sklearn.model_selection import train_test_split
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

torch.manual_seed(0)
logs = []


class Classifier(nn.Module):
    def __init__(self):
        super().__init__()
        self.features = nn.Sequential(nn.Conv2d(1, 4, 3), nn.ReLU(), nn.MaxPool2d(2))
        self.head = nn.Linear(4 * 3 * 3, 10)

    def forward(self, images):
        return self.head(self.features(images).flatten(1))


def data():
    digits = load_digits()
    images = torch.tensor(digits.images[:450], dtype=torch.float32).unsqueeze(1) / 16
    labels = torch.tensor(digits.target[:450])
    parts = train_test_split(images, labels, test_size=100, random_state=0)
    return TensorDataset(parts[0], parts[2]), TensorDataset(parts[1], parts[3])


def evaluate(model, loader, criterion):
    """The mean loss of the batches."""
    model.eval()
    with torch.no_grad():
        losses = [criterion(model(x), y).item() for x, y in loader]
    model.train()
    return sum(losses) / len(losses)


def train(train_set, valid_set):
    train_loader = DataLoader(train_set, batch_size=32, shuffle=True)
    valid_loader = DataLoader(valid_set, batch_size=50)
    model = Classifier()
    optimizer = torch.optim.Adam(model.parameters(), lr=0.01)
    scheduler = torch.optim.lr_scheduler.StepLR(optimizer, step_size=1, gamma=0.5)
    criterion = nn.CrossEntropyLoss()
    evaluate(model, valid_loader, criterion)
    steps, validations = [], []
    for epoch in range(1, 4):
        for x, y in train_loader:
            optimizer.zero_grad()
            loss = criterion(model(x), y)
            loss.backward()
            optimizer.step()
            steps.append([loss.item(), epoch, scheduler.get_last_lr()[0], len(x), 1])
        scheduler.step()
        validations.append(evaluate(model, valid_loader, criterion))
        # How well it knows what it was trained on is no validation, and neither is another loss.
        evaluate(model, DataLoader(train_set, batch_size=64), criterion)
        evaluate(model, valid_loader, nn.CrossEntropyLoss(reduction="sum"))
    layers = [[name, type(layer).__name__, sum(p.numel() for p in layer.parameters())] for name, layer in model.named_modules() if name]
    logs.append({"kind": "plain", "steps": steps, "epochs": 3, "validations": validations, "layers": layers})


def accumulate(train_set, valid_set):
    """The last step of an epoch has one batch only, and the loss is that of a function."""
    loader = DataLoader(train_set, batch_size=50)
    valid_loader = DataLoader(valid_set, batch_size=30)
    model = Classifier()
    optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
    steps, validations = [], []
    for epoch in range(2):
        collected = []
        for i, (x, y) in enumerate(loader):
            loss = nn.functional.cross_entropy(model(x), y) / 2
            loss.backward()
            collected.append(loss.item())
            if len(collected) == 2 or i == len(loader) - 1:
                optimizer.step()
                optimizer.zero_grad()
                steps.append([sum(collected), epoch + 1, 0.1, len(x), len(collected)])
                collected = []
        losses = []
        for x, y in valid_loader:
            with torch.no_grad():
                losses.append(nn.functional.cross_entropy(model(x), y).item())
        validations.append(sum(losses) / len(losses))
    logs.append({"kind": "accumulated", "steps": steps, "epochs": 2, "validations": validations})


def left_early(train_set, start, workers, epochs):
    """Workers, and passes that are left after three batches."""
    loader = DataLoader(train_set, batch_size=32, num_workers=workers, multiprocessing_context=start)
    model = Classifier()
    optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
    steps = []
    for epoch in range(epochs):
        for i, (x, y) in enumerate(loader):
            if i == 3:
                break
            optimizer.zero_grad()
            loss = nn.functional.cross_entropy(model(x), y)
            loss.backward()
            optimizer.step()
            steps.append([loss.item(), epoch + 1, 0.1, len(x), 1])
    logs.append({"kind": start, "steps": steps, "epochs": epochs})


def compiled(train_set):
    loader = DataLoader(train_set, batch_size=100, drop_last=True)
    model = Classifier()
    optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
    forward = torch.compile(model, backend="eager")
    steps = []

    @torch.compile(backend="eager")
    def step(x, y):
        optimizer.zero_grad()
        loss = nn.functional.cross_entropy(forward(x), y)
        loss.backward()
        optimizer.step()
        return loss.detach()

    for epoch in range(2):
        for x, y in loader:
            steps.append([step(x, y).item(), epoch + 1, 0.1, len(x), 1])
    logs.append({"kind": "compiled", "steps": steps, "epochs": 2})


def in_a_row(train_set):
    """A batch at a time without a loader, as scripts for small data do; the variable `epoch` begins at 1."""
    images, labels = train_set.tensors
    model = Classifier()
    optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
    steps = []
    for epoch in range(1, 4):
        for i in range(0, 200, 100):
            optimizer.zero_grad()
            loss = nn.functional.cross_entropy(model(images[i : i + 100]), labels[i : i + 100])
            loss.backward()
            optimizer.step()
            steps.append([loss.item(), epoch, 0.1, None, 1])
    logs.append({"kind": "variable", "steps": steps, "epochs": 3})


def main():
    train_set, valid_set = data()
    in_a_row(train_set)
    train(train_set, valid_set)
    accumulate(train_set, valid_set)
    if sys.platform != "win32":
        left_early(train_set, "fork", 2, 2)
    # Each worker imports all that this file does.
    left_early(train_set, "spawn", 1, 1)
    compiled(train_set)
    with open("log.json", "w") as file:
        json.dump(logs, file)


if __name__ == "__main__":
    main()
