import torch
from torch import nn
from torch.utils.data import DataLoader, random_split
from torchvision import datasets
from torchvision.transforms import v2


def conv_bn(c_in, c_out, k=3, s=1, groups=1, act=True):
    mods = [nn.Conv2d(c_in, c_out, k, s, k // 2, groups=groups, bias=False), nn.BatchNorm2d(c_out)]
    if act:
        mods.append(nn.Hardswish())
    return nn.Sequential(*mods)


class SELayer(nn.Module):
    def __init__(self, channel, reduction=4):
        super(SELayer, self).__init__()
        self.avg_pool = nn.AdaptiveAvgPool2d(1)
        self.fc = nn.Sequential(
            nn.Linear(channel, channel // reduction, bias=False),
            nn.ReLU(inplace=True),
            nn.Linear(channel // reduction, channel, bias=False),
            nn.Sigmoid()
        )

    def forward(self, x):
        b, c, _, _ = x.size()
        y = self.avg_pool(x).view(b, c)
        y = self.fc(y).view(b, c, 1, 1)
        return x * y.expand_as(x)


class MBBlock(nn.Module):
    """inverted residual: expand, depthwise, squeeze-excite, project"""

    def __init__(self, c_in, c_out, expand, stride):
        super().__init__()
        mid = c_in * expand
        self.use_res = stride == 1 and c_in == c_out
        self.block = nn.Sequential(
            conv_bn(c_in, mid, k=1),
            conv_bn(mid, mid, k=3, s=stride, groups=mid),
            SELayer(mid),
            conv_bn(mid, c_out, k=1, act=False),
        )

    def forward(self, x):
        out = self.block(x)
        return x + out if self.use_res else out


SETTINGS = [  # out, expand, stride, repeats
    (8, 1, 1, 1),
    (12, 2, 2, 2),
    (20, 3, 2, 2),
]


class SENet(nn.Module):
    def __init__(self, settings=SETTINGS, in_ch=1, stem=8, num_classes=10):
        super().__init__()
        self.stem = conv_bn(in_ch, stem, s=2)
        blocks, c = [], stem
        for out, expand, stride, n in settings:
            for i in range(n):
                blocks.append(MBBlock(c, out, expand, stride if i == 0 else 1))
                c = out
        self.blocks = nn.Sequential(*blocks)
        self.head = nn.Sequential(conv_bn(c, 48, k=1), nn.AdaptiveAvgPool2d((1, 1)), nn.Flatten(),
                                  nn.Dropout(0.1), nn.Linear(48, num_classes))

    def forward(self, x):
        return self.head(self.blocks(self.stem(x)))


class AverageMeter:
    def __init__(self):
        self.sum, self.n = 0.0, 0

    def update(self, val, n=1):
        self.sum += float(val) * n
        self.n += n

    @property
    def avg(self):
        return self.sum / max(self.n, 1)


def topk_accuracy(logits, target, k=3):
    _, pred = logits.topk(k, dim=1)
    return pred.eq(target.unsqueeze(1)).any(dim=1).float().mean()


def train_one_epoch(net, loader, criterion, optimizer, device, limit):
    net.train()
    meter = AverageMeter()
    for i, (x, y) in enumerate(loader):
        if i == limit:
            break
        x, y = x.to(device), y.to(device)
        loss = criterion(net(x), y)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        meter.update(loss.item(), x.size(0))
    return meter.avg


@torch.inference_mode()
def validate(net, loader, device, limit):
    net.eval()
    top1, top3 = AverageMeter(), AverageMeter()
    for i, (x, y) in enumerate(loader):
        if i == limit:
            break
        logits = net(x.to(device))
        y = y.to(device)
        top1.update((logits.argmax(1) == y).float().mean(), x.size(0))
        top3.update(topk_accuracy(logits, y), x.size(0))
    return top1.avg, top3.avg


if __name__ == '__main__':
    device = 'cuda' if torch.cuda.is_available() else 'cpu'
    tf = v2.Compose([v2.ToImage(), v2.ToDtype(torch.float32, scale=True), v2.Normalize([0.286], [0.353])])
    data = datasets.FashionMNIST(root='data', train=True, download=True, transform=tf)
    n_val = len(data) // 4
    train_set, val_set = random_split(data, [len(data) - n_val, n_val])
    train_loader = DataLoader(train_set, batch_size=32, shuffle=True, drop_last=True)
    val_loader = DataLoader(val_set, batch_size=50)

    net = SENet().to(device)
    criterion = nn.CrossEntropyLoss(label_smoothing=0.1)
    optimizer = torch.optim.SGD(net.parameters(), lr=0.05, momentum=0.9, nesterov=True)
    warmup = torch.optim.lr_scheduler.LinearLR(optimizer, start_factor=0.2, total_iters=2)
    for epoch in range(2):
        loss = train_one_epoch(net, train_loader, criterion, optimizer, device, limit=5)
        acc1, acc3 = validate(net, val_loader, device, limit=2)
        warmup.step()
        print(f'{epoch} loss {loss:.3f} top1 {acc1:.3f} top3 {acc3:.3f}')
