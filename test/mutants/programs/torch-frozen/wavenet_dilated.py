"""A small WaveNet on mu-law coded synthetic tones."""
import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F


def mu_law_encode(x, channels):
    mu = channels - 1
    y = np.sign(x) * np.log1p(mu * np.abs(x)) / np.log1p(mu)
    return ((y + 1) / 2 * mu + 0.5).astype(np.int64)


def mu_law_decode(q, channels):
    mu = channels - 1
    y = 2 * (q.astype(np.float64) / mu) - 1
    return np.sign(y) * (np.power(1 + mu, np.abs(y)) - 1) / mu


class CausalConv1d(nn.Conv1d):
    def __init__(self, in_channels, out_channels, kernel_size, dilation=1, **kw):
        self.left = (kernel_size - 1) * dilation
        super().__init__(in_channels, out_channels, kernel_size, dilation=dilation, **kw)

    def forward(self, x):
        return super().forward(F.pad(x, (self.left, 0)))


class ResidualBlock(nn.Module):
    def __init__(self, res_channels, skip_channels, cond_channels, dilation):
        super().__init__()
        self.dilated = CausalConv1d(res_channels, 2 * res_channels, kernel_size=2, dilation=dilation)
        self.cond = nn.Conv1d(cond_channels, 2 * res_channels, kernel_size=1, bias=False)
        self.conv_res = nn.Conv1d(res_channels, res_channels, 1)
        self.conv_skip = nn.Conv1d(res_channels, skip_channels, 1)

    def forward(self, x, c):
        z = self.dilated(x) + self.cond(c)
        filt, gate = z.chunk(2, dim=1)
        z = torch.tanh(filt) * torch.sigmoid(gate)
        return x + self.conv_res(z), self.conv_skip(z)


class WaveNet(nn.Module):
    def __init__(self, layer_size, stack_size, in_channels=64, res_channels=14, skip_channels=20,
                 n_speakers=3, cond_channels=6):
        super().__init__()
        self.in_channels = in_channels
        self.speaker = nn.Embedding(n_speakers, cond_channels)
        self.causal = CausalConv1d(in_channels, res_channels, kernel_size=2)
        dilations = [2 ** i for i in range(layer_size)] * stack_size
        self.res_blocks = nn.ModuleList(
            [ResidualBlock(res_channels, skip_channels, cond_channels, d) for d in dilations])
        self.receptive_field = sum(dilations) + 2
        self.head = nn.Sequential(
            nn.ReLU(), nn.Conv1d(skip_channels, skip_channels, 1),
            nn.ReLU(), nn.Conv1d(skip_channels, in_channels, 1))

    def forward(self, q, speaker):
        # q: (B, T) of integers
        x = F.one_hot(q, self.in_channels).float().permute(0, 2, 1)
        c = self.speaker(speaker).unsqueeze(-1)               # (B, C, 1) broadcasts over time
        x = self.causal(x)
        skips = 0
        for block in self.res_blocks:
            x, s = block(x, c)
            skips = skips + s
        return self.head(skips)                               # (B, in_channels, T)

    @torch.no_grad()
    def generate(self, seed, speaker, n):
        out = seed
        for _ in range(n):
            logits = self(out[:, -self.receptive_field:], speaker)[:, :, -1]
            nxt = torch.distributions.Categorical(logits=logits).sample()
            out = torch.cat([out, nxt.unsqueeze(1)], dim=1)
        return out[:, seed.size(1):]


def tones(batch, length, rng, channels):
    t = np.arange(length + 1)[None, :]
    who = rng.integers(0, 3, batch)
    freq = np.array([0.03, 0.05, 0.08])[who][:, None]
    phase = rng.uniform(0, 2 * np.pi, (batch, 1))
    wave = 0.8 * np.sin(2 * np.pi * freq * t + phase) + rng.normal(0, 0.02, (batch, length + 1))
    return torch.from_numpy(mu_law_encode(np.clip(wave, -1, 1), channels)), torch.from_numpy(who)


def main():
    rng = np.random.default_rng(0)
    CH = 64
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    net = WaveNet(layer_size=4, stack_size=2, in_channels=CH).to(device)
    print("receptive field", net.receptive_field)
    optimizer = torch.optim.Adam(net.parameters(), lr=4e-3)
    for step in range(15):
        q, who = tones(6, 120, rng, CH)
        q, who = q.to(device), who.to(device)
        logits = net(q[:, :-1], who)
        # the first samples have not seen a whole receptive field
        rf = net.receptive_field
        loss = F.cross_entropy(logits[:, :, rf:], q[:, 1 + rf:])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        if step % 5 == 4:
            print(f"step {step + 1}: {loss.item():.3f} nats")

    net.eval()
    seed, who = tones(2, 40, rng, CH)
    samples = net.generate(seed.to(device), who.to(device), 25)
    audio = mu_law_decode(samples.cpu().numpy(), CH)
    print(audio.shape, audio.min().round(2), audio.max().round(2))


if __name__ == "__main__":
    main()
