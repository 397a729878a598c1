from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional as F
from torch.utils.data import DataLoader
from torchvision.datasets import FashionMNIST
from torchvision.transforms import Compose, Pad, ToTensor


@dataclass
class Config:
    latent_dim: int = 12
    base: int = 6
    batch_size: int = 40
    lr: float = 2e-3
    beta: float = 0.5
    steps: int = 8


class Encoder(nn.Module):
    def __init__(self, cfg: Config) -> None:
        super().__init__()
        c = cfg.base
        self.net = nn.Sequential(
            nn.Conv2d(1, c, 3, stride=2, padding=1),          # 16
            nn.SiLU(),
            nn.Conv2d(c, 2 * c, 3, stride=2, padding=1),      # 8
            nn.SiLU(),
            nn.Conv2d(2 * c, 4 * c, 3, stride=2, padding=1),  # 4
            nn.SiLU(),
            nn.Flatten(),
        )
        self.to_mu = nn.Linear(4 * c * 4 * 4, cfg.latent_dim)
        self.to_logvar = nn.Linear(4 * c * 4 * 4, cfg.latent_dim)

    def forward(self, x: Tensor) -> tuple[Tensor, Tensor]:
        h = self.net(x)
        return self.to_mu(h), self.to_logvar(h)


class Decoder(nn.Module):
    def __init__(self, cfg: Config) -> None:
        super().__init__()
        c = cfg.base
        self.c = c
        self.fc = nn.Linear(cfg.latent_dim, 4 * c * 16)
        self.net = nn.Sequential(
            nn.ConvTranspose2d(4 * c, 2 * c, 3, stride=2, padding=1, output_padding=1),
            nn.SiLU(),
            nn.ConvTranspose2d(2 * c, c, 3, stride=2, padding=1, output_padding=1),
            nn.SiLU(),
            nn.ConvTranspose2d(c, 1, 3, stride=2, padding=1, output_padding=1),
        )

    def forward(self, z: Tensor) -> Tensor:
        h = self.fc(z).view(-1, 4 * self.c, 4, 4)
        return self.net(h)


class VAE(nn.Module):
    def __init__(self, cfg: Config) -> None:
        super().__init__()
        self.cfg = cfg
        self.encoder = Encoder(cfg)
        self.decoder = Decoder(cfg)

    @staticmethod
    def reparameterize(mu: Tensor, logvar: Tensor) -> Tensor:
        std = torch.exp(0.5 * logvar)
        return mu + torch.randn_like(std) * std

    def forward(self, x: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        mu, logvar = self.encoder(x)
        z = self.reparameterize(mu, logvar)
        return self.decoder(z), mu, logvar

    def loss(self, x: Tensor) -> dict[str, Tensor]:
        logits, mu, logvar = self(x)
        rec = F.binary_cross_entropy_with_logits(logits, x, reduction="none").sum(dim=(1, 2, 3)).mean()
        kl = -0.5 * torch.sum(1 + logvar - mu.pow(2) - logvar.exp(), dim=1).mean()
        return {"loss": rec + self.cfg.beta * kl, "rec": rec.detach(), "kl": kl.detach()}

    @torch.no_grad()
    def sample(self, n: int) -> Tensor:
        z = torch.randn(n, self.cfg.latent_dim, device=next(self.parameters()).device)
        return torch.sigmoid(self.decoder(z))


def interpolate(model: VAE, a: Tensor, b: Tensor, steps: int = 5) -> Tensor:
    """Decode a straight line between the codes of two images."""
    with torch.no_grad():
        mu, _ = model.encoder(torch.stack([a, b]))
        t = torch.linspace(0, 1, steps, device=mu.device).unsqueeze(1)
        path = (1 - t) * mu[0] + t * mu[1]          # steps x latent
        return torch.sigmoid(model.decoder(path))


def main() -> None:
    cfg = Config()
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    ds = FashionMNIST("data", train=True, download=True, transform=Compose([Pad(2), ToTensor()]))
    loader = DataLoader(ds, batch_size=cfg.batch_size, shuffle=True)
    model = VAE(cfg).to(device)
    opt = torch.optim.AdamW(model.parameters(), lr=cfg.lr)

    for step, (x, _) in zip(range(cfg.steps), loader):
        out = model.loss(x.to(device))
        opt.zero_grad(set_to_none=True)
        out["loss"].backward()
        nn.utils.clip_grad_norm_(model.parameters(), 5.0)
        opt.step()
        print(f"{step:3d} " + " ".join(f"{k}={v.item():.2f}" for k, v in out.items()))

    model.eval()
    samples = model.sample(9)
    grid = samples.view(3, 3, 32, 32).permute(0, 2, 1, 3).reshape(96, 96)
    strip = interpolate(model, ds[0][0].to(device), ds[1][0].to(device))
    print(grid.shape, strip.squeeze(1).shape, float(grid.mean()))


if __name__ == "__main__":
    main()
