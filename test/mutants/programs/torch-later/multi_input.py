"""Price prediction from a picture and a row of a table (two inputs, one output)."""
import os
import tempfile

import numpy as np
import pandas as pd
import torch
import torch.nn as nn
from PIL import Image
from sklearn.preprocessing import StandardScaler
from torch.utils.data import DataLoader, Dataset, random_split
from torchvision import transforms

NUMERIC = ['bedrooms', 'bathrooms', 'area', 'year']


def create_fake_listing(folder, n=60):
    rng = np.random.RandomState(11)
    rows = []
    for i in range(n):
        brightness = rng.randint(40, 215)
        arr = rng.randint(-40, 40, size=(36, 44, 3)) + brightness
        name = 'house_{:03d}.png'.format(i)
        Image.fromarray(arr.clip(0, 255).astype(np.uint8)).save(os.path.join(folder, name))
        bed, bath, area, year = rng.randint(1, 6), rng.randint(1, 4), rng.uniform(40, 220), rng.randint(1900, 2020)
        price = 1.2 * area + 12 * bed + 0.4 * brightness + rng.randn() * 5
        rows.append([name, bed, bath, area, year, rng.choice(['A', 'B', 'C']), price])
    df = pd.DataFrame(rows, columns=['image'] + NUMERIC + ['zipcode', 'price'])
    df.to_csv(os.path.join(folder, 'listing.csv'), index=False)


class HousesDataset(Dataset):
    def __init__(self, folder, transform=None):
        self.folder = folder
        self.transform = transform
        df = pd.read_csv(os.path.join(folder, 'listing.csv'))
        self.names = df['image'].tolist()
        numeric = StandardScaler().fit_transform(df[NUMERIC])
        onehot = pd.get_dummies(df['zipcode'], prefix='zip').to_numpy(dtype=np.float32)
        self.table = np.hstack([numeric, onehot]).astype(np.float32)
        self.max_price = df['price'].max()
        self.price = (df['price'] / self.max_price).to_numpy(dtype=np.float32)

    @property
    def n_features(self):
        return self.table.shape[1]

    def __len__(self):
        return len(self.names)

    def __getitem__(self, idx):
        image = Image.open(os.path.join(self.folder, self.names[idx])).convert('RGB')
        if self.transform:
            image = self.transform(image)
        sample = {'image': image,
                  'table': torch.from_numpy(self.table[idx]),
                  'price': torch.tensor(self.price[idx])}
        return sample


def convBlock(in_c, out_c):
    return nn.Sequential(
        nn.Conv2d(in_c, out_c, kernel_size=3, padding=1),
        nn.ReLU(),
        nn.BatchNorm2d(out_c),
        nn.MaxPool2d(2),
    )


class LitMixed(nn.Module):
    def __init__(self, n_features, channels=(8, 16, 24)):
        super(LitMixed, self).__init__()
        c1, c2, c3 = channels
        self.cnn = nn.Sequential(convBlock(3, c1), convBlock(c1, c2), convBlock(c2, c3))
        # images 32x32 -> 4x4 after three poolings
        self.ln1 = nn.Linear(c3 * 4 * 4, 30)
        self.batchnorm = nn.BatchNorm1d(30)
        self.dropout = nn.Dropout(0.25)
        self.ln2 = nn.Linear(30, 6)

        self.ln3 = nn.Linear(n_features, 12)
        self.ln4 = nn.Linear(12, 6)

        self.relu = nn.ReLU()
        self.fusion = nn.Linear(12, 9)
        self.out = nn.Linear(9, 1)

    def forward(self, img, tab):
        img = self.cnn(img)
        img = img.reshape(img.shape[0], -1)
        img = self.dropout(self.batchnorm(self.relu(self.ln1(img))))
        img = self.relu(self.ln2(img))

        tab = self.relu(self.ln3(tab))
        tab = self.relu(self.ln4(tab))

        x = torch.cat((img, tab), dim=1)
        x = self.relu(self.fusion(x))
        return self.out(x).squeeze(1)


def evaluate(model, loader, device):
    model.eval()
    err, n = 0.0, 0
    with torch.no_grad():
        for batch in loader:
            pred = model(batch['image'].to(device), batch['table'].to(device)).cpu()
            err += ((pred - batch['price']).abs() / batch['price']).sum().item()
            n += pred.numel()
    return 100.0 * err / n


if __name__ == '__main__':
    with tempfile.TemporaryDirectory() as folder:
        create_fake_listing(folder)
        tfms = transforms.Compose([
            transforms.Resize((32, 32)),
            transforms.RandomHorizontalFlip(),
            transforms.ToTensor(),
            transforms.Normalize([0.5, 0.5, 0.5], [0.5, 0.5, 0.5]),
        ])
        ds = HousesDataset(folder, tfms)
        n_val = int(0.2 * len(ds))
        train_ds, val_ds = random_split(ds, [len(ds) - n_val, n_val])
        train_dl = DataLoader(train_ds, batch_size=16, shuffle=True)
        val_dl = DataLoader(val_ds, batch_size=n_val)

        device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
        model = LitMixed(ds.n_features).to(device)
        optimizer = torch.optim.Adam(model.parameters(), lr=3e-3)
        criterion = nn.L1Loss()
        for epoch in range(3):
            model.train()
            for batch in train_dl:
                img, tab, price = (batch[k].to(device) for k in ('image', 'table', 'price'))
                optimizer.zero_grad()
                loss = criterion(model(img, tab), price)
                loss.backward()
                optimizer.step()
            print('epoch {} train {:.4f} val MAPE {:.1f}%'.format(epoch, loss.item(), evaluate(model, val_dl, device)))
