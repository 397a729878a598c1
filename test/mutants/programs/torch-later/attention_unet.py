"""Attention U-Net (Oktay et al., 2018), binary segmentation of synthetic blobs."""
import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F
from torch.utils.data import Dataset, DataLoader


class conv_block(nn.Module):
    def __init__(self, ch_in, ch_out):
        super(conv_block, self).__init__()
        self.conv = nn.Sequential(
            nn.Conv2d(ch_in, ch_out, kernel_size=3, stride=1, padding=1, bias=True),
            nn.BatchNorm2d(ch_out),
            nn.ReLU(inplace=True),
            nn.Conv2d(ch_out, ch_out, kernel_size=3, stride=1, padding=1, bias=True),
            nn.BatchNorm2d(ch_out),
            nn.ReLU(inplace=True)
        )

    def forward(self, x):
        return self.conv(x)


class up_conv(nn.Module):
    def __init__(self, ch_in, ch_out):
        super(up_conv, self).__init__()
        self.up = nn.Upsample(scale_factor=2)
        self.conv = nn.Conv2d(ch_in, ch_out, kernel_size=3, stride=1, padding=1, bias=True)
        self.bn = nn.BatchNorm2d(ch_out)

    def forward(self, x):
        return torch.relu(self.bn(self.conv(self.up(x))))


class Attention_block(nn.Module):
    def __init__(self, F_g, F_l, F_int):
        super(Attention_block, self).__init__()
        self.W_g = nn.Sequential(nn.Conv2d(F_g, F_int, kernel_size=1), nn.BatchNorm2d(F_int))
        self.W_x = nn.Sequential(nn.Conv2d(F_l, F_int, kernel_size=1), nn.BatchNorm2d(F_int))
        self.psi = nn.Sequential(nn.Conv2d(F_int, 1, kernel_size=1), nn.BatchNorm2d(1), nn.Sigmoid())
        self.relu = nn.ReLU(inplace=True)

    def forward(self, g, x):
        g1 = self.W_g(g)
        x1 = self.W_x(x)
        psi = self.psi(self.relu(g1 + x1))
        return x * psi


class AttU_Net(nn.Module):
    def __init__(self, img_ch=3, output_ch=1, base=8):
        super(AttU_Net, self).__init__()
        self.Maxpool = nn.MaxPool2d(kernel_size=2, stride=2)
        self.Conv1 = conv_block(img_ch, base)
        self.Conv2 = conv_block(base, base * 2)
        self.Conv3 = conv_block(base * 2, base * 4)
        self.Conv4 = conv_block(base * 4, base * 8)

        self.Up4 = up_conv(base * 8, base * 4)
        self.Att4 = Attention_block(F_g=base * 4, F_l=base * 4, F_int=base * 2)
        self.Up_conv4 = conv_block(base * 8, base * 4)
        self.Up3 = up_conv(base * 4, base * 2)
        self.Att3 = Attention_block(F_g=base * 2, F_l=base * 2, F_int=base)
        self.Up_conv3 = conv_block(base * 4, base * 2)
        self.Up2 = up_conv(base * 2, base)
        self.Att2 = Attention_block(F_g=base, F_l=base, F_int=base // 2)
        self.Up_conv2 = conv_block(base * 2, base)
        self.Conv_1x1 = nn.Conv2d(base, output_ch, kernel_size=1, stride=1, padding=0)

    def forward(self, x):
        x1 = self.Conv1(x)
        x2 = self.Conv2(self.Maxpool(x1))
        x3 = self.Conv3(self.Maxpool(x2))
        x4 = self.Conv4(self.Maxpool(x3))

        d4 = self.Up4(x4)
        x3 = self.Att4(g=d4, x=x3)
        d4 = self.Up_conv4(torch.cat((x3, d4), dim=1))
        d3 = self.Up3(d4)
        x2 = self.Att3(g=d3, x=x2)
        d3 = self.Up_conv3(torch.cat((x2, d3), dim=1))
        d2 = self.Up2(d3)
        x1 = self.Att2(g=d2, x=x1)
        d2 = self.Up_conv2(torch.cat((x1, d2), dim=1))

        return self.Conv_1x1(d2)


class BlobDataset(Dataset):
    def __init__(self, n, size=48):
        self.n, self.size = n, size
        self.rng = np.random.default_rng(0)
        self.params = self.rng.integers(10, size - 10, size=(n, 2))
        self.radii = self.rng.integers(4, 10, size=n)

    def __len__(self):
        return self.n

    def __getitem__(self, idx):
        yy, xx = np.mgrid[:self.size, :self.size]
        cy, cx = self.params[idx]
        mask = ((yy - cy) ** 2 + (xx - cx) ** 2) <= self.radii[idx] ** 2
        img = self.rng.normal(0, .3, (self.size, self.size, 3)) + mask[..., None]
        img = torch.from_numpy(img.astype(np.float32).transpose(2, 0, 1))
        return img, torch.from_numpy(mask.astype(np.float32)).unsqueeze(0)


def dice_loss(logits, target, smooth=1.):
    prob = torch.sigmoid(logits).view(logits.size(0), -1)
    target = target.view(target.size(0), -1)
    inter = (prob * target).sum(1)
    return 1 - ((2. * inter + smooth) / (prob.sum(1) + target.sum(1) + smooth)).mean()


def main():
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    net = AttU_Net(img_ch=3, output_ch=1).to(device)
    loader = DataLoader(BlobDataset(32), batch_size=8, shuffle=True)
    opt = torch.optim.Adam(net.parameters(), lr=2e-3)
    for epoch in range(2):
        net.train()
        for img, mask in loader:
            img, mask = img.to(device), mask.to(device)
            out = net(img)
            loss = F.binary_cross_entropy_with_logits(out, mask) + dice_loss(out, mask)
            opt.zero_grad()
            loss.backward()
            opt.step()
        print("Epoch %d  loss %.4f" % (epoch, loss.item()))

    net.eval()
    with torch.no_grad():
        img, mask = next(iter(loader))
        pred = net(img.to(device)).cpu() > 0
        iou = (pred & mask.bool()).sum((1, 2, 3)) / (pred | mask.bool()).sum((1, 2, 3)).clamp(min=1)
        print("IoU per image:", [round(v, 3) for v in iou.tolist()])


main()
