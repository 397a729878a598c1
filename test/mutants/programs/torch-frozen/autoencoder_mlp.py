import matplotlib
matplotlib.use("Agg")
import matplotlib.pyplot as plt
import io
import torch
from torch import nn
from torch.autograd import Variable
from torch.utils.data import DataLoader
from torchvision import transforms
from torchvision.datasets import MNIST


num_epochs = 1
batch_size = 100
learning_rate = 1e-3


def to_img(x):
    x = 0.5 * (x + 1)
    x = x.clamp(0, 1)
    x = x.view(x.size(0), 1, 28, 28)
    return x


img_transform = transforms.Compose([
    transforms.ToTensor(),
    transforms.Normalize([0.5], [0.5])
])

dataset = MNIST('./data', transform=img_transform, download=True)
dataloader = DataLoader(dataset, batch_size=batch_size, shuffle=True)


class autoencoder(nn.Module):
    def __init__(self):
        super(autoencoder, self).__init__()
        self.encoder = nn.Sequential(
            nn.Linear(28 * 28, 128),
            nn.ReLU(True),
            nn.Linear(128, 64),
            nn.ReLU(True), nn.Linear(64, 12), nn.ReLU(True), nn.Linear(12, 3))
        self.decoder = nn.Sequential(
            nn.Linear(3, 12),
            nn.ReLU(True),
            nn.Linear(12, 64),
            nn.ReLU(True),
            nn.Linear(64, 128),
            nn.ReLU(True), nn.Linear(128, 28 * 28), nn.Tanh())

    def forward(self, x):
        x = self.encoder(x)
        x = self.decoder(x)
        return x


model = autoencoder()
criterion = nn.MSELoss()
optimizer = torch.optim.Adam(model.parameters(), lr=learning_rate, weight_decay=1e-5)

for epoch in range(num_epochs):
    for n, data in enumerate(dataloader):
        img, _ = data
        img = img.view(img.size(0), -1)
        img = Variable(img)
        # ===================forward=====================
        output = model(img)
        loss = criterion(output, img)
        # ===================backward====================
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        if n >= 20:
            break
    # ===================log========================
    print('epoch [{}/{}], loss:{:.4f}'.format(epoch + 1, num_epochs, loss.item()))

pics = to_img(output.detach())
originals = to_img(img)
codes, numbers = [], []
with torch.no_grad():
    for k, (batch, target) in enumerate(dataloader):
        if k == 3:
            break
        codes.append(model.encoder(batch.view(-1, 784)))
        numbers.append(target)
codes = torch.cat(codes).numpy()
numbers = torch.cat(numbers).numpy()

fig, axes = plt.subplots(2, 4, figsize=(4, 2))
for j in range(4):
    axes[0, j].imshow(originals[j, 0].numpy(), cmap='gray')
    axes[1, j].imshow(pics[j].squeeze().numpy(), cmap='gray')
fig.savefig(io.BytesIO(), format='png')

fig2, ax = plt.subplots()
ax.scatter(codes[:, 0], codes[:, 1], c=numbers, cmap='jet', s=4)
fig2.savefig(io.BytesIO(), format='png')
plt.close('all')
print('codes', codes.shape, 'mean', codes.mean(axis=0).round(3))
