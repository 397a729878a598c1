import copy
from pathlib import Path
import tempfile

import torch
from torch import nn
import torch.nn.functional as F
from torch.utils.data import DataLoader, random_split
import torchvision.datasets as datasets
import torchvision.transforms as transforms

device = torch.device("cuda") if torch.cuda.is_available() else torch.device("cpu")


class TeacherNet(nn.Module):
    def __init__(self, num_classes=10):
        super().__init__()
        self.features = nn.Sequential(
            nn.Conv2d(3, 16, kernel_size=3, padding=1),
            nn.ReLU(),
            nn.Conv2d(16, 16, kernel_size=3, padding=1),
            nn.ReLU(),
            nn.MaxPool2d(kernel_size=2, stride=2),
            nn.Conv2d(16, 24, kernel_size=3, padding=1),
            nn.ReLU(),
            nn.MaxPool2d(kernel_size=2, stride=2),
            nn.Conv2d(24, 32, kernel_size=3, padding=1),
            nn.ReLU(),
            nn.MaxPool2d(kernel_size=2, stride=2),
        )
        self.classifier = nn.Sequential(
            nn.Linear(32 * 4 * 4, 96),
            nn.ReLU(),
            nn.Dropout(0.1),
            nn.Linear(96, num_classes),
        )

    def forward(self, x):
        fmap = self.features(x)
        return self.classifier(torch.flatten(fmap, 1)), fmap


class StudentNet(nn.Module):
    """Half of the teacher's depth; a 1x1 regressor lifts its map to the teacher's channels."""

    def __init__(self, num_classes=10, hint_channels=32):
        super().__init__()
        self.features = nn.Sequential(
            nn.Conv2d(3, 8, kernel_size=5, stride=2, padding=2),
            nn.ReLU(),
            nn.Conv2d(8, 16, kernel_size=3, padding=1),
            nn.ReLU(),
            nn.AvgPool2d(4),
        )
        self.regressor = nn.Conv2d(16, hint_channels, kernel_size=1)
        self.classifier = nn.Linear(16 * 4 * 4, num_classes)

    def forward(self, x):
        z = self.features(x)
        return self.classifier(torch.flatten(z, 1)), self.regressor(z)


def kd_loss(student_logits, teacher_logits, labels, T=2.0, alpha=0.25):
    soft_targets = F.softmax(teacher_logits / T, dim=-1)
    soft_prob = F.log_softmax(student_logits / T, dim=-1)
    distill = torch.sum(soft_targets * (soft_targets.log() - soft_prob)) / soft_prob.size(0) * T ** 2
    return alpha * distill + (1 - alpha) * F.cross_entropy(student_logits, labels)


def train_plain(model, loader, epochs, lr):
    opt = torch.optim.Adam(model.parameters(), lr=lr)
    model.train()
    for _ in range(epochs):
        for inputs, labels in loader:
            inputs, labels = inputs.to(device), labels.to(device)
            opt.zero_grad()
            logits, _ = model(inputs)
            F.cross_entropy(logits, labels).backward()
            opt.step()
    return model


def train_distill(teacher, student, loader, epochs, lr, hint_weight=0.5):
    opt = torch.optim.Adam(student.parameters(), lr=lr)
    teacher.eval()
    student.train()
    for epoch in range(epochs):
        running = 0.0
        for inputs, labels in loader:
            inputs, labels = inputs.to(device), labels.to(device)
            with torch.no_grad():
                t_logits, t_map = teacher(inputs)
            s_logits, s_map = student(inputs)
            loss = kd_loss(s_logits, t_logits, labels) + hint_weight * F.mse_loss(s_map, t_map)
            opt.zero_grad()
            loss.backward()
            opt.step()
            running += loss.item()
        print(f"distill epoch {epoch + 1}/{epochs}, loss {running / len(loader):.4f}")


def accuracy(model, loader):
    model.eval()
    correct = total = 0
    with torch.no_grad():
        for inputs, labels in loader:
            logits, _ = model(inputs.to(device))
            correct += (logits.argmax(dim=1) == labels.to(device)).sum().item()
            total += labels.size(0)
    return 100 * correct / total


transform = transforms.Compose([
    transforms.ToTensor(),
    transforms.Normalize(mean=[0.485, 0.456, 0.406], std=[0.229, 0.224, 0.225]),
])
full = datasets.CIFAR10(root='./data', train=True, download=True, transform=transform)
n_use = min(160, len(full))
n_val = n_use // 5
train_set, val_set, _ = random_split(full, [n_use - n_val, n_val, len(full) - n_use])
train_loader = DataLoader(train_set, batch_size=32, shuffle=True)
val_loader = DataLoader(val_set, batch_size=32)

teacher = train_plain(TeacherNet().to(device), train_loader, epochs=1, lr=1e-3)
student = StudentNet().to(device)
baseline = train_plain(copy.deepcopy(student), train_loader, epochs=1, lr=1e-3)
train_distill(teacher, student, train_loader, epochs=1, lr=1e-3)

with tempfile.TemporaryDirectory() as tmp:
    path = Path(tmp) / "student.pth"
    torch.save(student.state_dict(), path)
    restored = StudentNet().to(device)
    restored.load_state_dict(torch.load(path, map_location=device))
for name, m in (("teacher", teacher), ("baseline", baseline), ("student", restored)):
    print(f"{name:9s} {sum(p.numel() for p in m.parameters()):7d} params  {accuracy(m, val_loader):.1f}%")
