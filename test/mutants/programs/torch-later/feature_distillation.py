"""
FitNets-style knowledge distillation: the student imitates an intermediate feature map of the teacher,
which is caught with a forward hook, as well as its softened outputs.
"""
import torch
import torch.nn as nn
import torch.nn.functional as F
from torch.utils.data import DataLoader, Subset
from torchvision import datasets, transforms


def conv_layer(ni, no, stride=1):
    return nn.Sequential(nn.Conv2d(ni, no, 3, stride, 1, bias=False), nn.BatchNorm2d(no), nn.ReLU(inplace=True))


class Teacher(nn.Module):
    def __init__(self):
        super().__init__()
        self.block1 = nn.Sequential(conv_layer(3, 24), conv_layer(24, 24), nn.MaxPool2d(2))
        self.block2 = nn.Sequential(conv_layer(24, 48), conv_layer(48, 48), nn.MaxPool2d(2))
        self.block3 = nn.Sequential(conv_layer(48, 64), nn.MaxPool2d(2))
        self.head = nn.Linear(64 * 4 * 4, 10)

    def forward(self, x):
        x = self.block3(self.block2(self.block1(x)))
        return self.head(x.flatten(1))


class Student(nn.Module):
    def __init__(self):
        super().__init__()
        self.stem = conv_layer(3, 10, stride=2)
        self.mid = conv_layer(10, 18, stride=2)
        self.tail = conv_layer(18, 26, stride=2)
        self.head = nn.Linear(26, 10)

    def forward(self, x):
        mid = self.mid(self.stem(x))
        out = self.tail(mid)
        out = F.avg_pool2d(out, out.shape[-1]).squeeze(-1).squeeze(-1)
        return self.head(out), mid


class FeatureCatcher:
    """keeps the output of a module during the forward pass"""

    def __init__(self, module):
        self.features = None
        self.handle = module.register_forward_hook(self._hook)

    def _hook(self, module, inp, out):
        self.features = out.detach()

    def close(self):
        self.handle.remove()


class HintLoss(nn.Module):
    def __init__(self, student_channels, teacher_channels, T=4.0, alpha=0.7, beta=50.0):
        super().__init__()
        self.regressor = nn.Conv2d(student_channels, teacher_channels, kernel_size=1)
        self.T, self.alpha, self.beta = T, alpha, beta

    def attention_map(self, f):
        return F.normalize(f.pow(2).mean(1).view(f.size(0), -1))

    def forward(self, s_logits, s_feat, t_logits, t_feat, target):
        ce = F.cross_entropy(s_logits, target)
        kd = F.kl_div(F.log_softmax(s_logits / self.T, dim=1),
                      F.softmax(t_logits / self.T, dim=1), reduction='batchmean') * self.T ** 2
        hint = F.mse_loss(self.regressor(s_feat), t_feat)
        at = (self.attention_map(s_feat) - self.attention_map(t_feat)).pow(2).mean()
        total = (1 - self.alpha) * ce + self.alpha * kd + hint + self.beta * at
        return total, {'ce': ce.item(), 'kd': kd.item(), 'hint': hint.item(), 'at': at.item()}


def fit_teacher(teacher, loader, device, steps):
    opt = torch.optim.SGD(teacher.parameters(), lr=0.02, momentum=0.9)
    teacher.train()
    for step, (x, y) in enumerate(loader):
        if step >= steps:
            break
        loss = F.cross_entropy(teacher(x.to(device)), y.to(device))
        opt.zero_grad()
        loss.backward()
        opt.step()
    print(f'teacher: loss {loss.item():.3f}')


def distill(student, teacher, loader, device, epochs=2):
    catcher = FeatureCatcher(teacher.block2)
    criterion = HintLoss(student_channels=18, teacher_channels=48).to(device)
    opt = torch.optim.Adam([
        {'params': student.parameters(), 'lr': 1e-3},
        {'params': criterion.parameters(), 'lr': 5e-3},
    ])
    teacher.eval()
    for p in teacher.parameters():
        p.requires_grad_(False)
    for epoch in range(epochs):
        student.train()
        sums = {}
        for x, y in loader:
            x, y = x.to(device), y.to(device)
            with torch.no_grad():
                t_logits = teacher(x)
            s_logits, s_feat = student(x)
            loss, parts = criterion(s_logits, s_feat, t_logits, catcher.features, y)
            opt.zero_grad()
            loss.backward()
            opt.step()
            for k, v in parts.items():
                sums[k] = sums.get(k, 0.0) + v / len(loader)
        print(f'epoch {epoch}: ' + ', '.join(f'{k} {v:.4f}' for k, v in sums.items()))
    catcher.close()


def agreement(student, teacher, loader, device):
    student.eval()
    same = n = 0
    with torch.no_grad():
        for x, _ in loader:
            x = x.to(device)
            same += (student(x)[0].argmax(1) == teacher(x).argmax(1)).sum().item()
            n += len(x)
    return same / n


if __name__ == '__main__':
    device = torch.device('cuda' if torch.cuda.is_available() else 'cpu')
    tfm = transforms.Compose([transforms.ToTensor(), transforms.Normalize((0.5,) * 3, (0.25,) * 3)])
    cifar = datasets.CIFAR10('data', train=True, download=True, transform=tfm)
    train_loader = DataLoader(Subset(cifar, range(min(len(cifar), 160))), batch_size=32, shuffle=True)

    teacher, student = Teacher().to(device), Student().to(device)
    fit_teacher(teacher, train_loader, device, steps=4)
    distill(student, teacher, train_loader, device)
    print('agreement with the teacher: %.3f' % agreement(student, teacher, train_loader, device))
