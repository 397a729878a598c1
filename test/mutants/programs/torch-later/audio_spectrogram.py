"""Keyword-spotting style CNN: waveform -> STFT -> mel -> log -> conv net. All in torch, no torchaudio."""
from __future__ import annotations

import math
from dataclasses import dataclass, field

import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F
from torch.utils.data import DataLoader, Dataset

@dataclass
class AudioConfig:
    sample_rate: int = 4000
    seconds: float = 0.5
    n_fft: int = 128
    hop: int = 40
    n_mels: int = 24
    classes: list[str] = field(default_factory=lambda: ["sine", "chirp", "noise", "clicks", "fm"])

    @property
    def n_samples(self) -> int:
        return int(self.sample_rate * self.seconds)

class SyntheticSounds(Dataset):
    def __init__(self, cfg: AudioConfig, n: int, seed: int):
        self.cfg = cfg
        self.rng = np.random.RandomState(seed)
        self.labels = self.rng.randint(0, len(cfg.classes), size=n)
        self.waves = [self._synth(cfg.classes[l]) for l in self.labels]

    def _synth(self, kind: str) -> np.ndarray:
        t = np.arange(self.cfg.n_samples) / self.cfg.sample_rate
        f = self.rng.uniform(200, 900)
        if kind == "sine":
            y = np.sin(2 * np.pi * f * t)
        elif kind == "chirp":
            y = np.sin(2 * np.pi * (f * t + 800 * t ** 2))
        elif kind == "noise":
            y = self.rng.randn(len(t)) * 0.5
        elif kind == "clicks":
            y = np.zeros_like(t)
            y[:: self.rng.randint(60, 200)] = 1.0
        else:
            y = np.sin(2 * np.pi * f * t + 5 * np.sin(2 * np.pi * 12 * t))
        return (y + 0.02 * self.rng.randn(len(t))).astype(np.float32)

    def __len__(self) -> int:
        return len(self.labels)

    def __getitem__(self, i: int):
        wave = torch.from_numpy(self.waves[i])
        shift = int(torch.randint(-100, 100, ()))
        return torch.roll(wave, shift), int(self.labels[i])

def mel_filterbank(n_freqs: int, n_mels: int, sr: int) -> torch.Tensor:
    to_mel = lambda f: 2595.0 * math.log10(1.0 + f / 700.0)
    mels = torch.linspace(to_mel(20.0), to_mel(sr / 2), n_mels + 2)
    hz = 700.0 * (10 ** (mels / 2595.0) - 1.0)
    freqs = torch.linspace(0, sr / 2, n_freqs)
    slopes = hz.unsqueeze(0) - freqs.unsqueeze(1)             # n_freqs x (n_mels + 2)
    width = hz[1:] - hz[:-1]
    down = -slopes[:, :-2] / width[:-1]
    up = slopes[:, 2:] / width[1:]
    return torch.clamp(torch.minimum(down, up), min=0.0)      # n_freqs x n_mels

class LogMel(nn.Module):
    def __init__(self, cfg: AudioConfig):
        super().__init__()
        self.n_fft, self.hop = cfg.n_fft, cfg.hop
        self.register_buffer("window", torch.hann_window(cfg.n_fft))
        self.register_buffer("fb", mel_filterbank(cfg.n_fft // 2 + 1, cfg.n_mels, cfg.sample_rate))

    def forward(self, wave: torch.Tensor) -> torch.Tensor:
        spec = torch.stft(wave, self.n_fft, hop_length=self.hop, window=self.window, return_complex=True)
        power = spec.abs().pow(2)                              # B x F x T
        mel = torch.matmul(power.transpose(1, 2), self.fb)     # B x T x M
        logmel = torch.log(mel + 1e-5).transpose(1, 2)
        mean = logmel.mean(dim=(1, 2), keepdim=True)
        std = logmel.std(dim=(1, 2), keepdim=True)
        return ((logmel - mean) / (std + 1e-5)).unsqueeze(1)   # B x 1 x M x T

class SpecCNN(nn.Module):
    def __init__(self, cfg: AudioConfig, widths=(12, 20, 28)):
        super().__init__()
        self.frontend = LogMel(cfg)
        convs = []
        c = 1
        for w in widths:
            convs.append(nn.Sequential(
                nn.Conv2d(c, w, kernel_size=3, padding=1), nn.BatchNorm2d(w), nn.ReLU(), nn.MaxPool2d(2)))
            c = w
        self.convs = nn.ModuleList(convs)
        n_frames = cfg.n_samples // cfg.hop + 1
        for _ in widths:
            n_frames //= 2
        freq_bins = cfg.n_mels // 2 ** len(widths)
        self.gru = nn.GRU(c * freq_bins, 32, batch_first=True)
        self.out = nn.Linear(32 * n_frames, len(cfg.classes))

    def forward(self, wave: torch.Tensor) -> torch.Tensor:
        x = self.frontend(wave)
        if self.training:
            x = self.spec_augment(x)
        for block in self.convs:
            x = block(x)
        b, c, f, t = x.shape
        x = x.permute(0, 3, 1, 2).reshape(b, t, c * f)
        x, _ = self.gru(x)
        return self.out(x.flatten(1))

    @staticmethod
    def spec_augment(x: torch.Tensor, max_f: int = 4) -> torch.Tensor:
        f0 = int(torch.randint(0, x.shape[2] - max_f, ()))
        mask = torch.ones(1, 1, x.shape[2], 1)
        mask[:, :, f0:f0 + max_f] = 0
        return x * mask

def main():
    cfg = AudioConfig()
    train = DataLoader(SyntheticSounds(cfg, 60, seed=0), batch_size=12, shuffle=True)
    valid = DataLoader(SyntheticSounds(cfg, 20, seed=1), batch_size=10)
    net = SpecCNN(cfg)
    opt = torch.optim.Adam(net.parameters(), lr=2e-3)
    for epoch in range(2):
        net.train()
        for wave, label in train:
            loss = F.cross_entropy(net(wave), label)
            opt.zero_grad()
            loss.backward()
            opt.step()
        net.eval()
        with torch.no_grad():
            hits = torch.cat([net(w).argmax(1).eq(l) for w, l in valid])
        print(f"epoch {epoch}: loss {loss.item():.3f} valid acc {hits.float().mean().item():.2f}")

if __name__ == "__main__":
    main()
