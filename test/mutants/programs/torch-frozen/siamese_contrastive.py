import random
import torch
import torch.nn as nn
import torch.nn.functional as F
import torchvision
from torch.utils.data import Dataset, DataLoader
from torchvision import transforms


class SiamesePairs(Dataset):
    """Yields (img0, img1, label) with label 1 when the two pictures are of different classes."""

    def __init__(self, base, n_pairs, seed=0):
        self.base = base
        self.n_pairs = n_pairs
        self.rnd = random.Random(seed)
        self.by_class = {}
        for i in range(min(len(base), 400)):
            _, target = base[i]
            self.by_class.setdefault(int(target), []).append(i)
        self.classes = sorted(self.by_class)

    def __len__(self):
        return self.n_pairs

    def __getitem__(self, _):
        should_get_same_class = self.rnd.randint(0, 1)
        c0 = self.rnd.choice(self.classes)
        c1 = c0
        if not should_get_same_class:
            c1 = self.rnd.choice([c for c in self.classes if c != c0])
        img0, _ = self.base[self.rnd.choice(self.by_class[c0])]
        img1, _ = self.base[self.rnd.choice(self.by_class[c1])]
        return img0, img1, torch.tensor([int(c0 != c1)], dtype=torch.float32)


class SiameseNetwork(nn.Module):
    def __init__(self, embedding=16, side=28):
        super(SiameseNetwork, self).__init__()
        self.cnn1 = nn.Sequential(
            nn.ReflectionPad2d(1),
            nn.Conv2d(1, 4, kernel_size=3),
            nn.ReLU(inplace=True),
            nn.BatchNorm2d(4),

            nn.ReflectionPad2d(1),
            nn.Conv2d(4, 8, kernel_size=3),
            nn.ReLU(inplace=True),
            nn.BatchNorm2d(8),
            nn.MaxPool2d(2),
        )
        flat = 8 * (side // 2) * (side // 2)
        self.fc1 = nn.Sequential(
            nn.Linear(flat, 50),
            nn.ReLU(inplace=True),
            nn.Linear(50, embedding))

    def forward_once(self, x):
        output = self.cnn1(x)
        output = output.view(output.size()[0], -1)
        return self.fc1(output)

    def forward(self, input1, input2):
        return self.forward_once(input1), self.forward_once(input2)


class ContrastiveLoss(nn.Module):
    """See Hadsell, Chopra, LeCun 2006."""

    def __init__(self, margin=2.0):
        super(ContrastiveLoss, self).__init__()
        self.margin = margin

    def forward(self, output1, output2, label):
        euclidean_distance = F.pairwise_distance(output1, output2, keepdim=True)
        loss_contrastive = torch.mean(
            (1 - label) * torch.pow(euclidean_distance, 2) +
            label * torch.pow(torch.clamp(self.margin - euclidean_distance, min=0.0), 2))
        return loss_contrastive


def main():
    tfm = transforms.Compose([transforms.RandomAffine(degrees=5), transforms.ToTensor()])
    mnist = torchvision.datasets.MNIST(root="data", train=True, download=True, transform=tfm)
    loader = DataLoader(SiamesePairs(mnist, 192), batch_size=32, shuffle=True)
    val_loader = DataLoader(SiamesePairs(mnist, 40, seed=5), batch_size=8)

    net = SiameseNetwork()
    if torch.cuda.is_available():
        net = net.cuda()
    criterion = ContrastiveLoss()
    optimizer = torch.optim.Adam(net.parameters(), lr=0.0005)

    counter, loss_history = [], []
    iteration_number = 0
    for epoch in range(2):
        for i, (img0, img1, label) in enumerate(loader):
            if torch.cuda.is_available():
                img0, img1, label = img0.cuda(), img1.cuda(), label.cuda()
            optimizer.zero_grad()
            output1, output2 = net(img0, img1)
            loss_contrastive = criterion(output1, output2, label)
            loss_contrastive.backward()
            optimizer.step()
            iteration_number += 1
            counter.append(iteration_number)
            loss_history.append(loss_contrastive.item())
        print("Epoch number {}  loss {:.4f}".format(epoch, sum(loss_history[-len(loader):]) / len(loader)))

    net.eval()
    dissim, labels = [], []
    with torch.no_grad():
        for x0, x1, label in val_loader:
            if torch.cuda.is_available():
                x0, x1 = x0.cuda(), x1.cuda()
            e0, e1 = net(x0, x1)
            dissim.append(F.pairwise_distance(e0, e1).cpu())
            labels.append(label.squeeze(1))
    dissim, labels = torch.cat(dissim), torch.cat(labels).bool()
    threshold = dissim.median()
    acc = ((dissim > threshold) == labels).float().mean()
    print("same %.3f  different %.3f  accuracy at the median %.2f" % (
        dissim[~labels].mean(), dissim[labels].mean(), acc))


if __name__ == "__main__":
    main()
