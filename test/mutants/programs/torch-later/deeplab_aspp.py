import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F
from torch.utils.data import Dataset, DataLoader

N_CLASSES = 4
IGNORE = 255

class Shapes(Dataset):
    """(image float CHW, label long HW); a few pixels on the border are marked as 'ignore'."""

    def __init__(self, n_items, h=40, w=56):
        rs = np.random.RandomState(0)
        self.x = rs.normal(0, 0.3, (n_items, 3, h, w)).astype("float32")
        self.y = np.zeros((n_items, h, w), dtype="int64")
        for i in range(n_items):
            for c in range(1, N_CLASSES):
                top, left = rs.randint(0, h - 14), rs.randint(0, w - 14)
                hh, ww = rs.randint(6, 14, size=2)
                self.y[i, top:top + hh, left:left + ww] = c
                self.x[i, c - 1, top:top + hh, left:left + ww] += 1.0
        self.y[:, :1, :] = IGNORE
        self.y[:, :, -1:] = IGNORE

    def __len__(self):
        return len(self.x)

    def __getitem__(self, i):
        return torch.from_numpy(self.x[i]), torch.from_numpy(self.y[i])

class ASPPConv(nn.Sequential):
    def __init__(self, in_channels, out_channels, dilation):
        super().__init__(
            nn.Conv2d(in_channels, out_channels, 3, padding=dilation, dilation=dilation, bias=False),
            nn.BatchNorm2d(out_channels), nn.ReLU())

class ASPPPooling(nn.Sequential):
    def __init__(self, in_channels, out_channels):
        super().__init__(
            nn.AdaptiveAvgPool2d(1),
            nn.Conv2d(in_channels, out_channels, 1, bias=False),
            nn.BatchNorm2d(out_channels), nn.ReLU())

    def forward(self, x):
        size = x.shape[-2:]
        for mod in self:
            x = mod(x)
        return F.interpolate(x, size=size, mode="bilinear", align_corners=False)

class ASPP(nn.Module):
    def __init__(self, in_channels, atrous_rates, out_channels=32):
        super().__init__()
        modules = [nn.Sequential(nn.Conv2d(in_channels, out_channels, 1, bias=False),
                                 nn.BatchNorm2d(out_channels), nn.ReLU())]
        for rate in tuple(atrous_rates):
            modules.append(ASPPConv(in_channels, out_channels, rate))
        modules.append(ASPPPooling(in_channels, out_channels))
        self.convs = nn.ModuleList(modules)
        self.project = nn.Sequential(
            nn.Conv2d(len(self.convs) * out_channels, out_channels, 1, bias=False),
            nn.BatchNorm2d(out_channels), nn.ReLU(), nn.Dropout(0.3))

    def forward(self, x):
        res = [conv(x) for conv in self.convs]
        return self.project(torch.cat(res, dim=1))

class ResBlock(nn.Module):
    def __init__(self, cin, cout, stride=1, dilation=1):
        super().__init__()
        self.conv1 = nn.Conv2d(cin, cout, 3, stride, dilation, dilation, bias=False)
        self.bn1 = nn.BatchNorm2d(cout)
        self.conv2 = nn.Conv2d(cout, cout, 3, 1, dilation, dilation, bias=False)
        self.bn2 = nn.BatchNorm2d(cout)
        self.down = None
        if stride != 1 or cin != cout:
            self.down = nn.Sequential(nn.Conv2d(cin, cout, 1, stride, bias=False), nn.BatchNorm2d(cout))

    def forward(self, x):
        identity = x if self.down is None else self.down(x)
        out = F.relu(self.bn1(self.conv1(x)))
        out = self.bn2(self.conv2(out))
        return F.relu(out + identity)

class DeepLabV3Plus(nn.Module):
    def __init__(self, n_classes):
        super().__init__()
        self.stem = ResBlock(3, 16, stride=2)                 # 1/2
        self.layer1 = ResBlock(16, 24, stride=2)              # 1/4, low level
        self.layer2 = ResBlock(24, 40, stride=2)              # 1/8
        self.layer3 = ResBlock(40, 40, dilation=2)            # still 1/8
        self.aspp = ASPP(40, (2, 4, 6), out_channels=32)
        self.low_proj = nn.Sequential(nn.Conv2d(24, 12, 1, bias=False), nn.BatchNorm2d(12), nn.ReLU())
        self.classifier = nn.Sequential(
            nn.Conv2d(32 + 12, 32, 3, padding=1, bias=False), nn.BatchNorm2d(32), nn.ReLU(),
            nn.Conv2d(32, n_classes, 1))

    def forward(self, x):
        input_shape = x.shape[-2:]
        low = self.layer1(self.stem(x))
        high = self.aspp(self.layer3(self.layer2(low)))
        high = F.interpolate(high, size=low.shape[2:], mode="bilinear", align_corners=False)
        out = self.classifier(torch.cat([high, self.low_proj(low)], dim=1))
        return F.interpolate(out, size=input_shape, mode="bilinear", align_corners=False)

def fast_hist(label, pred, n):
    k = (label >= 0) & (label < n)
    return np.bincount(n * label[k] + pred[k], minlength=n ** 2).reshape(n, n)

def poly_lr(optimizer, base_lr, it, max_it, power=0.9):
    lr = base_lr * (1 - it / max_it) ** power
    for g in optimizer.param_groups:
        g["lr"] = lr

if __name__ == "__main__":
    train_loader = DataLoader(Shapes(18), batch_size=6, shuffle=True, drop_last=True)
    val_loader = DataLoader(Shapes(5), batch_size=2)
    net = DeepLabV3Plus(N_CLASSES)
    ce = nn.CrossEntropyLoss(ignore_index=IGNORE)
    opt = torch.optim.SGD(net.parameters(), lr=0.05, momentum=0.9, weight_decay=1e-4)
    it, max_it = 0, 2 * len(train_loader)
    for epoch in range(2):
        net.train()
        for img, lbl in train_loader:
            poly_lr(opt, 0.05, it, max_it)
            score = net(img)
            loss = ce(score, lbl)
            opt.zero_grad()
            loss.backward()
            opt.step()
            it += 1
        hist = np.zeros((N_CLASSES, N_CLASSES))
        net.eval()
        with torch.no_grad():
            for img, lbl in val_loader:
                pred = net(img).argmax(1).numpy()
                hist += fast_hist(lbl.numpy().flatten(), pred.flatten(), N_CLASSES)
        iou = np.diag(hist) / np.maximum(hist.sum(1) + hist.sum(0) - np.diag(hist), 1)
        print(f"epoch {epoch} loss {loss.item():.3f} mIoU {iou.mean():.3f}")
