#- framework: torch
import numpy as np
import torch
from torch import nn
import torch.nn.functional as F


class Classifier(nn.Module):
    def __init__(self, n_classes=10):
        super().__init__()
        self.conv1 = nn.Conv2d(1, 32, 3)
        self.conv2 = nn.Conv2d(16, 64, 3)
        self.bn = nn.BatchNorm2d(32)
        self.fc1 = nn.Linear(64 * 5 * 5, 128)
        self.fc2 = nn.Linear(128, n_classes)

    def forward(self, x):
        x = F.max_pool2d(F.relu(self.conv1(x)), 2)
        x = self.conv2(x)
        #   ^^^^^^^^^^^^^ error[dim-mismatch]: Conv2d expects 16 channels, gets 32: (8, 32, 13, 13)
        x = self.bn(x)
        #   ^^^^^^^^^^ error[dim-mismatch]: BatchNorm2d expects 32 channels, gets 64: (8, 64, 11, 11)
        x = F.max_pool2d(F.relu(x), 2)
        x = torch.flatten(x, 1)
        return self.fc2(F.relu(self.fc1(x)))


logits = Classifier()(torch.zeros(8, 1, 28, 28))

images = torch.zeros(8, 28, 28, 3)
nn.Conv2d(3, 8, 3)(images)  #! error[dim-mismatch]: Conv2d expects 3 channels, gets 28: (8, 28, 28, 3)
nn.Conv2d(3, 8, 3)(torch.zeros(8, 3, 2, 2))  #! error[non-positive-size]: Conv2d: a kernel of 3×3 does not fit into 2×2
nn.Conv2d(6, 8, 3, groups=4)  #! error[dim-mismatch]: Conv2d: in_channels of 6 cannot be split into 4 groups
pixels = torch.zeros(4, 3, 8, 8, dtype=torch.uint8)
nn.Conv2d(3, 8, 3, padding="same")(pixels)  #! error[dtype-mismatch]: Conv2d has weights of type float32, its input is of type uint8
nn.Linear(4, 2)(np.zeros((3, 4)))  #! error[dtype-mismatch]: Linear takes a tensor of PyTorch, it gets an array of NumPy
F.pad(torch.zeros(2, 3, 4, 4), (1, 1), mode="reflect")  #! error[rank-mismatch]: pad: mode 'reflect' pads the last axes of a tensor of 2 or 3 axes, this one has 4
F.interpolate(torch.zeros(2, 3, 4), scale_factor=2, mode="bilinear")  #! error[rank-mismatch]: interpolate: mode 'bilinear' takes 4 axes, its input is (2, 3, 4)
nn.GroupNorm(32, 48)  #! error[dim-mismatch]: GroupNorm: num_channels of 48 cannot be split into 32 groups
nn.LayerNorm(64)(torch.zeros(2, 10, 32))  #! error[dim-mismatch]: LayerNorm expects the last axes to be (64,), its input is (2, 10, 32)
up = nn.Sequential(nn.ConvTranspose2d(64, 32, 2, stride=2), nn.BatchNorm2d(64), nn.ReLU())
up(torch.zeros(1, 64, 8, 8))  #! error[dim-mismatch]: BatchNorm2d expects 64 channels, gets 32: (1, 32, 16, 16)
lazy = nn.LazyConv2d(8, 3)
lazy(torch.zeros(1, 3, 8, 8))
lazy(torch.zeros(1, 4, 8, 8))  #! error[dim-mismatch]: LazyConv2d was built for 3 features on axis -3; this input has 4: (1, 4, 8, 8)
F.softmax(torch.zeros(4, 10), dim=2)  #! error[axis-out-of-range]: softmax: there is no axis 2 among 2: (4, 10)
nn.PixelShuffle(3)(torch.zeros(1, 12, 4, 4))  #! error[dim-mismatch]: PixelShuffle: axis -3 of (1, 12, 4, 4) cannot be cut into 9 equal parts
