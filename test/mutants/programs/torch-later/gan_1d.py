"""GAN on 1-D signals: learn to draw noisy sinusoids of 64 samples."""
import numpy as np
import torch
import torch.nn as nn
import matplotlib
matplotlib.use("Agg")
import matplotlib.pyplot as plt

LATENT = 20
SEQ = 64
BATCH = 24
N_CRITIC = 2


def real_batch(n):
    freq = np.random.uniform(1.0, 4.0, size=(n, 1))
    phase = np.random.uniform(0, 2 * np.pi, size=(n, 1))
    t = np.linspace(0, 1, SEQ)[None, :]
    y = np.sin(2 * np.pi * freq * t + phase) + 0.05 * np.random.randn(n, SEQ)
    return torch.tensor(y, dtype=torch.float32).unsqueeze(1)      # (n, 1, SEQ)


class Generator(nn.Module):
    def __init__(self, z_dim, base=32):
        super().__init__()
        self.base = base
        self.project = nn.Linear(z_dim, base * 8)
        self.deconv = nn.Sequential(
            nn.BatchNorm1d(base),
            nn.ConvTranspose1d(base, base // 2, kernel_size=4, stride=2, padding=1),   # 16
            nn.BatchNorm1d(base // 2),
            nn.LeakyReLU(0.2),
            nn.ConvTranspose1d(base // 2, base // 4, 4, 2, 1),                          # 32
            nn.BatchNorm1d(base // 4),
            nn.LeakyReLU(0.2),
            nn.ConvTranspose1d(base // 4, 1, 4, 2, 1),                                  # 64
            nn.Tanh(),
        )

    def forward(self, z):
        h = self.project(z).view(-1, self.base, 8)
        return self.deconv(h) * 1.2


class Discriminator(nn.Module):
    def __init__(self, ndf=12):
        super().__init__()
        self.c1 = nn.Conv1d(1, ndf, 5, stride=2, padding=2)
        self.c2 = nn.Conv1d(ndf, ndf * 2, 5, stride=2, padding=2)
        self.c3 = nn.Conv1d(ndf * 2, ndf * 4, 5, stride=2, padding=2)
        self.act = nn.LeakyReLU(0.2)
        self.out = nn.Linear(ndf * 4 * 8, 1)

    def forward(self, x):
        x = self.act(self.c1(x))
        x = self.act(self.c2(x))
        x = self.act(self.c3(x))
        x = x.reshape(x.shape[0], -1)
        return self.out(x).squeeze(1)


def weights_init(m):
    if isinstance(m, (nn.Conv1d, nn.ConvTranspose1d)):
        nn.init.normal_(m.weight, 0.0, 0.02)
    elif isinstance(m, nn.BatchNorm1d):
        nn.init.normal_(m.weight, 1.0, 0.02)
        nn.init.zeros_(m.bias)


np.random.seed(3)
torch.manual_seed(3)
G = Generator(LATENT)
D = Discriminator()
G.apply(weights_init)
D.apply(weights_init)

opt_g = torch.optim.Adam(G.parameters(), lr=2e-4, betas=(0.5, 0.999))
opt_d = torch.optim.Adam(D.parameters(), lr=2e-4, betas=(0.5, 0.999))
bce = nn.BCEWithLogitsLoss()
fixed_z = torch.randn(4, LATENT)
hist = {"g": [], "d": []}

for step in range(30):
    for _ in range(N_CRITIC):
        x_real = real_batch(BATCH)
        x_fake = G(torch.randn(BATCH, LATENT)).detach()
        logit_real, logit_fake = D(x_real), D(x_fake)
        loss_d = bce(logit_real, torch.full_like(logit_real, 0.9)) + bce(logit_fake, torch.zeros_like(logit_fake))
        opt_d.zero_grad()
        loss_d.backward()
        opt_d.step()

    logit = D(G(torch.randn(BATCH, LATENT)))
    loss_g = bce(logit, torch.ones(BATCH))
    opt_g.zero_grad()
    loss_g.backward()
    opt_g.step()
    hist["g"].append(loss_g.item())
    hist["d"].append(loss_d.item())
    if step % 10 == 0:
        print(f"step {step:3d}  D {loss_d.item():.3f}  G {loss_g.item():.3f}")

G.eval()
with torch.no_grad():
    samples = G(fixed_z).squeeze(1).numpy()
spectrum = np.abs(np.fft.rfft(samples, axis=1))
print("dominant bins:", spectrum[:, 1:].argmax(axis=1) + 1)

fig, (ax0, ax1) = plt.subplots(1, 2, figsize=(7, 3))
for row in samples:
    ax0.plot(np.arange(SEQ), row)
ax1.plot(hist["g"], label="G")
ax1.plot(hist["d"], label="D")
ax1.legend()
plt.close(fig)
