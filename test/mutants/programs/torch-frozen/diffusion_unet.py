import math
import torch
import torch.nn as nn
import torch.nn.functional as F
from sklearn.datasets import load_digits

T = 40
IMG_SIZE = 16
BATCH_SIZE = 32
device = "cuda" if torch.cuda.is_available() else "cpu"


def linear_beta_schedule(timesteps, start=0.0001, end=0.05):
    return torch.linspace(start, end, timesteps)


def get_index_from_list(vals, t, x_shape):
    batch_size = t.shape[0]
    out = vals.gather(-1, t.cpu())
    return out.reshape(batch_size, *((1,) * (len(x_shape) - 1))).to(t.device)


betas = linear_beta_schedule(timesteps=T)
alphas = 1. - betas
alphas_cumprod = torch.cumprod(alphas, axis=0)
alphas_cumprod_prev = F.pad(alphas_cumprod[:-1], (1, 0), value=1.0)
sqrt_recip_alphas = torch.sqrt(1.0 / alphas)
sqrt_alphas_cumprod = torch.sqrt(alphas_cumprod)
sqrt_one_minus_alphas_cumprod = torch.sqrt(1. - alphas_cumprod)
posterior_variance = betas * (1. - alphas_cumprod_prev) / (1. - alphas_cumprod)


def forward_diffusion_sample(x_0, t):
    noise = torch.randn_like(x_0)
    a = get_index_from_list(sqrt_alphas_cumprod, t, x_0.shape)
    b = get_index_from_list(sqrt_one_minus_alphas_cumprod, t, x_0.shape)
    return a * x_0 + b * noise, noise


class Block(nn.Module):
    def __init__(self, in_ch, out_ch, time_emb_dim, up=False):
        super().__init__()
        self.time_mlp = nn.Linear(time_emb_dim, out_ch)
        if up:
            self.conv1 = nn.Conv2d(2 * in_ch, out_ch, 3, padding=1)
            self.transform = nn.ConvTranspose2d(out_ch, out_ch, 4, 2, 1)
        else:
            self.conv1 = nn.Conv2d(in_ch, out_ch, 3, padding=1)
            self.transform = nn.Conv2d(out_ch, out_ch, 4, 2, 1)
        self.conv2 = nn.Conv2d(out_ch, out_ch, 3, padding=1)
        self.bnorm1 = nn.BatchNorm2d(out_ch)
        self.bnorm2 = nn.GroupNorm(4, out_ch)
        self.relu = nn.ReLU()

    def forward(self, x, t):
        h = self.bnorm1(self.relu(self.conv1(x)))
        time_emb = self.relu(self.time_mlp(t))
        time_emb = time_emb[(..., ) + (None, ) * 2]     # extend the last 2 dimensions
        h = h + time_emb
        h = self.bnorm2(self.relu(self.conv2(h)))
        return self.transform(h)


class SinusoidalPositionEmbeddings(nn.Module):
    def __init__(self, dim):
        super().__init__()
        self.dim = dim

    def forward(self, time):
        half_dim = self.dim // 2
        embeddings = math.log(10000) / (half_dim - 1)
        embeddings = torch.exp(torch.arange(half_dim, device=time.device) * -embeddings)
        embeddings = time[:, None] * embeddings[None, :]
        return torch.cat((embeddings.sin(), embeddings.cos()), dim=-1)


class SimpleUnet(nn.Module):
    def __init__(self, image_channels=1, time_emb_dim=20):
        super().__init__()
        down_channels = (12, 16, 24)
        up_channels = (24, 16, 12)
        self.time_mlp = nn.Sequential(
            SinusoidalPositionEmbeddings(time_emb_dim),
            nn.Linear(time_emb_dim, time_emb_dim),
            nn.ReLU()
        )
        self.conv0 = nn.Conv2d(image_channels, down_channels[0], 3, padding=1)
        self.downs = nn.ModuleList([Block(down_channels[i], down_channels[i + 1], time_emb_dim)
                                    for i in range(len(down_channels) - 1)])
        self.ups = nn.ModuleList([Block(up_channels[i], up_channels[i + 1], time_emb_dim, up=True)
                                  for i in range(len(up_channels) - 1)])
        self.output = nn.Conv2d(up_channels[-1], image_channels, 1)

    def forward(self, x, timestep):
        t = self.time_mlp(timestep)
        x = self.conv0(x)
        residual_inputs = []
        for down in self.downs:
            x = down(x, t)
            residual_inputs.append(x)
        for up in self.ups:
            residual_x = residual_inputs.pop()
            x = torch.cat((x, residual_x), dim=1)
            x = up(x, t)
        return self.output(x)


@torch.no_grad()
def sample_timestep(model, x, t):
    betas_t = get_index_from_list(betas, t, x.shape)
    somac_t = get_index_from_list(sqrt_one_minus_alphas_cumprod, t, x.shape)
    sra_t = get_index_from_list(sqrt_recip_alphas, t, x.shape)
    model_mean = sra_t * (x - betas_t * model(x, t) / somac_t)
    if t[0] == 0:
        return model_mean
    var_t = get_index_from_list(posterior_variance, t, x.shape)
    return model_mean + torch.sqrt(var_t) * torch.randn_like(x)


digits = torch.tensor(load_digits().images[:320], dtype=torch.float32) / 8. - 1.
digits = F.interpolate(digits.unsqueeze(1), size=(IMG_SIZE, IMG_SIZE), mode="nearest")
loader = torch.utils.data.DataLoader(digits, batch_size=BATCH_SIZE, shuffle=True, drop_last=True)

model = SimpleUnet().to(device)
optimizer = torch.optim.Adam(model.parameters(), lr=0.001)
for step, batch in enumerate(loader):
    optimizer.zero_grad()
    batch = batch.to(device)
    t = torch.randint(0, T, (BATCH_SIZE,), device=device).long()
    x_noisy, noise = forward_diffusion_sample(batch, t)
    loss = F.l1_loss(noise, model(x_noisy, t))
    loss.backward()
    optimizer.step()
print("loss", loss.item())

model.eval()
img = torch.randn((4, 1, IMG_SIZE, IMG_SIZE), device=device)
for i in reversed(range(T)):
    img = sample_timestep(model, img, torch.full((4,), i, device=device, dtype=torch.long)).clamp(-1, 1)
print(img.shape, img.std().item())
