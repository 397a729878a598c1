import torch
import torch.utils.data
from torch import nn, optim
from torch.nn import functional as F
from torchvision import datasets, transforms
import os
import tempfile

batch_size = 32
epochs = 1
beta = 4.0
latent_dim = 6
max_batches = 10

train_loader = torch.utils.data.DataLoader(
    datasets.FashionMNIST("../data", train=True, download=True, transform=transforms.ToTensor()),
    batch_size=batch_size, shuffle=True)
eval_loader = torch.utils.data.DataLoader(
    datasets.FashionMNIST("../data", train=False, download=True, transform=transforms.ToTensor()),
    batch_size=batch_size, shuffle=False)


class BetaVAE(nn.Module):
    def __init__(self, sizes, latent_dim, beta):
        super(BetaVAE, self).__init__()
        self.beta = beta
        self.latent_dim = latent_dim

        enc = []
        for n_in, n_out in zip(sizes, sizes[1:]):
            enc.append(nn.Linear(n_in, n_out))
            enc.append(nn.ReLU())
        self.enc = nn.Sequential(*enc)
        self.to_stats = nn.Linear(sizes[-1], 2 * latent_dim)

        dec = [nn.Linear(latent_dim, sizes[-1])]
        for n_in, n_out in zip(sizes[::-1], sizes[-2::-1]):
            dec.append(nn.ReLU())
            dec.append(nn.Linear(n_in, n_out))
        self.dec = nn.Sequential(*dec)

    def encode(self, x):
        h = self.enc(x)
        mu, logvar = self.to_stats(h).chunk(2, dim=-1)
        return mu, logvar.clamp(-8, 8)

    def reparameterize(self, mu, logvar):
        if not self.training:
            return mu
        std = torch.exp(0.5 * logvar)
        eps = torch.randn_like(std)
        return mu + eps * std

    def decode(self, z):
        return torch.sigmoid(self.dec(z))

    def forward(self, x):
        mu, logvar = self.encode(x.view(-1, 784))
        z = self.reparameterize(mu, logvar)
        return self.decode(z), mu, logvar

    def loss(self, recon_x, x, mu, logvar):
        n = x.size(0)
        BCE = F.binary_cross_entropy(recon_x, x.view(-1, 784), reduction="sum") / n
        kl_per_dim = -0.5 * (1 + logvar - mu.pow(2) - logvar.exp())
        KLD = kl_per_dim.sum(dim=1).mean()
        return BCE + self.beta * KLD, BCE, kl_per_dim.mean(0)


model = BetaVAE([784, 128, 50], latent_dim, beta)
optimizer = optim.Adam(model.parameters(), lr=1e-3)


def train(epoch):
    model.train()
    total = 0
    for i, (data, _) in enumerate(train_loader):
        if i >= max_batches:
            break
        optimizer.zero_grad()
        recon, mu, logvar = model(data)
        loss, bce, kl = model.loss(recon, data, mu, logvar)
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), 5.0)
        optimizer.step()
        total += loss.item()
        if i % 5 == 0:
            print("Train epoch {} [{}] loss {:.2f} (bce {:.2f})".format(epoch, i, loss.item(), bce.item()))
    return total


def evaluate():
    model.eval()
    kls = torch.zeros(latent_dim)
    count = 0
    with torch.no_grad():
        for i, (data, _) in enumerate(eval_loader):
            if i == 3:
                break
            recon, mu, logvar = model(data)
            _, _, kl = model.loss(recon, data, mu, logvar)
            kls += kl
            count += 1
    print("KL per latent:", [round(v, 3) for v in (kls / count).tolist()])


def traverse(x, dim, steps=7, span=2.5):
    """vary one latent of one image, return a steps x 28 x 28 block"""
    with torch.no_grad():
        mu, _ = model.encode(x.view(1, -1))
        z = mu.repeat(steps, 1)
        z[:, dim] = torch.linspace(-span, span, steps)
        return model.decode(z).view(steps, 28, 28)


for epoch in range(1, epochs + 1):
    train(epoch)
    evaluate()

first_image, _ = eval_loader.dataset[0]
rows = torch.stack([traverse(first_image, d) for d in range(latent_dim)])     # L x steps x 28 x 28
grid = rows.permute(0, 2, 1, 3).reshape(latent_dim * 28, -1)
print("grid", tuple(grid.shape))

with tempfile.TemporaryDirectory() as tmp:
    path = os.path.join(tmp, "vae.pt")
    torch.save(model.state_dict(), path)
    model.load_state_dict(torch.load(path))
