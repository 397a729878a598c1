# The order of a training loop, and modules that nothing registers.
import torch
import torch.nn as nn


class Stack(nn.Module):
    def __init__(self, sizes=(8, 16, 2)):
        super().__init__()
        self.layers = [nn.Linear(a, b) for a, b in zip(sizes, sizes[1:])]
        #              ^^^^^^^^^^^^^^^ warning[suspicious-training]: self.layers is a plain list
        self.heads = {"a": nn.Linear(2, 2)}
        #                  ^^^^^^^^^^^^^^^ warning[suspicious-training]: use nn.ModuleDict
        self.cache = {}

    def forward(self, x):
        if x in self.cache:  #! warning[suspicious-training]: as a key only if it is the very same object
            return self.cache[x]
        for layer in self.layers:
            x = layer(x)
        return x


class Registered(nn.Module):
    def __init__(self):
        super().__init__()
        layers = [nn.Linear(8, 8), nn.Linear(8, 2)]
        self.parts = layers
        self.body = nn.Sequential(*layers)

    def forward(self, x):
        return self.body(x)


net = Stack()
other = Registered()
optimizer = torch.optim.SGD(other.parameters(), lr=0.1)

for step in range(10):
    loss = net(torch.randn(4, 8)).sum()
    loss.backward()
    optimizer.step()  #! warning[suspicious-training]: nothing sets them to zero


def lost(model, loader, optimizer):
    for x, y in loader:
        loss = model(x, y)
        loss.backward()
        optimizer.zero_grad()
        optimizer.step()  #! warning[suspicious-training]: set to zero between backward() and step()


def accumulated(model, loader, optimizer, scheduler):
    for i, (x, y) in enumerate(loader):
        loss = model(x, y) / 4
        loss.backward()
        if (i + 1) % 4 == 0:
            optimizer.step()
            scheduler.step()
            optimizer.zero_grad()


def by_hand(model, loader, optimizer):
    for x, y in loader:
        for p in model.parameters():
            p.grad = None
        model(x, y).backward()
        optimizer.step()
