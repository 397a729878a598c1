import numpy as np
import torch
from torch import nn, optim
from torch.utils.data import Dataset, DataLoader, random_split


class CirclesDataset(Dataset):
    """Grey images with a few discs; the mask marks the discs."""

    def __init__(self, n: int, size: int = 48):
        self.n = n
        self.size = size
        self.rng = np.random.default_rng(7)
        self.items = [self._draw() for _ in range(n)]

    def _draw(self):
        yy, xx = np.mgrid[:self.size, :self.size]
        mask = np.zeros((self.size, self.size), dtype=np.float32)
        for _ in range(self.rng.integers(1, 4)):
            cx, cy = self.rng.integers(6, self.size - 6, size=2)
            r = self.rng.integers(3, 9)
            mask[(xx - cx) ** 2 + (yy - cy) ** 2 <= r ** 2] = 1.0
        image = mask * 0.6 + self.rng.normal(0, 0.2, mask.shape)
        return image.astype(np.float32), mask

    def __len__(self):
        return self.n

    def __getitem__(self, idx):
        image, mask = self.items[idx]
        return torch.from_numpy(image).unsqueeze(0), torch.from_numpy(mask).unsqueeze(0)


class DoubleConv(nn.Module):
    """(conv => BN => ReLU) * 2"""

    def __init__(self, in_channels, out_channels, mid_channels=None):
        super().__init__()
        if not mid_channels:
            mid_channels = out_channels
        self.double_conv = nn.Sequential(
            nn.Conv2d(in_channels, mid_channels, kernel_size=3, padding=1, bias=False),
            nn.BatchNorm2d(mid_channels),
            nn.ReLU(inplace=True),
            nn.Conv2d(mid_channels, out_channels, kernel_size=3, padding=1, bias=False),
            nn.BatchNorm2d(out_channels),
            nn.ReLU(inplace=True),
        )

    def forward(self, x):
        return self.double_conv(x)


class UNet(nn.Module):
    def __init__(self, in_channels=1, out_channels=1, features=(8, 16, 32)):
        super().__init__()
        self.ups = nn.ModuleList()
        self.downs = nn.ModuleList()
        self.pool = nn.MaxPool2d(kernel_size=2, stride=2)

        for feature in features:
            self.downs.append(DoubleConv(in_channels, feature))
            in_channels = feature

        for feature in reversed(features):
            self.ups.append(nn.ConvTranspose2d(feature * 2, feature, kernel_size=2, stride=2))
            self.ups.append(DoubleConv(feature * 2, feature))

        self.bottleneck = DoubleConv(features[-1], features[-1] * 2)
        self.final_conv = nn.Conv2d(features[0], out_channels, kernel_size=1)

    def forward(self, x):
        skip_connections = []
        for down in self.downs:
            x = down(x)
            skip_connections.append(x)
            x = self.pool(x)

        x = self.bottleneck(x)
        skip_connections = skip_connections[::-1]

        for idx in range(0, len(self.ups), 2):
            x = self.ups[idx](x)
            skip = skip_connections[idx // 2]
            concat_skip = torch.cat((skip, x), dim=1)
            x = self.ups[idx + 1](concat_skip)
        return self.final_conv(x)


def dice_score(logits, target, eps=1e-6):
    pred = (torch.sigmoid(logits) > 0.5).float()
    inter = (pred * target).sum(dim=(1, 2, 3))
    union = pred.sum(dim=(1, 2, 3)) + target.sum(dim=(1, 2, 3))
    return ((2 * inter + eps) / (union + eps)).mean()


def run_epoch(loader, model, loss_fn, optimizer=None, device="cpu"):
    model.train(optimizer is not None)
    losses, dices = [], []
    for data, targets in loader:
        data, targets = data.to(device), targets.to(device)
        with torch.set_grad_enabled(optimizer is not None):
            predictions = model(data)
            loss = loss_fn(predictions, targets)
        if optimizer is not None:
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
        losses.append(loss.item())
        dices.append(dice_score(predictions, targets).item())
    return np.mean(losses), np.mean(dices)


def main():
    device = "cuda" if torch.cuda.is_available() else "cpu"
    dataset = CirclesDataset(36)
    train_ds, val_ds = random_split(dataset, [28, 8])
    train_loader = DataLoader(train_ds, batch_size=7, shuffle=True)
    val_loader = DataLoader(val_ds, batch_size=4)
    model = UNet().to(device)
    loss_fn = nn.BCEWithLogitsLoss()
    optimizer = optim.Adam(model.parameters(), lr=1e-3)
    for epoch in range(2):
        tr_loss, tr_dice = run_epoch(train_loader, model, loss_fn, optimizer, device)
        va_loss, va_dice = run_epoch(val_loader, model, loss_fn, device=device)
        print(f"[{epoch}] train {tr_loss:.3f}/{tr_dice:.3f}  val {va_loss:.3f}/{va_dice:.3f}")


if __name__ == "__main__":
    main()
