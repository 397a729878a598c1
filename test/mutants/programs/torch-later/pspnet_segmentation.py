import torch
from torch import nn
from torch.nn import functional as F
import numpy as np

NUM_CLASSES = 5
IGNORE_INDEX = 255


def conv_bn_relu(cin, cout, k=3, stride=1, dilation=1):
    pad = dilation * (k - 1) // 2
    return nn.Sequential(
        nn.Conv2d(cin, cout, k, stride=stride, padding=pad, dilation=dilation, bias=False),
        nn.BatchNorm2d(cout),
        nn.ReLU(inplace=True),
    )


class DilatedBackbone(nn.Module):
    def __init__(self, widths=(12, 20, 32)):
        super().__init__()
        a, b, c = widths
        self.stem = nn.Sequential(conv_bn_relu(3, a, stride=2), conv_bn_relu(a, a))
        self.stage1 = nn.Sequential(conv_bn_relu(a, b, stride=2), conv_bn_relu(b, b))
        self.stage2 = nn.Sequential(conv_bn_relu(b, c, dilation=2), conv_bn_relu(c, c, dilation=4))
        self.out_channels = (b, c)

    def forward(self, x):
        x = self.stem(x)
        class_f = self.stage1(x)
        return class_f, self.stage2(class_f)


class PSPModule(nn.Module):
    def __init__(self, features, out_features=40, sizes=(1, 2, 3, 6)):
        super().__init__()
        self.stages = nn.ModuleList([self._make_stage(features, features // len(sizes), size) for size in sizes])
        self.bottleneck = nn.Conv2d(features + len(sizes) * (features // len(sizes)), out_features, kernel_size=1)
        self.relu = nn.ReLU()

    def _make_stage(self, features, reduced, size):
        return nn.Sequential(nn.AdaptiveAvgPool2d(output_size=(size, size)),
                             nn.Conv2d(features, reduced, kernel_size=1, bias=False))

    def forward(self, feats):
        h, w = feats.size(2), feats.size(3)
        priors = [F.interpolate(stage(feats), size=(h, w), mode='bilinear', align_corners=False)
                  for stage in self.stages] + [feats]
        bottle = self.bottleneck(torch.cat(priors, 1))
        return self.relu(bottle)


class PSPUpsample(nn.Module):
    def __init__(self, in_channels, out_channels):
        super().__init__()
        self.conv = nn.Sequential(
            nn.Conv2d(in_channels, out_channels, 3, padding=1),
            nn.BatchNorm2d(out_channels),
            nn.PReLU()
        )

    def forward(self, x):
        h, w = 2 * x.size(2), 2 * x.size(3)
        p = F.interpolate(x, size=(h, w), mode='bilinear', align_corners=False)
        return self.conv(p)


class PSPNet(nn.Module):
    def __init__(self, n_classes=18, psp_size=40):
        super().__init__()
        self.feats = DilatedBackbone()
        aux_size, deep_size = self.feats.out_channels
        self.psp = PSPModule(deep_size, psp_size)
        self.drop_1 = nn.Dropout2d(p=0.3)
        self.up_1 = PSPUpsample(psp_size, 24)
        self.up_2 = PSPUpsample(24, 16)
        self.drop_2 = nn.Dropout2d(p=0.15)
        self.final = nn.Conv2d(16, n_classes, kernel_size=1)
        # auxiliary head: which classes are there at all
        self.classifier = nn.Sequential(nn.Linear(aux_size, 28), nn.ReLU(), nn.Linear(28, n_classes))

    def forward(self, x):
        class_f, f = self.feats(x)
        p = self.drop_1(self.psp(f))
        p = self.drop_2(self.up_1(p))
        p = self.drop_2(self.up_2(p))
        auxiliary = F.adaptive_max_pool2d(input=class_f, output_size=(1, 1)).view(-1, class_f.size(1))
        return self.final(p), self.classifier(auxiliary)


def random_scene(h=48, w=64):
    """rectangles of random classes on background 0, a border that is ignored"""
    y = np.zeros((h, w), dtype=np.int64)
    for _ in range(4):
        cls = np.random.randint(1, NUM_CLASSES)
        top, left = np.random.randint(0, h - 12), np.random.randint(0, w - 12)
        y[top:top + np.random.randint(6, 12), left:left + np.random.randint(6, 12)] = cls
    palette = np.linspace(-1, 1, NUM_CLASSES * 3).reshape(NUM_CLASSES, 3)
    x = palette[y].transpose(2, 0, 1) + 0.1 * np.random.randn(3, h, w)
    present = np.bincount(y.ravel(), minlength=NUM_CLASSES) > 0
    y[:2], y[-2:] = IGNORE_INDEX, IGNORE_INDEX
    return x.astype('float32'), y, present.astype('float32')


def batches(n_batches, batch_size):
    for _ in range(n_batches):
        xs, ys, cs = zip(*[random_scene() for _ in range(batch_size)])
        yield torch.from_numpy(np.stack(xs)), torch.from_numpy(np.stack(ys)), torch.from_numpy(np.stack(cs))


def mean_iou(pred, target):
    valid = target != IGNORE_INDEX
    hist = torch.bincount(target[valid] * NUM_CLASSES + pred[valid], minlength=NUM_CLASSES ** 2)
    hist = hist.view(NUM_CLASSES, NUM_CLASSES).float()
    inter, union = hist.diag(), hist.sum(0) + hist.sum(1) - hist.diag()
    return (inter / union.clamp(min=1)).mean().item()


device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
net = PSPNet(n_classes=NUM_CLASSES).to(device)
seg_criterion = nn.CrossEntropyLoss(ignore_index=IGNORE_INDEX)
cls_criterion = nn.BCEWithLogitsLoss()
optimizer = torch.optim.Adam(net.parameters(), lr=3e-3)
alpha = 0.4

for it, (x, y, y_cls) in enumerate(batches(10, 6)):
    x, y, y_cls = x.to(device), y.to(device), y_cls.to(device)
    out, out_cls = net(x)
    loss = seg_criterion(out, y) + alpha * cls_criterion(out_cls, y_cls)
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    if it % 3 == 0:
        print('[{0}] loss = {1:0.5f}'.format(it, loss.item()))

net.eval()
with torch.no_grad():
    x, y, _ = next(batches(1, 8))
    pred = net(x.to(device))[0].argmax(1).cpu()
print('mIoU = {:.3f}'.format(mean_iou(pred, y)))
