# action recognition on toy clips: a square that moves left / right / up / down
import torch
import torch.nn as nn
import torch.optim as optim
from torch.utils.data import Dataset, DataLoader, random_split


class MovingSquare(Dataset):
    DIRS = [(-1, 0), (1, 0), (0, -1), (0, 1)]

    def __init__(self, n_clips=40, frames=8, size=32):
        self.n_clips = n_clips
        self.frames = frames
        self.size = size
        self.starts = torch.randint(10, size - 14, (n_clips, 2))
        self.labels = torch.randint(0, 4, (n_clips,))

    def __len__(self):
        return self.n_clips

    def __getitem__(self, i):
        clip = torch.zeros(self.frames, 3, self.size, self.size)
        x, y = self.starts[i].tolist()
        dx, dy = self.DIRS[self.labels[i].item()]
        for t in range(self.frames):
            clip[t, :, y:y + 4, x:x + 4] = 1.0
            x, y = x + dx, y + dy
        clip = clip + 0.1 * torch.randn_like(clip)
        # T, C, H, W -> C, T, H, W
        return clip.permute(1, 0, 2, 3), self.labels[i]


class C3D(nn.Module):
    def __init__(self, num_classes=4):
        super(C3D, self).__init__()
        self.conv1 = nn.Conv3d(3, 8, kernel_size=(3, 3, 3), padding=(1, 1, 1))
        self.pool1 = nn.MaxPool3d(kernel_size=(1, 2, 2), stride=(1, 2, 2))
        self.conv2 = nn.Conv3d(8, 16, kernel_size=3, padding=1)
        self.pool2 = nn.MaxPool3d(kernel_size=2, stride=2)
        self.conv3 = nn.Conv3d(16, 24, kernel_size=3, padding=1)
        self.bn3 = nn.BatchNorm3d(24)
        self.pool3 = nn.MaxPool3d(kernel_size=2, stride=2)
        # clip of 8 x 32 x 32 -> 2 x 4 x 4
        self.fc6 = nn.Linear(24 * 2 * 4 * 4, 64)
        self.fc7 = nn.Linear(64, num_classes)
        self.dropout = nn.Dropout(p=0.5)
        self.relu = nn.ReLU()

    def forward(self, x):
        x = self.pool1(self.relu(self.conv1(x)))
        x = self.pool2(self.relu(self.conv2(x)))
        x = self.pool3(self.relu(self.bn3(self.conv3(x))))
        x = x.view(-1, 768)
        x = self.dropout(self.relu(self.fc6(x)))
        return self.fc7(x)


class Conv2Plus1D(nn.Module):
    """factorised spatial + temporal convolution"""

    def __init__(self, cin, cout, stride=1):
        super(Conv2Plus1D, self).__init__()
        mid = (cin * cout * 27) // (cin * 9 + 3 * cout)
        self.spatial = nn.Conv3d(cin, mid, (1, 3, 3), stride=(1, stride, stride), padding=(0, 1, 1), bias=False)
        self.bn1 = nn.BatchNorm3d(mid)
        self.temporal = nn.Conv3d(mid, cout, (3, 1, 1), stride=(stride, 1, 1), padding=(1, 0, 0), bias=False)
        self.bn2 = nn.BatchNorm3d(cout)
        if stride != 1 or cin != cout:
            self.shortcut = nn.Sequential(nn.Conv3d(cin, cout, 1, stride=stride, bias=False), nn.BatchNorm3d(cout))
        else:
            self.shortcut = nn.Sequential()

    def forward(self, x):
        out = torch.relu(self.bn1(self.spatial(x)))
        out = self.bn2(self.temporal(out))
        out += self.shortcut(x)
        return torch.relu(out)


class R2Plus1D(nn.Module):
    def __init__(self, num_classes=4, widths=[8, 16, 24]):
        super(R2Plus1D, self).__init__()
        layers, cin = [], 3
        for w in widths:
            layers.append(Conv2Plus1D(cin, w, stride=2))
            cin = w
        self.features = nn.Sequential(*layers)
        self.fc = nn.Linear(cin, num_classes)

    def forward(self, x):
        x = self.features(x)
        x = x.mean(dim=[2, 3, 4])
        return self.fc(x)


def run_epoch(model, loader, criterion, optimizer=None):
    training = optimizer is not None
    model.train(training)
    loss_sum, hits, seen = 0., 0, 0
    with torch.set_grad_enabled(training):
        for clips, labels in loader:
            outputs = model(clips)
            loss = criterion(outputs, labels)
            if training:
                optimizer.zero_grad()
                loss.backward()
                optimizer.step()
            loss_sum += loss.item() * clips.size(0)
            hits += torch.sum(outputs.argmax(1) == labels).item()
            seen += clips.size(0)
    return loss_sum / seen, hits / seen


torch.manual_seed(4)
train_set, val_set = random_split(MovingSquare(), [30, 10])
loaders = {
    'train': DataLoader(train_set, batch_size=6, shuffle=True),
    'val': DataLoader(val_set, batch_size=5),
}
criterion = nn.CrossEntropyLoss()
for name, model in [('c3d', C3D()), ('r2+1d', R2Plus1D())]:
    optimizer = optim.Adam(model.parameters(), lr=1e-3)
    for epoch in range(2):
        train_loss, train_acc = run_epoch(model, loaders['train'], criterion, optimizer)
        val_loss, val_acc = run_epoch(model, loaders['val'], criterion)
        print('{} epoch {}: train {:.3f}/{:.2f} val {:.3f}/{:.2f}'.format(name, epoch, train_loss, train_acc, val_loss, val_acc))
