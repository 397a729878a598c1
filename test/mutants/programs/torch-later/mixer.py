from functools import partial

import torch
import torch.nn as nn
from torch.utils.data import DataLoader
from torchvision.datasets import FashionMNIST
import torchvision.transforms as tt

pair = lambda x: x if isinstance(x, tuple) else (x, x)


class PreNormResidual(nn.Module):
    def __init__(self, dim, fn):
        super().__init__()
        self.fn = fn
        self.norm = nn.LayerNorm(dim)

    def forward(self, x):
        return self.fn(self.norm(x)) + x


def FeedForward(dim, expansion_factor=4, dropout=0., dense=nn.Linear):
    inner_dim = int(dim * expansion_factor)
    return nn.Sequential(
        dense(dim, inner_dim),
        nn.GELU(),
        nn.Dropout(dropout),
        dense(inner_dim, dim),
        nn.Dropout(dropout),
    )


class Patchify(nn.Module):
    """b c (h p) (w p) -> b (h w) (p p c)"""

    def __init__(self, patch):
        super().__init__()
        self.p = patch

    def forward(self, x):
        b, c, H, W = x.shape
        h, w = H // self.p, W // self.p
        x = x.reshape(b, c, h, self.p, w, self.p)
        x = x.permute(0, 2, 4, 3, 5, 1)
        return x.reshape(b, h * w, self.p * self.p * c)


class GlobalMean(nn.Module):
    def forward(self, x):
        return x.mean(dim=1)


def MLPMixer(*, image_size, channels, patch_size, dim, depth, num_classes, expansion_factor=4,
             expansion_factor_token=0.5, dropout=0.):
    image_h, image_w = pair(image_size)
    assert (image_h % patch_size) == 0 and (image_w % patch_size) == 0, "image must be divisible by patch size"
    num_patches = (image_h // patch_size) * (image_w // patch_size)
    chan_first, chan_last = partial(nn.Conv1d, kernel_size=1), nn.Linear

    return nn.Sequential(
        Patchify(patch_size),
        nn.Linear((patch_size ** 2) * channels, dim),
        *[nn.Sequential(
            PreNormResidual(dim, FeedForward(num_patches, expansion_factor, dropout, chan_first)),
            PreNormResidual(dim, FeedForward(dim, expansion_factor_token, dropout, chan_last)),
        ) for _ in range(depth)],
        nn.LayerNorm(dim),
        GlobalMean(),
        nn.Linear(dim, num_classes),
    )


class Trainer:
    def __init__(self, model, train_loader, valid_loader, lr, max_batches=12):
        self.model = model
        self.train_loader = train_loader
        self.valid_loader = valid_loader
        self.max_batches = max_batches
        self.criterion = nn.CrossEntropyLoss()
        self.optimizer = torch.optim.AdamW(model.parameters(), lr=lr, weight_decay=0.02)
        self.scheduler = torch.optim.lr_scheduler.CosineAnnealingLR(self.optimizer, T_max=max_batches)
        self.history = []

    def limited(self, loader):
        for i, batch in enumerate(loader):
            if i >= self.max_batches:
                return
            yield batch

    def mixup(self, x, y, alpha=0.2):
        lam = torch.distributions.Beta(alpha, alpha).sample().item()
        perm = torch.randperm(x.size(0))
        return lam * x + (1 - lam) * x[perm], y, y[perm], lam

    def fit(self, epochs):
        for epoch in range(epochs):
            self.model.train()
            for x, y in self.limited(self.train_loader):
                x, ya, yb, lam = self.mixup(x, y)
                out = self.model(x)
                loss = lam * self.criterion(out, ya) + (1 - lam) * self.criterion(out, yb)
                self.optimizer.zero_grad()
                loss.backward()
                self.optimizer.step()
                self.scheduler.step()
            acc = self.validate()
            self.history.append((loss.item(), acc))
            print(f"epoch {epoch} loss {loss.item():.3f} valid acc {acc:.3f}")

    @torch.no_grad()
    def validate(self):
        self.model.eval()
        confusion = torch.zeros(10, 10, dtype=torch.long)
        for x, y in self.limited(self.valid_loader):
            pred = self.model(x).argmax(-1)
            confusion += torch.bincount(y * 10 + pred, minlength=100).view(10, 10)
        return (confusion.diag().sum() / confusion.sum()).item()


if __name__ == "__main__":
    t = tt.Compose([tt.ToTensor(), tt.Normalize(0.286, 0.353)])
    train_set = FashionMNIST("./data", train=True, download=True, transform=t)
    valid_set = FashionMNIST("./data", train=False, download=True, transform=t)
    model = MLPMixer(image_size=28, channels=1, patch_size=4, dim=40, depth=3, num_classes=10, dropout=0.1)
    print(sum(p.numel() for p in model.parameters()), "parameters")
    Trainer(model,
            DataLoader(train_set, batch_size=24, shuffle=True),
            DataLoader(valid_set, batch_size=50),
            lr=2e-3).fit(1)
