#- framework: torch
# Names that PyTorch and torchvision do not have, or no longer, and attributes that nothing sets.
import torch
import torch.nn as nn
import torch.nn.functional as F
from torch import optim
from torch.utils.data import Dataset, DataLoader
from torchvision import transforms
from torch.nn import Liner
#                    ^^^^^ error[missing-attribute]: torch.nn has no Liner; is Linear meant?
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc1 = nn.Linear(8, 4)
        self.register_buffer('pe', torch.zeros(3))
        for i in range(2):
            setattr(self, f'block{i}', nn.Linear(4, 4))
    def forward(self, x):
        x = self.fc1(x)
        x = self.block0(x) + self.pe.sum()
        if self.training:
            x = x
        return self.fc3(x)
        #      ^^^^^^^^ error[missing-attribute]: Net has no fc3; is fc1 meant?
net = Net()
net(torch.zeros(2, 8))
a = nn.Conv2D(3, 8, 3)
#   ^^^^^^^^^ error[missing-attribute]: torch.nn has no Conv2D; is Conv2d meant?
b = torch.concatenat([torch.zeros(2)])
#   ^^^^^^^^^^^^^^^^ error[missing-attribute]: torch has no concatenat; is concatenate meant?
c = torch.zeros(3).unsqeeze(0)
#   ^^^^^^^^^^^^^^^^^^^^^^^ error[missing-attribute]: torch.Tensor has no unsqeeze; is unsqueeze meant?
d = torch.zeros(3).astype('float32')
#   ^^^^^^^^^^^^^^^^^^^^^ error[missing-attribute]: torch.Tensor has no astype; is dtype meant?
e = F.relu6x(torch.zeros(2))
#   ^^^^^^^^ error[missing-attribute]: torch.nn.functional has no relu6x; is relu6 meant?
o = optim.adam(net.parameters(), lr=0.1)
#   ^^^^^^^^^^ error[missing-attribute]: torch.optim.adam is a module and cannot be called; is Adam meant?
o2 = optim.Adam(net.parameters(), lr=0.1)
o2.zero_gard()  #! error[missing-attribute]: Adam has no zero_gard; is zero_grad meant?
torch.symeig(torch.eye(2))  #! error[removed-api]: torch.symeig is gone since torch 1.13; torch.linalg.eigh does the same
t = transforms.Scale(3)
#   ^^^^^^^^^^^^^^^^ error[removed-api]: torchvision.transforms.Scale is gone since torchvision 0.15; torchvision.transforms.Resize does the same
class D(Dataset):
    def __init__(self):
        self.images = [1, 2]
    def __len__(self):
        return len(self.image)
        #          ^^^^^^^^^^ error[missing-attribute]: D has no image; is images meant?
    def __getitem__(self, i):
        return self.images[i]
len(D())
net.to('cuda').eval()
torch.npu.is_available()
torch.backends.cudnn.benchmark = True
v = torch.autograd.Variable(torch.zeros(2))
F.upsample(torch.zeros(1, 1, 2, 2), scale_factor=2)
net.foo = 1
print(net.foo, net.state_dict().keys())
