import torch
import torch.nn as nn
import torch.nn.functional as F
from torch.utils.data import DataLoader, Dataset
from torchvision.transforms import v2
from torchvision.models import resnet18
from torchvision.datasets import CIFAR10


class TwoCrops:
    """Return two random views of the same image."""

    def __init__(self, base_transform):
        self.base_transform = base_transform

    def __call__(self, x):
        return [self.base_transform(x), self.base_transform(x)]


def simclr_pipeline(size=24, s=0.5):
    return v2.Compose([
        v2.ToImage(),
        v2.RandomResizedCrop(size, scale=(0.4, 1.0), antialias=True),
        v2.RandomHorizontalFlip(),
        v2.RandomApply([v2.ColorJitter(0.8 * s, 0.8 * s, 0.8 * s, 0.2 * s)], p=0.8),
        v2.RandomGrayscale(p=0.2),
        v2.ToDtype(torch.float32, scale=True),
        v2.Normalize([0.49, 0.48, 0.45], [0.2, 0.2, 0.2]),
    ])


class FirstN(Dataset):
    def __init__(self, base, n):
        self.base, self.n = base, min(n, len(base))

    def __len__(self):
        return self.n

    def __getitem__(self, i):
        views, label = self.base[i]
        return views[0], views[1], label


class SimCLR(nn.Module):
    def __init__(self, out_dim=32):
        super().__init__()
        backbone = resnet18(weights=None)
        backbone.conv1 = nn.Conv2d(3, 64, 3, 2, 1, bias=False)
        backbone.maxpool = nn.Identity()
        dim = backbone.layer2[-1].bn2.num_features
        # two stages are enough here
        self.encoder = nn.Sequential(
            backbone.conv1, backbone.bn1, backbone.relu, backbone.layer1, backbone.layer2, nn.AdaptiveAvgPool2d(1))
        self.feature_dim = dim
        self.projector = nn.Sequential(
            nn.Linear(dim, dim), nn.BatchNorm1d(dim), nn.ReLU(inplace=True), nn.Linear(dim, out_dim, bias=False))

    def forward(self, x):
        h = self.encoder(x).flatten(1)
        return h, self.projector(h)


class NTXent(nn.Module):
    def __init__(self, temperature=0.5):
        super().__init__()
        self.temperature = temperature

    def forward(self, z_i, z_j):
        n = z_i.size(0)
        z = F.normalize(torch.cat([z_i, z_j], dim=0), dim=1)        # 2N x D
        sim = z @ z.t() / self.temperature                          # 2N x 2N
        self_mask = torch.eye(2 * n, dtype=torch.bool, device=z.device)
        sim = sim.masked_fill(self_mask, float("-inf"))
        # the positive of i is i + N, and the other way round
        targets = torch.cat([torch.arange(n) + n, torch.arange(n)]).to(z.device)
        loss = F.cross_entropy(sim, targets)
        top1 = (sim.argmax(dim=1) == targets).float().mean()
        return loss, top1


def pretrain(model, loader, epochs, device):
    criterion = NTXent(temperature=0.2)
    optimizer = torch.optim.Adam(model.parameters(), lr=3e-4, weight_decay=1e-6)
    for epoch in range(epochs):
        model.train()
        for v1, v2_, _ in loader:
            _, z1 = model(v1.to(device))
            _, z2 = model(v2_.to(device))
            loss, top1 = criterion(z1, z2)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
        print(f"pretrain {epoch}: loss {loss.item():.3f} top1 {top1.item():.3f}")


def linear_probe(model, loader, device, steps=40):
    model.eval()
    feats, labels = [], []
    with torch.no_grad():
        for v1, _, y in loader:
            h, _ = model(v1.to(device))
            feats.append(h.cpu())
            labels.append(y)
    feats, labels = torch.cat(feats), torch.cat(labels)
    feats = (feats - feats.mean(0)) / (feats.std(0) + 1e-6)
    clf = nn.Linear(model.feature_dim, 10)
    opt = torch.optim.LBFGS(clf.parameters(), lr=0.5, max_iter=steps)

    def closure():
        opt.zero_grad()
        loss = F.cross_entropy(clf(feats), labels) + 1e-3 * clf.weight.pow(2).sum()
        loss.backward()
        return loss

    opt.step(closure)
    return (clf(feats).argmax(1) == labels).float().mean().item()


if __name__ == "__main__":
    torch.manual_seed(0)
    dev = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    base = CIFAR10("data", train=True, download=True, transform=TwoCrops(simclr_pipeline()))
    dl = DataLoader(FirstN(base, 32), batch_size=16, shuffle=True, drop_last=True)
    net = SimCLR().to(dev)
    pretrain(net, dl, epochs=1, device=dev)
    print("linear probe accuracy (train):", round(linear_probe(net, dl, dev), 3))
