#- framework: torch
# Transforms in the wrong order, for other channels, or left out.
import torchvision.transforms as T
from PIL import Image
from torch.utils.data import DataLoader
from torchvision.datasets import CIFAR10, MNIST

gray = T.Compose([T.RandomCrop(32, padding=4), T.ToTensor(), T.Normalize((0.5, 0.5), (0.5, 0.5))])
for images, labels in DataLoader(CIFAR10('./data', train=False, transform=gray), 8):
#                     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error[dim-mismatch]: Normalize has values for 2 channels, the image has 3: (3, 32, 32)
    pass
for images, labels in DataLoader(MNIST('data'), 8):
#                     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error[dtype-mismatch]: Batches are made of tensors, arrays, numbers, texts, and of sequences and dicts of them; the data set gives PIL.Image
    pass
photo = Image.open('cat.png').convert('RGB')
T.Compose([T.ToTensor(), T.ToTensor()])(photo)  #! error[dtype-mismatch]: ToTensor takes PIL.Image, numpy.ndarray, it gets Tensor
T.Compose([T.Normalize(0.5, 0.5), T.ToTensor()])(photo)  #! error[dtype-mismatch]: Normalize takes Tensor, it gets PIL.Image
T.RandomCrop(40)(Image.new('RGB', (32, 32)))  #! error[non-positive-size]: RandomCrop: a part of 40×40 does not fit into 32×32
