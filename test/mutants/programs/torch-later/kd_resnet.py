# Knowledge distillation: resnet18 teacher -> thin resnet student, soft targets with temperature
import copy
import torch
import torch.nn as nn
import torch.nn.functional as F
from torch.utils.data import DataLoader, TensorDataset, random_split
from torchvision.models import resnet18
from torchvision.models.resnet import ResNet, BasicBlock

NUM_CLASSES = 7
TEMPERATURE = 4.0
ALPHA = 0.7

device = torch.device("cuda" if torch.cuda.is_available() else "cpu")


def cifar_stem(model, width=64):
    """7x7/2 conv + maxpool is too much for 32x32 inputs"""
    model.conv1 = nn.Conv2d(3, width, kernel_size=3, stride=1, padding=1, bias=False)
    model.maxpool = nn.Identity()
    return model


def build_teacher():
    model = resnet18(weights=None)
    model.fc = nn.Linear(model.fc.in_features, NUM_CLASSES)
    return model


def build_student():
    model = ResNet(BasicBlock, [1, 1, 1, 1], num_classes=NUM_CLASSES)
    # keep only the first three stages
    model = cifar_stem(model)
    return nn.Sequential(
        model.conv1, model.bn1, model.relu,
        nn.MaxPool2d(4),
        model.layer1, model.layer2,
        nn.AdaptiveAvgPool2d((1, 1)),
        nn.Flatten(),
        nn.Linear(128, NUM_CLASSES),
    )


class DistillationLoss(nn.Module):
    def __init__(self, temperature, alpha):
        super().__init__()
        self.T = temperature
        self.alpha = alpha
        self.ce = nn.CrossEntropyLoss()

    def forward(self, student_logits, teacher_logits, labels):
        soft_targets = F.softmax(teacher_logits / self.T, dim=-1)
        soft_prob = F.log_softmax(student_logits / self.T, dim=-1)
        kd = F.kl_div(soft_prob, soft_targets, reduction="batchmean") * (self.T ** 2)
        return self.alpha * kd + (1 - self.alpha) * self.ce(student_logits, labels)


class FeatureHook:
    def __init__(self, module):
        self.features = None
        self.handle = module.register_forward_hook(self._hook)

    def _hook(self, module, inputs, output):
        self.features = output

    def remove(self):
        self.handle.remove()


def train_teacher(model, loader, lr=0.01):
    model.train()
    opt = torch.optim.SGD(model.parameters(), lr=lr, momentum=0.9)
    for inputs, labels in loader:
        inputs, labels = inputs.to(device), labels.to(device)
        opt.zero_grad()
        loss = F.cross_entropy(model(inputs), labels)
        loss.backward()
        opt.step()
    return loss.item()


def distill(teacher, student, loader, epochs):
    criterion = DistillationLoss(TEMPERATURE, ALPHA)
    t_hook = FeatureHook(teacher.layer2)       # B x 128 x h x w
    s_hook = FeatureHook(student[5])           # B x 128 x h' x w'
    regressor = nn.Conv2d(128, 128, 1).to(device)
    opt = torch.optim.Adam([{"params": student.parameters()}, {"params": regressor.parameters(), "lr": 1e-4}], lr=1e-3)

    teacher.eval()
    for epoch in range(epochs):
        student.train()
        running = 0.0
        for inputs, labels in loader:
            inputs, labels = inputs.to(device), labels.to(device)
            with torch.no_grad():
                t_logits = teacher(inputs)
            s_logits = student(inputs)
            t_feat = F.normalize(t_hook.features, dim=1)
            s_feat = F.adaptive_avg_pool2d(regressor(s_hook.features), t_feat.shape[-2:])
            hint = F.mse_loss(F.normalize(s_feat, dim=1), t_feat)
            loss = criterion(s_logits, t_logits, labels) + 0.5 * hint
            opt.zero_grad()
            loss.backward()
            opt.step()
            running += loss.item()
        print(f"distill epoch {epoch + 1}/{epochs} loss {running / len(loader):.4f}")
    t_hook.remove()
    s_hook.remove()


@torch.no_grad()
def accuracy(model, loader):
    model.eval()
    correct = sum((model(x.to(device)).argmax(1).cpu() == y).sum().item() for x, y in loader)
    return correct / len(loader.dataset)


def main():
    torch.manual_seed(21)
    x = torch.randn(40, 3, 32, 32)
    y = torch.randint(0, NUM_CLASSES, (40,))
    train_set, val_set = random_split(TensorDataset(x, y), [32, 8])
    train_loader = DataLoader(train_set, batch_size=8, shuffle=True)
    val_loader = DataLoader(val_set, batch_size=8)

    teacher, student = build_teacher().to(device), build_student().to(device)
    print("teacher loss", round(train_teacher(teacher, train_loader), 3))
    before = copy.deepcopy(student.state_dict())
    distill(teacher, student, train_loader, epochs=1)
    moved = sum((before[k] - v).abs().sum().item() for k, v in student.state_dict().items() if v.is_floating_point())
    print(f"teacher acc {accuracy(teacher, val_loader):.2f} student acc {accuracy(student, val_loader):.2f} moved {moved:.1f}")


if __name__ == "__main__":
    main()
