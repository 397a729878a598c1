# MobileNet (v1 blocks and v2 inverted residuals) for small grey images
import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset
from sklearn.datasets import load_digits


def make_divisible(v, divisor=4):
    return max(divisor, int(v + divisor / 2) // divisor * divisor)


def conv_bn(inp, oup, stride):
    return nn.Sequential(
        nn.Conv2d(inp, oup, 3, stride, 1, bias=False),
        nn.BatchNorm2d(oup),
        nn.ReLU6(inplace=True)
    )


def conv_dw(inp, oup, stride):
    return nn.Sequential(
        nn.Conv2d(inp, inp, 3, stride, 1, groups=inp, bias=False),
        nn.BatchNorm2d(inp),
        nn.ReLU6(inplace=True),
        nn.Conv2d(inp, oup, 1, 1, 0, bias=False),
        nn.BatchNorm2d(oup),
        nn.ReLU6(inplace=True),
    )


class InvertedResidual(nn.Module):
    def __init__(self, inp, oup, stride, expand_ratio):
        super(InvertedResidual, self).__init__()
        hidden_dim = round(inp * expand_ratio)
        self.use_res_connect = stride == 1 and inp == oup

        layers = []
        if expand_ratio != 1:
            layers += [nn.Conv2d(inp, hidden_dim, 1, bias=False), nn.BatchNorm2d(hidden_dim), nn.ReLU6(inplace=True)]
        layers += [
            nn.Conv2d(hidden_dim, hidden_dim, 3, stride, 1, groups=hidden_dim, bias=False),
            nn.BatchNorm2d(hidden_dim),
            nn.ReLU6(inplace=True),
            nn.Conv2d(hidden_dim, oup, 1, bias=False),
            nn.BatchNorm2d(oup),
        ]
        self.conv = nn.Sequential(*layers)

    def forward(self, x):
        if self.use_res_connect:
            return x + self.conv(x)
        return self.conv(x)


class MobileNetV1(nn.Module):
    settings = [(16, 1), (28, 2), (28, 1), (40, 2), (40, 1)]

    def __init__(self, n_class, alpha=1.0):
        super().__init__()
        c = make_divisible(10 * alpha)
        blocks = [conv_bn(1, c, 2)]
        for out, stride in self.settings:
            out = make_divisible(out * alpha)
            blocks.append(conv_dw(c, out, stride))
            c = out
        self.model = nn.Sequential(*blocks, nn.AdaptiveAvgPool2d(1))
        self.fc = nn.Linear(c, n_class)

    def forward(self, x):
        x = self.model(x)
        x = x.view(-1, self.fc.in_features)
        return self.fc(x)


class MobileNetV2(nn.Module):
    # t, c, n, s
    settings = [
        [1, 8, 1, 1],
        [4, 12, 2, 2],
        [4, 20, 2, 2]]

    def __init__(self, n_class, width_mult=1.0, last_channel=64):
        super().__init__()
        input_channel = make_divisible(8 * width_mult)
        self.features = [conv_bn(1, input_channel, 1)]
        for t, c, n, s in self.settings:
            output_channel = make_divisible(c * width_mult)
            for i in range(n):
                stride = s if i == 0 else 1
                self.features.append(InvertedResidual(input_channel, output_channel, stride, expand_ratio=t))
                input_channel = output_channel
        self.features.append(nn.Sequential(
            nn.Conv2d(input_channel, last_channel, 1, bias=False), nn.BatchNorm2d(last_channel), nn.ReLU6(True)))
        self.features = nn.Sequential(*self.features)
        self.classifier = nn.Sequential(nn.Dropout(0.2), nn.Linear(last_channel, n_class))

    def forward(self, x):
        x = self.features(x)
        x = x.mean(3).mean(2)
        return self.classifier(x)


def count(model):
    return sum(p.numel() for p in model.parameters())


def train_and_score(model, train_dl, val_x, val_y, device, epochs=2):
    model.to(device)
    opt = torch.optim.RMSprop(model.parameters(), lr=2e-3, momentum=0.5)
    sched = torch.optim.lr_scheduler.OneCycleLR(opt, max_lr=4e-3, total_steps=epochs * len(train_dl))
    ce = nn.CrossEntropyLoss()
    for _ in range(epochs):
        model.train()
        for xb, yb in train_dl:
            xb, yb = xb.to(device), yb.to(device)
            opt.zero_grad()
            ce(model(xb), yb).backward()
            opt.step()
            sched.step()
    model.eval()
    with torch.inference_mode():
        pred = model(val_x.to(device)).argmax(dim=-1).cpu()
    return (pred == val_y).float().mean().item()


if __name__ == "__main__":
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    digits = load_digits()
    x = torch.from_numpy(digits.images).float().div(16).unsqueeze(1)
    x = nn.functional.interpolate(x, scale_factor=2, mode="bilinear", align_corners=False)     # 16 x 16
    y = torch.from_numpy(digits.target)
    n_train = 300
    train_dl = DataLoader(TensorDataset(x[:n_train], y[:n_train]), batch_size=50, shuffle=True)
    val_x, val_y = x[n_train:n_train + 120], y[n_train:n_train + 120]

    print("3x3 conv 28->40:", count(nn.Conv2d(28, 40, 3)), " separable:", count(conv_dw(28, 40, 1)))
    for model in (MobileNetV1(10), MobileNetV1(10, alpha=0.5), MobileNetV2(10, width_mult=1.2)):
        acc = train_and_score(model, train_dl, val_x, val_y, device)
        print(f"{type(model).__name__}: {count(model)} parameters, accuracy {acc:.3f}")
