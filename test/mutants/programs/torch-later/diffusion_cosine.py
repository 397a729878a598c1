"""DDPM with a cosine noise schedule on 1x16x16 images (upscaled sklearn digits)."""
import math

import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F
from sklearn.datasets import load_digits
from torch.utils.data import DataLoader

T_STEPS, CHANNELS, TIME_DIM = 30, 16, 32
def cosine_beta_schedule(timesteps: int, s: float = 0.008) -> torch.Tensor:
    x = torch.linspace(0, timesteps, timesteps + 1)
    alphas_cumprod = torch.cos(((x / timesteps) + s) / (1 + s) * math.pi * 0.5) ** 2
    alphas_cumprod = alphas_cumprod / alphas_cumprod[0]
    betas = 1 - alphas_cumprod[1:] / alphas_cumprod[:-1]
    return betas.clamp(1e-4, 0.999)

class SinusoidalPosEmb(nn.Module):
    def __init__(self, dim):
        super().__init__()
        self.dim = dim

    def forward(self, t):
        freqs = torch.exp(torch.linspace(0, -math.log(10000), self.dim // 2))
        args = t[:, None].float() * freqs[None, :]
        return torch.cat([args.sin(), args.cos()], dim=-1)

class ResBlock(nn.Module):
    def __init__(self, c_in, c_out, t_dim):
        super().__init__()
        self.norm1, self.norm2 = nn.GroupNorm(4, c_in), nn.GroupNorm(4, c_out)
        self.conv1 = nn.Conv2d(c_in, c_out, 3, padding=1)
        self.conv2 = nn.Conv2d(c_out, c_out, 3, padding=1)
        self.t_proj = nn.Linear(t_dim, 2 * c_out)
        self.skip = nn.Conv2d(c_in, c_out, 1) if c_in != c_out else nn.Identity()

    def forward(self, x, t):
        h = self.conv1(F.silu(self.norm1(x)))
        scale, shift = self.t_proj(F.silu(t))[:, :, None, None].chunk(2, dim=1)
        h = self.norm2(h) * (1 + scale) + shift
        return self.conv2(F.silu(h)) + self.skip(x)

class AttnBlock(nn.Module):
    def __init__(self, c, heads=2):
        super().__init__()
        self.heads = heads
        self.norm = nn.GroupNorm(4, c)
        self.qkv = nn.Conv2d(c, 3 * c, 1)
        self.out = nn.Conv2d(c, c, 1)

    def forward(self, x):
        b, c, h, w = x.shape
        q, k, v = self.qkv(self.norm(x)).view(b, 3, self.heads, -1, h * w).unbind(1)
        attn = torch.einsum("bhdi,bhdj->bhij", q, k) / math.sqrt(c // self.heads)
        out = torch.einsum("bhij,bhdj->bhdi", attn.softmax(-1), v)
        return x + self.out(out.reshape(b, c, h, w))

class UNet(nn.Module):
    def __init__(self, ch, t_dim):
        super().__init__()
        self.time_mlp = nn.Sequential(SinusoidalPosEmb(t_dim), nn.Linear(t_dim, t_dim), nn.SiLU(), nn.Linear(t_dim, t_dim))
        self.inp = nn.Conv2d(1, ch, 3, padding=1)
        self.d1 = ResBlock(ch, ch, t_dim)
        self.down1 = nn.Conv2d(ch, ch, 4, stride=2, padding=1)           # 16 -> 8
        self.d2 = ResBlock(ch, ch * 2, t_dim)
        self.down2 = nn.Conv2d(ch * 2, ch * 2, 4, stride=2, padding=1)   # 8 -> 4
        self.mid1 = ResBlock(ch * 2, ch * 2, t_dim)
        self.mid_attn = AttnBlock(ch * 2)
        self.up2 = nn.ConvTranspose2d(ch * 2, ch * 2, 4, stride=2, padding=1)
        self.u2 = ResBlock(ch * 4, ch, t_dim)
        self.up1 = nn.Upsample(scale_factor=2, mode="nearest")
        self.u1 = ResBlock(ch * 2, ch, t_dim)
        self.out = nn.Sequential(nn.GroupNorm(4, ch), nn.SiLU(), nn.Conv2d(ch, 1, 3, padding=1))

    def forward(self, x, t):
        t = self.time_mlp(t)
        h1 = self.d1(self.inp(x), t)
        h2 = self.d2(self.down1(h1), t)
        h = self.mid_attn(self.mid1(self.down2(h2), t))
        h = self.u2(torch.cat([self.up2(h), h2], dim=1), t)
        h = self.u1(torch.cat([self.up1(h), h1], dim=1), t)
        return self.out(h)

class Diffusion:
    def __init__(self, timesteps: int):
        self.T = timesteps
        self.betas = cosine_beta_schedule(timesteps)
        self.alphas = 1.0 - self.betas
        self.abar = torch.cumprod(self.alphas, dim=0)
        abar_prev = F.pad(self.abar[:-1], (1, 0), value=1.0)
        self.post_var = self.betas * (1 - abar_prev) / (1 - self.abar)

    @staticmethod
    def extract(a, t, x_shape):
        return a.gather(0, t).reshape(t.shape[0], *((1,) * (len(x_shape) - 1)))

    def q_sample(self, x0, t, noise):
        ab = self.extract(self.abar, t, x0.shape)
        return ab.sqrt() * x0 + (1 - ab).sqrt() * noise

    def loss(self, model, x0):
        t = torch.randint(0, self.T, (x0.size(0),))
        noise = torch.randn_like(x0)
        return F.mse_loss(model(self.q_sample(x0, t, noise), t), noise)

    @torch.no_grad()
    def sample(self, model, shape):
        x = torch.randn(shape)
        for i in reversed(range(self.T)):
            t = torch.full((shape[0],), i, dtype=torch.long)
            eps = model(x, t)
            coef = self.extract(self.betas, t, shape) / (1 - self.extract(self.abar, t, shape)).sqrt()
            x = (x - coef * eps) / self.extract(self.alphas, t, shape).sqrt()
            if i > 0:
                x = x + self.extract(self.post_var, t, shape).sqrt() * torch.randn_like(x)
        return x.clamp(-1, 1)

if __name__ == "__main__":
    digits = load_digits().images.astype(np.float32)                   # (1797, 8, 8) in 0..16
    x = torch.from_numpy(digits)[:, None] / 8.0 - 1.0
    x = F.interpolate(x[:160], scale_factor=2, mode="bilinear")
    loader = DataLoader(x, batch_size=32, shuffle=True, drop_last=True)

    model, ema_model = UNet(CHANNELS, TIME_DIM), UNet(CHANNELS, TIME_DIM)
    ema_model.load_state_dict(model.state_dict())
    diffusion = Diffusion(T_STEPS)
    opt = torch.optim.Adam(model.parameters(), lr=2e-3)
    for epoch in range(2):
        for x0 in loader:
            loss = diffusion.loss(model, x0)
            opt.zero_grad()
            loss.backward()
            opt.step()
            with torch.no_grad():
                for p_ema, p in zip(ema_model.parameters(), model.parameters()):
                    p_ema.lerp_(p, 0.05)
        print(f"epoch {epoch} loss {loss.item():.4f}")

    imgs = diffusion.sample(ema_model, (6, 1, 16, 16))
    print("sheet", imgs.squeeze(1).view(2, 3, 16, 16).transpose(1, 2).reshape(32, 48).shape)
