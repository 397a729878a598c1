#- framework: torch
# Data sets and transforms of torchvision, and images of Pillow.
import torch
from torch import nn
import torchvision
import torchvision.transforms as T
from torchvision import datasets, transforms
from torchvision.transforms import v2
from torchvision.datasets import CIFAR10, MNIST, ImageFolder
from torch.utils.data import DataLoader, random_split, Dataset
from PIL import Image
import numpy as np
tf = transforms.Compose([transforms.Resize((32, 32)), transforms.RandomHorizontalFlip(), transforms.ToTensor(), transforms.Normalize((0.5,), (0.5,))])
train = datasets.MNIST('data', train=True, download=True, transform=tf)
n = len(train)
loader = DataLoader(train, batch_size=64, shuffle=True)
for i, (images, labels) in enumerate(loader):
    a = images
    b = labels
x, y = train[0]
fold = ImageFolder('d', transform=T.Compose([T.RandomResizedCrop(224), T.ToTensor()]))
k = next(iter(DataLoader(fold, 16)))[0]
v = v2.Compose([v2.ToImage(), v2.ToDtype(torch.float32, scale=True), v2.Resize((20, 20))])(Image.open('x.png').convert('RGB'))
class Mine(Dataset):
    def __init__(self, files, transform=None):
        self.files = files
        self.transform = transform
    def __len__(self):
        return len(self.files)
    def __getitem__(self, i):
        img = Image.open(self.files[i]).convert('RGB')
        if self.transform:
            img = self.transform(img)
        return img, 1
d = Mine(['a', 'b'], transforms.Compose([transforms.Resize(256), transforms.CenterCrop(224), transforms.ToTensor(), transforms.Normalize([0.4, 0.4, 0.4], [0.2, 0.2, 0.2])]))
for p, q in DataLoader(d, 2):
    r = p
arr = np.array(Image.open('a.png').convert('L'))
s = nn.Sequential(T.Resize((8, 8)), T.Grayscale())(torch.zeros(3, 10, 10))
w, h = Image.new('RGB', (30, 20)).size
train_set, val_set = random_split(train, [50000, 10000])
g = next(iter(DataLoader(val_set, 5)))[0]
fake = datasets.FakeData(transform=T.ToTensor())
f = next(iter(DataLoader(fake, 5)))[0]
