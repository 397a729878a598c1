#- framework: torch
# Batches are what the default collate, or the program's own, makes of the items.
import torch
import numpy as np
from torch import nn
from torch.utils.data import Dataset, DataLoader, TensorDataset, random_split, IterableDataset, ConcatDataset, Subset

class Words(Dataset):
    def __init__(self, n=100):
        self.x = torch.zeros(n, 3, 8, 8)
        self.y = torch.zeros(n)

    def __len__(self):
        return len(self.x)

    def __getitem__(self, idx):
        if idx >= len(self):
            raise IndexError
        return self.x[idx], int(self.y[idx])

ds = Words()
print(len(ds))
a, b = random_split(ds, [0.8, 0.2])
n = len(a)
loader = DataLoader(a, batch_size=16, shuffle=True)
m = len(loader)
net = nn.Linear(8, 4)
for epoch in range(3):
    for i, (x, y) in enumerate(loader):
        z = net(x)
        w = y
x, y = next(iter(loader))
class D2(Dataset):
    def __getitem__(self, i):
        return {'a': np.zeros(5), 'b': 'x', 'c': [1, 2.0]}
    def __len__(self): return 10
batch = next(iter(DataLoader(D2(), 4)))
aa = batch['a']
cc = batch['c'][1]
def collate(items):
    xs, ys = zip(*items)
    return torch.stack(xs), torch.tensor(ys)
for x, y in DataLoader(ds, 32, collate_fn=collate, drop_last=True):
    g = x
    h = y
class It(IterableDataset):
    def __iter__(self):
        for i in range(10):
            yield torch.zeros(4), i
for x, y in DataLoader(It(), 5):
    k = x
    kk = y
