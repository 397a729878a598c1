"""Transfer learning recipe: frozen EfficientNet-B0 features, own head, then fine-tune the last block."""
import os
import tempfile
import time

import numpy as np
import torch
import torch.nn as nn
from PIL import Image
from torch.optim import lr_scheduler
from torch.utils.data import DataLoader
from torchvision import models, transforms
from torchvision.datasets import ImageFolder

IMG_SIZE = 64
CLASS_NAMES = ["bee", "fly", "moth"]


def write_fake_images(root, per_class):
    """an image folder, root/<split>/<class>/<n>.png"""
    rng = np.random.default_rng(0)
    for split, n in per_class.items():
        for c, name in enumerate(CLASS_NAMES):
            folder = os.path.join(root, split, name)
            os.makedirs(folder)
            for k in range(n):
                h, w = rng.integers(60, 90, size=2)
                arr = rng.integers(0, 120, size=(h, w, 3), dtype=np.uint8)
                arr[..., c] += 100
                Image.fromarray(arr).save(os.path.join(folder, f"{k:03d}.png"))


data_transforms = {
    "train": transforms.Compose([
        transforms.RandomResizedCrop(IMG_SIZE, scale=(0.6, 1.0)),
        transforms.RandomHorizontalFlip(),
        transforms.ToTensor(),
        transforms.Normalize([0.485, 0.456, 0.406], [0.229, 0.224, 0.225]),
    ]),
    "val": transforms.Compose([
        transforms.Resize(72),
        transforms.CenterCrop(IMG_SIZE),
        transforms.ToTensor(),
        transforms.Normalize([0.485, 0.456, 0.406], [0.229, 0.224, 0.225]),
    ]),
}


class TransferNet(nn.Module):
    def __init__(self, num_classes, hidden=48, drop=0.3):
        super().__init__()
        base = models.efficientnet_b0(weights=None)
        self.features = base.features
        in_features = base.classifier[1].in_features      # 1280
        self.gap = nn.AdaptiveAvgPool2d(1)
        self.gmp = nn.AdaptiveMaxPool2d(1)
        self.head = nn.Sequential(
            nn.Flatten(),
            nn.BatchNorm1d(in_features * 2),
            nn.Dropout(drop),
            nn.Linear(in_features * 2, hidden),
            nn.SiLU(),
            nn.Linear(hidden, num_classes),
        )

    def freeze(self):
        for p in self.features.parameters():
            p.requires_grad = False

    def unfreeze_last(self, n=1):
        for block in list(self.features)[-n:]:
            for p in block.parameters():
                p.requires_grad = True

    def forward(self, x):
        f = self.features(x)
        pooled = torch.cat([self.gap(f), self.gmp(f)], dim=1)
        return self.head(pooled)


def train_model(model, dataloaders, criterion, optimizer, scheduler, num_epochs, device):
    since = time.time()
    best_acc = 0.0
    with tempfile.TemporaryDirectory() as tempdir:
        best_path = os.path.join(tempdir, "best.pt")
        torch.save(model.state_dict(), best_path)
        for epoch in range(num_epochs):
            for phase in ["train", "val"]:
                model.train(phase == "train")
                running_loss = 0.0
                running_corrects = 0
                for inputs, labels in dataloaders[phase]:
                    inputs = inputs.to(device)
                    labels = labels.to(device)
                    optimizer.zero_grad()
                    with torch.set_grad_enabled(phase == "train"):
                        outputs = model(inputs)
                        _, preds = torch.max(outputs, 1)
                        loss = criterion(outputs, labels)
                        if phase == "train":
                            loss.backward()
                            optimizer.step()
                    running_loss += loss.item() * inputs.size(0)
                    running_corrects += torch.sum(preds == labels.data)
                if phase == "train":
                    scheduler.step()
                n = len(dataloaders[phase].dataset)
                epoch_acc = running_corrects.double() / n
                print(f"{phase} epoch {epoch} loss: {running_loss / n:.4f} acc: {epoch_acc:.4f}")
                if phase == "val" and epoch_acc > best_acc:
                    best_acc = epoch_acc
                    torch.save(model.state_dict(), best_path)
        model.load_state_dict(torch.load(best_path, weights_only=True))
    print(f"complete in {time.time() - since:.1f}s, best val acc {best_acc:.3f}")
    return model


def main():
    device = torch.device("cuda:0" if torch.cuda.is_available() else "cpu")
    with tempfile.TemporaryDirectory() as root:
        write_fake_images(root, {"train": 6, "val": 3})
        sets = {s: ImageFolder(os.path.join(root, s), data_transforms[s]) for s in ("train", "val")}
        loaders = {s: DataLoader(ds, batch_size=6, shuffle=(s == "train")) for s, ds in sets.items()}
        net = TransferNet(len(sets["train"].classes)).to(device)
        criterion = nn.CrossEntropyLoss()

        net.freeze()
        opt = torch.optim.Adam(net.head.parameters(), lr=1e-3)
        net = train_model(net, loaders, criterion, opt, lr_scheduler.StepLR(opt, 1, 0.5), 1, device)

        net.unfreeze_last(1)
        trainable = [p for p in net.parameters() if p.requires_grad]
        print("fine-tuning", sum(p.numel() for p in trainable), "parameters")
        opt = torch.optim.SGD(trainable, lr=1e-3, momentum=0.9, nesterov=True)
        train_model(net, loaders, criterion, opt, lr_scheduler.StepLR(opt, 1, 0.5), 1, device)


if __name__ == "__main__":
    main()
