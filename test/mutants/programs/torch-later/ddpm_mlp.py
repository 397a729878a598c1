"""Denoising diffusion on two-dimensional points (two moons)."""
import torch
from torch import nn
from sklearn.datasets import make_moons

T = 40
HIDDEN = 72
TIME_DIM = 26


class SinusoidalEmbedding(nn.Module):
    def __init__(self, size: int, scale: float = 1.0):
        super().__init__()
        self.size = size
        self.scale = scale

    def forward(self, x: torch.Tensor):
        x = x * self.scale
        half_size = self.size // 2
        emb = torch.log(torch.tensor([10000.0])) / (half_size - 1)
        emb = torch.exp(-emb * torch.arange(half_size))
        emb = x.unsqueeze(-1) * emb.unsqueeze(0)
        return torch.cat((torch.sin(emb), torch.cos(emb)), dim=-1)

    def __len__(self):
        return self.size


class Block(nn.Module):
    def __init__(self, size: int):
        super().__init__()
        self.ff = nn.Linear(size, size)
        self.act = nn.GELU()

    def forward(self, x):
        return x + self.act(self.ff(x))


class MLP(nn.Module):
    def __init__(self, hidden_size=128, hidden_layers=3, emb_size=128):
        super().__init__()
        self.time_mlp = SinusoidalEmbedding(emb_size)
        self.input_mlp1 = SinusoidalEmbedding(emb_size, scale=25.0)
        self.input_mlp2 = SinusoidalEmbedding(emb_size, scale=25.0)

        concat_size = len(self.time_mlp) + len(self.input_mlp1) + len(self.input_mlp2)
        layers = [nn.Linear(concat_size, hidden_size), nn.GELU()]
        for _ in range(hidden_layers):
            layers.append(Block(hidden_size))
        layers.append(nn.Linear(hidden_size, 2))
        self.joint_mlp = nn.Sequential(*layers)

    def forward(self, x, t):
        x1_emb = self.input_mlp1(x[:, 0])
        x2_emb = self.input_mlp2(x[:, 1])
        t_emb = self.time_mlp(t)
        x = torch.cat((x1_emb, x2_emb, t_emb), dim=-1)
        return self.joint_mlp(x)


class NoiseScheduler:
    def __init__(self, num_timesteps=1000, beta_start=0.0001, beta_end=0.02):
        self.num_timesteps = num_timesteps
        self.betas = torch.linspace(beta_start, beta_end, num_timesteps)
        self.alphas = 1.0 - self.betas
        self.alphas_cumprod = torch.cumprod(self.alphas, dim=0)
        self.alphas_cumprod_prev = torch.cat([torch.ones(1), self.alphas_cumprod[:-1]])
        self.posterior_variance = self.betas * (1. - self.alphas_cumprod_prev) / (1. - self.alphas_cumprod)

    def add_noise(self, x_start, x_noise, timesteps):
        s1 = self.alphas_cumprod[timesteps].sqrt().reshape(-1, 1)
        s2 = (1 - self.alphas_cumprod[timesteps]).sqrt().reshape(-1, 1)
        return s1 * x_start + s2 * x_noise

    def step(self, model_output, timestep, sample):
        t = timestep
        mean = (sample - self.betas[t] / (1 - self.alphas_cumprod[t]).sqrt() * model_output) / self.alphas[t].sqrt()
        if t == 0:
            return mean
        return mean + self.posterior_variance[t].sqrt() * torch.randn_like(model_output)

    def __len__(self):
        return self.num_timesteps


X, _ = make_moons(n_samples=800, noise=0.04, random_state=42)
X = torch.from_numpy(X).float()
X = (X - X.mean(0)) / X.std(0)
dataloader = torch.utils.data.DataLoader(X, batch_size=32, shuffle=True, drop_last=True)

model = MLP(HIDDEN, 2, TIME_DIM)
noise_scheduler = NoiseScheduler(T, beta_start=1e-3, beta_end=0.2)
optimizer = torch.optim.AdamW(model.parameters(), lr=1e-3)

losses = []
for epoch in range(3):
    model.train()
    for batch in dataloader:
        noise = torch.randn(batch.shape)
        timesteps = torch.randint(0, len(noise_scheduler), (batch.shape[0],))
        noisy = noise_scheduler.add_noise(batch, noise, timesteps)
        noise_pred = model(noisy, timesteps.float())
        loss = nn.functional.mse_loss(noise_pred, noise)
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        optimizer.zero_grad()
        losses.append(loss.detach().item())
    print(f"epoch {epoch}: mean loss {sum(losses[-len(dataloader):]) / len(dataloader):.4f}")

model.eval()
sample = torch.randn(150, 2)
frames = [sample]
for t in reversed(range(len(noise_scheduler))):
    ts = torch.full((sample.shape[0],), t, dtype=torch.float)
    with torch.no_grad():
        residual = model(sample, ts)
    sample = noise_scheduler.step(residual, t, sample)
    frames.append(sample)
frames = torch.stack(frames)          # (T + 1, 150, 2)
print("trajectory", tuple(frames.shape), "final std", frames[-1].std(0).tolist())

# how far is each generated point from the data?
nearest = torch.cdist(frames[-1], X).min(dim=1).values
print("mean distance to the nearest sample: %.3f" % nearest.mean())
