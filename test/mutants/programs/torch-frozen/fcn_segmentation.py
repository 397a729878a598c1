"""FCN-8s style network on synthetic scenes with 4 classes."""
import argparse
import torch
import torch.nn as nn
import torch.nn.functional as F
from torch.utils.data import Dataset, DataLoader


class Scenes(Dataset):
    CLASSES = ('background', 'square', 'stripe', 'cross')

    def __init__(self, length, height, width):
        self.length, self.h, self.w = length, height, width

    def __len__(self):
        return self.length

    def __getitem__(self, index):
        g = torch.Generator().manual_seed(index)
        label = torch.zeros(self.h, self.w, dtype=torch.long)
        y = torch.randint(0, self.h - 16, (1,), generator=g).item()
        x = torch.randint(0, self.w - 16, (1,), generator=g).item()
        label[y:y + 14, x:x + 14] = 1
        label[:, (x + 20) % self.w] = 2
        label[y + 5:y + 9, :] = 3
        colours = torch.tensor([[.1, .1, .1], [.8, .2, .1], [.2, .9, .3], [.1, .3, .9]])
        img = colours[label].permute(2, 0, 1)        # HxWx3 -> 3xHxW
        return img + 0.1 * torch.randn(img.shape, generator=g), label


def vgg_stage(n_convs, c_in, c_out):
    layers = []
    for i in range(n_convs):
        layers += [nn.Conv2d(c_in if i == 0 else c_out, c_out, 3, padding=1), nn.ReLU(inplace=True)]
    layers.append(nn.MaxPool2d(2, stride=2, ceil_mode=True))
    return nn.Sequential(*layers)


class FCN8s(nn.Module):
    def __init__(self, n_class=4):
        super(FCN8s, self).__init__()
        self.stage1 = vgg_stage(1, 3, 8)      # 1/2
        self.stage2 = vgg_stage(1, 8, 12)     # 1/4
        self.stage3 = vgg_stage(2, 12, 20)    # 1/8
        self.stage4 = vgg_stage(2, 20, 28)    # 1/16
        self.fc = nn.Sequential(
            nn.Conv2d(28, 40, kernel_size=3, padding=1),
            nn.ReLU(inplace=True),
            nn.Dropout2d(0.2),
        )
        self.score_fr = nn.Conv2d(40, n_class, 1)
        self.score_pool3 = nn.Conv2d(20, n_class, 1)
        self.score_pool2 = nn.Conv2d(12, n_class, 1)

    def forward(self, x):
        size = x.shape[-2:]
        pool2 = self.stage2(self.stage1(x))
        pool3 = self.stage3(pool2)
        pool4 = self.stage4(pool3)

        score = self.score_fr(self.fc(pool4))
        s3 = self.score_pool3(pool3)
        score = F.interpolate(score, size=s3.shape[2:], mode='bilinear', align_corners=False) + s3
        s2 = self.score_pool2(pool2)
        score = F.interpolate(score, size=s2.shape[2:], mode='bilinear', align_corners=False) + s2
        return F.interpolate(score, size=size, mode='bilinear', align_corners=False)


def fast_hist(label_true, label_pred, n_class):
    mask = (label_true >= 0) & (label_true < n_class)
    return torch.bincount(n_class * label_true[mask] + label_pred[mask],
                          minlength=n_class ** 2).reshape(n_class, n_class)


def mean_iou(hist):
    diag = hist.diag().float()
    union = hist.sum(0) + hist.sum(1) - hist.diag()
    return (diag / union.clamp(min=1)).mean().item()


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument('--height', type=int, default=44)
    ap.add_argument('--width', type=int, default=60)
    ap.add_argument('-b', '--batch', type=int, default=6)
    ap.add_argument('-e', '--epochs', type=int, default=2)
    opts = ap.parse_args()

    device = torch.device('cuda' if torch.cuda.is_available() else 'cpu')
    train = DataLoader(Scenes(30, opts.height, opts.width), opts.batch, shuffle=True)
    val = DataLoader(Scenes(10, opts.height, opts.width), opts.batch)
    n_class = len(Scenes.CLASSES)
    net = FCN8s(n_class).to(device)
    weight = torch.tensor([0.4, 1.0, 2.0, 1.0], device=device)
    criterion = nn.CrossEntropyLoss(weight=weight)
    optimizer = torch.optim.Adam(net.parameters(), lr=3e-3)

    for epoch in range(opts.epochs):
        net.train()
        total = 0.
        for img, label in train:
            img, label = img.to(device), label.to(device)
            score = net(img)                      # N x n_class x H x W
            loss = criterion(score, label)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            total += loss.item()

        net.eval()
        hist = torch.zeros(n_class, n_class, dtype=torch.long)
        with torch.no_grad():
            for img, label in val:
                pred = net(img.to(device)).argmax(1).cpu()
                hist += fast_hist(label.flatten(), pred.flatten(), n_class)
        acc = hist.diag().sum().item() / hist.sum().item()
        print('epoch %d  loss %.3f  pixel acc %.3f  mIoU %.3f' % (epoch, total / len(train), acc, mean_iou(hist)))


if __name__ == '__main__':
    main()
