from dataclasses import dataclass
from typing import NamedTuple, Optional

import torch
import torch.nn as nn
from torch import Tensor
from torch.utils.data import TensorDataset, DataLoader

torch.manual_seed(7)
device = torch.device("cuda" if torch.cuda.is_available() else "cpu")


class Outputs(NamedTuple):
    logits: Tensor
    aux: Optional[Tensor]


@dataclass
class InceptionCfg:
    c1: int
    c3_reduce: int
    c3: int
    c5_reduce: int
    c5: int
    pool_proj: int

    @property
    def out_channels(self) -> int:
        return self.c1 + self.c3 + self.c5 + self.pool_proj


class BasicConv(nn.Sequential):
    def __init__(self, cin: int, cout: int, **kw):
        super().__init__(
            nn.Conv2d(cin, cout, bias=False, **kw),
            nn.BatchNorm2d(cout, eps=1e-3),
            nn.ReLU(inplace=True),
        )


class Inception(nn.Module):
    def __init__(self, cin: int, cfg: InceptionCfg):
        super().__init__()
        self.branch1 = BasicConv(cin, cfg.c1, kernel_size=1)
        self.branch2 = nn.Sequential(
            BasicConv(cin, cfg.c3_reduce, kernel_size=1),
            BasicConv(cfg.c3_reduce, cfg.c3, kernel_size=3, padding=1),
        )
        self.branch3 = nn.Sequential(
            BasicConv(cin, cfg.c5_reduce, kernel_size=1),
            BasicConv(cfg.c5_reduce, cfg.c5, kernel_size=5, padding=2),
        )
        self.branch4 = nn.Sequential(
            nn.MaxPool2d(kernel_size=3, stride=1, padding=1),
            BasicConv(cin, cfg.pool_proj, kernel_size=1),
        )

    def forward(self, x: Tensor) -> Tensor:
        return torch.cat([self.branch1(x), self.branch2(x), self.branch3(x), self.branch4(x)], dim=1)


class AuxHead(nn.Module):
    """pools to 4x4, then conv 1x1 and two linear layers"""

    def __init__(self, cin: int, n_classes: int):
        super().__init__()
        self.pool = nn.AdaptiveAvgPool2d((4, 4))
        self.conv = BasicConv(cin, 12, kernel_size=1)
        self.fc1 = nn.Linear(12 * 4 * 4, 48)
        self.fc2 = nn.Linear(48, n_classes)

    def forward(self, x: Tensor) -> Tensor:
        x = self.conv(self.pool(x))
        x = torch.flatten(x, 1)
        x = torch.relu(self.fc1(x))
        return self.fc2(x)


class MiniGoogLeNet(nn.Module):
    def __init__(self, n_classes: int = 6):
        super().__init__()
        a = InceptionCfg(8, 8, 12, 4, 6, 6)       # 32 out
        b = InceptionCfg(12, 12, 20, 4, 8, 8)     # 48 out
        c = InceptionCfg(16, 12, 24, 6, 8, 8)     # 56 out
        self.stem = nn.Sequential(
            BasicConv(3, 16, kernel_size=5, stride=2, padding=2),
            nn.MaxPool2d(3, stride=2, ceil_mode=True),
            BasicConv(16, 24, kernel_size=3, padding=1),
        )
        self.inception3a = Inception(24, a)
        self.inception3b = Inception(a.out_channels, b)
        self.maxpool = nn.MaxPool2d(3, stride=2, ceil_mode=True)
        self.inception4a = Inception(b.out_channels, c)
        self.aux = AuxHead(b.out_channels, n_classes)
        self.avgpool = nn.AdaptiveAvgPool2d(1)
        self.dropout = nn.Dropout(0.2)
        self.fc = nn.Linear(c.out_channels, n_classes)

    def forward(self, x: Tensor) -> Outputs:
        x = self.stem(x)
        x = self.inception3a(x)
        x = self.inception3b(x)
        aux = self.aux(x) if self.training else None
        x = self.maxpool(x)
        x = self.inception4a(x)
        x = self.avgpool(x).flatten(start_dim=1)
        return Outputs(self.fc(self.dropout(x)), aux)


images = torch.rand(48, 3, 48, 48)
labels = torch.randint(6, size=(48,))
loader = DataLoader(TensorDataset(images, labels), batch_size=12, shuffle=True)

model = MiniGoogLeNet().to(device)
print("parameters:", sum(p.numel() for p in model.parameters()))
opt = torch.optim.RMSprop(model.parameters(), lr=1e-3)
ce = nn.CrossEntropyLoss(label_smoothing=0.1)

for epoch in range(2):
    model.train()
    running = 0.0
    for xb, yb in loader:
        xb, yb = xb.to(device), yb.to(device)
        out = model(xb)
        loss = ce(out.logits, yb) + 0.3 * ce(out.aux, yb)
        opt.zero_grad(set_to_none=True)
        loss.backward()
        opt.step()
        running += loss.item() * len(xb)
    print(f"[{epoch}] loss={running / len(loader.dataset):.4f}")

model.eval()
with torch.inference_mode():
    top3 = model(images[:5].to(device)).logits.topk(3, dim=1)
print(top3.indices.cpu().numpy())
