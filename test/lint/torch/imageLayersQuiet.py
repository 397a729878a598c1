#- framework: torch
import torch
from torch import nn
import torch.nn.functional as F


class Block(nn.Module):
    def __init__(self, c_in, c_out, stride=1, groups=1, norm=nn.BatchNorm2d):
        super().__init__()
        self.conv1 = nn.Conv2d(c_in, c_out, 3, stride, 1, groups=groups, bias=False)
        self.bn1 = norm(c_out)
        self.conv2 = nn.Conv2d(c_out, c_out, 3, padding="same", bias=False)
        self.bn2 = norm(self.conv2.out_channels)
        self.short = nn.Identity() if stride == 1 and c_in == c_out else nn.Conv2d(c_in, c_out, 1, stride)

    def forward(self, x):
        y = F.relu(self.bn1(self.conv1(x)))
        return F.relu(self.bn2(self.conv2(y)) + self.short(x))


class UNet(nn.Module):
    def __init__(self, channels=3, width=16):
        super().__init__()
        self.down1 = Block(channels, width)
        self.down2 = Block(width, 2 * width, stride=2)
        self.up = nn.ConvTranspose2d(2 * width, width, 2, stride=2)
        self.out = nn.Conv2d(2 * width, 1, 1)

    def forward(self, x):
        a = self.down1(x)
        b = self.down2(a)
        c = self.up(b)
        diff = a.size(2) - c.size(2)
        c = F.pad(c, [diff // 2, diff - diff // 2, diff // 2, diff - diff // 2])
        return torch.sigmoid(self.out(torch.cat([a, c], dim=1)))


masks = UNet()(torch.zeros(2, 3, 33, 33))
UNet().eval()(torch.randn(1, 3, 64, 64))
pooled, where = nn.MaxPool2d(2, return_indices=True)(torch.zeros(1, 3, 8, 8))
nn.MaxUnpool2d(2)(pooled, where, output_size=(8, 8))
model = nn.Sequential(nn.LazyConv2d(8, 3), nn.LazyBatchNorm2d(), nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.LazyLinear(10))
model(torch.zeros(2, 5, 9, 9))
half = nn.Conv2d(3, 8, 3).half()
half(torch.zeros(1, 3, 8, 8, dtype=torch.float16))
nn.Linear(4, 2).double()(torch.zeros(3, 4, dtype=torch.float64))
nn.LayerNorm((10, 32))(torch.zeros(2, 10, 32))
nn.Conv1d(4, 8, 5, padding=2, padding_mode="circular")(torch.zeros(4, 100))
n = int(input())
nn.Conv2d(n, 8, 3)(torch.zeros(1, 3, 8, 8))
nn.Linear(n, 2)(torch.zeros(3, 4))
