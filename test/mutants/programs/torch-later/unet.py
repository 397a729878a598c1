# U-Net for binary segmentation of synthetic ellipses
import numpy as np
import torch
import torch.nn as nn
import torchvision.transforms as transforms
import torchvision.transforms.functional as TF
from torch.utils.data import Dataset, DataLoader, random_split
from PIL import Image


class EllipseDataset(Dataset):
    """RGB images with one bright ellipse; the mask is a HxW uint8 array."""

    def __init__(self, n, size=48, transform=None, seed=0):
        self.size = size
        self.transform = transform
        rng = np.random.default_rng(seed)
        yy, xx = np.mgrid[0:size, 0:size]
        self.images, self.masks = [], []
        for _ in range(n):
            cx, cy = rng.uniform(size * 0.3, size * 0.7, size=2)
            a, b = rng.uniform(size * 0.1, size * 0.25, size=2)
            mask = (((xx - cx) / a) ** 2 + ((yy - cy) / b) ** 2 <= 1).astype(np.uint8)
            img = rng.integers(0, 90, size=(size, size, 3), dtype=np.uint8)
            img[mask == 1] += rng.integers(60, 160, size=3, dtype=np.uint8)
            self.images.append(img)
            self.masks.append(mask)

    def __len__(self):
        return len(self.images)

    def __getitem__(self, idx):
        image = Image.fromarray(self.images[idx])
        mask = self.masks[idx]
        if self.transform is not None:
            image = self.transform(image)
        mask = torch.from_numpy(mask).float().unsqueeze(0)
        if torch.rand(1).item() > 0.5:
            image, mask = TF.hflip(image), TF.hflip(mask)
        return image, mask


class DoubleConv(nn.Module):
    def __init__(self, in_channels, out_channels):
        super(DoubleConv, self).__init__()
        self.conv = nn.Sequential(
            nn.Conv2d(in_channels, out_channels, 3, 1, 1, bias=False),
            nn.BatchNorm2d(out_channels),
            nn.ReLU(inplace=True),
            nn.Conv2d(out_channels, out_channels, 3, 1, 1, bias=False),
            nn.BatchNorm2d(out_channels),
            nn.ReLU(inplace=True),
        )

    def forward(self, x):
        return self.conv(x)


class UNET(nn.Module):
    def __init__(self, in_channels=3, out_channels=1, features=[8, 16, 32]):
        super(UNET, self).__init__()
        self.ups = nn.ModuleList()
        self.downs = nn.ModuleList()
        self.pool = nn.MaxPool2d(kernel_size=2, stride=2)

        for feature in features:
            self.downs.append(DoubleConv(in_channels, feature))
            in_channels = feature

        # Up part of UNET
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
            skip_connection = skip_connections[idx // 2]
            if x.shape != skip_connection.shape:
                x = TF.resize(x, size=list(skip_connection.shape[2:]))
            concat_skip = torch.cat((skip_connection, x), dim=1)
            x = self.ups[idx + 1](concat_skip)

        return self.final_conv(x)


def dice_score(pred, target, eps=1e-6):
    inter = (pred * target).sum(dim=(1, 2, 3))
    denom = pred.sum(dim=(1, 2, 3)) + target.sum(dim=(1, 2, 3))
    return ((2 * inter + eps) / (denom + eps)).mean()


def train_fn(loader, model, optimizer, loss_fn):
    model.train()
    for data, targets in loader:
        predictions = model(data)
        loss = loss_fn(predictions, targets) + 1 - dice_score(torch.sigmoid(predictions), targets)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return loss.item()


if __name__ == "__main__":
    transform = transforms.Compose([
        transforms.ColorJitter(brightness=0.1),
        transforms.ToTensor(),
        transforms.Normalize(mean=[0.3, 0.3, 0.3], std=[0.25, 0.25, 0.25]),
    ])
    dataset = EllipseDataset(26, size=44, transform=transform)
    train_ds, val_ds = random_split(dataset, [20, 6])
    train_loader = DataLoader(train_ds, batch_size=5, shuffle=True)
    val_loader = DataLoader(val_ds, batch_size=3)

    model = UNET()
    optimizer = torch.optim.Adam(model.parameters(), lr=3e-3)
    loss_fn = nn.BCEWithLogitsLoss()
    for epoch in range(2):
        loss = train_fn(train_loader, model, optimizer, loss_fn)
        model.eval()
        dice, acc, n_pix = 0.0, 0, 0
        with torch.no_grad():
            for x, y in val_loader:
                preds = (torch.sigmoid(model(x)) > 0.5).float()
                acc += (preds == y).sum().item()
                n_pix += torch.numel(preds)
                dice += dice_score(preds, y).item()
        print(f"epoch {epoch}: loss {loss:.3f}, pixel acc {acc / n_pix:.3f}, dice {dice / len(val_loader):.3f}")
