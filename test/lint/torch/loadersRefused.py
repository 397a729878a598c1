#- framework: torch
# Data sets and loaders that PyTorch refuses, and batches that do not fit.
import torch
from torch import nn
from torch.utils.data import DataLoader, Dataset, TensorDataset, random_split


class Pairs(Dataset):
    def __init__(self):
        self.x = torch.zeros(100, 8)
        self.y = torch.zeros(100)

    def __len__(self):
        return len(self.x)

    def __getitem__(self, i):
        return self.x[i], self.y[i]


TensorDataset(torch.zeros(5, 2), torch.zeros(6))  #! error[dim-mismatch]: TensorDataset: the arrays have different numbers of rows: (5, 2), (6,)
random_split(Pairs(), [50, 40])  #! error[dim-mismatch]: random_split: the lengths 50 + 40 make 90, the data set has 100 items
loader = DataLoader(Pairs(), 16, shuffle=True)
DataLoader(Pairs(), 4, shuffle=True, sampler=[1])  #! error[unknown-argument]: DataLoader: shuffle and sampler exclude each other
net = nn.Linear(9, 3)
for x, y in loader:
    out = net(x)
    #     ^^^^^^ error[dim-mismatch]: Linear expects 9 features, gets 8: (16, 8)
for x in DataLoader([None, None], 2):
#        ^^^^^^^^^^^^^^^^^^^^^^^^^^^ error[dtype-mismatch]: Batches are made of tensors, arrays, numbers, texts, and of sequences and dicts of them; the data set gives None
    pass
for x, y, weight in loader:
#   ^^^^^^^^^^^^ error[dim-mismatch]: 2 values cannot be taken apart into 3 names
    pass
