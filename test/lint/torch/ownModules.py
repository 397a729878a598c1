# Classes of the program that are modules: their constructors, their parts, and what calls them.
import torch
import torch.nn as nn


class Block(nn.Module):
    def __init__(self, dim, hidden):
        super().__init__()
        self.fc1 = nn.Linear(dim, hidden)
        self.fc2 = nn.Linear(hidden, dim)

    def forward(self, x):
        return x + self.fc2(self.fc1(x))


class Net(nn.Module):
    def __init__(self, depth=3):
        super(Net, self).__init__()
        self.blocks = nn.ModuleList([Block(8, 16) for _ in range(depth)])
        self.heads = nn.ModuleDict({"a": nn.Linear(8, 4), "b": nn.Linear(9, 4)})

    def forward(self, x, head="a"):
        for block in self.blocks:
            x = block(x)
        return self.heads[head](x)  #! error[dim-mismatch]: Linear expects 9 features, gets 8


net = Net()
a = net(torch.zeros(32, 8))  #> [32, 4]
b = net(torch.zeros(32, 8), head="b")
n = sum(p.numel() for p in net.parameters())


class Stack(nn.Sequential):
    def __init__(self, n):
        super().__init__(nn.Linear(n, 10), nn.ReLU(), nn.Linear(11, 3))


c = Stack(4)(torch.zeros(2, 4))  #! error[dim-mismatch]: Linear expects 11 features, gets 10


class Early(nn.Module):
    def __init__(self):
        self.fc = nn.Linear(3, 4)  #! error[missing-argument]: Early takes modules and parameters only after super().__init__()
        super().__init__()


Early()


class Silent(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc = nn.Linear(3, 4)

    def foward(self, x):
        return self.fc(x)


Silent()(torch.zeros(1, 3))  #! error[missing-attribute]: Silent has no method forward


class Uncalled(nn.Module):
    def __init__(self, n_in, hidden, heads):
        super().__init__()
        self.a = nn.Linear(n_in, hidden)
        self.b = nn.Linear(hidden // heads * heads, 5)
        self.c = nn.Linear(hidden * 2, 10)

    def forward(self, x):
        y = self.a(x)
        return self.b(y), self.c(y)  #! error[dim-mismatch]: Linear expects 2*hidden features, gets hidden
