"""FastKAN-style network: every edge is a sum of Gaussian radial basis functions, and a plain RBF net beside it."""
from typing import List, Sequence

import numpy as np
import torch
from torch import nn, Tensor


class RBFBasis(nn.Module):
    def __init__(self, low: float, high: float, num_grids: int):
        super().__init__()
        self.grid = nn.Parameter(torch.linspace(low, high, num_grids), requires_grad=False)
        self.inv_h = (num_grids - 1) / (high - low)

    def forward(self, x: Tensor) -> Tensor:
        # (..., in) -> (..., in, grids)
        return torch.exp(-((x[..., None] - self.grid) * self.inv_h) ** 2)


class KANLayer(nn.Module):
    def __init__(self, in_dim: int, out_dim: int, num_grids: int = 8, use_base: bool = True):
        super().__init__()
        self.in_dim, self.out_dim = in_dim, out_dim
        self.norm = nn.LayerNorm(in_dim) if in_dim > 1 else nn.Identity()
        self.basis = RBFBasis(-2.0, 2.0, num_grids)
        self.spline_weight = nn.Parameter(torch.empty(out_dim, in_dim, num_grids))
        nn.init.trunc_normal_(self.spline_weight, std=0.1)
        if use_base:
            self.base_weight = nn.Parameter(torch.empty(out_dim, in_dim))
            nn.init.kaiming_uniform_(self.base_weight, a=5 ** 0.5)
            self.base_bias = nn.Parameter(torch.zeros(out_dim))
        self.use_base = use_base

    def forward(self, x: Tensor) -> Tensor:
        phi = self.basis(self.norm(x))                                   # (B, in, G)
        out = torch.einsum("big,oig->bo", phi, self.spline_weight)
        if self.use_base:
            out = out + nn.functional.silu(x) @ self.base_weight.T + self.base_bias
        return out

    def edge_importance(self) -> Tensor:
        return self.spline_weight.detach().abs().mean(dim=-1)            # (out, in)


class KAN(nn.Module):
    def __init__(self, widths: Sequence[int], num_grids: int = 8):
        super().__init__()
        self.layers = nn.ModuleList([KANLayer(a, b, num_grids) for a, b in zip(widths[:-1], widths[1:])])

    def forward(self, x: Tensor) -> Tensor:
        for layer in self.layers:
            x = layer(x)
        return x

    def regularisation(self) -> Tensor:
        return sum(l.spline_weight.abs().mean() for l in self.layers)


class RBFNet(nn.Module):
    """Classic radial basis function network with trained centres."""

    def __init__(self, in_dim: int, n_centres: int, out_dim: int):
        super().__init__()
        self.centres = nn.Parameter(torch.rand(n_centres, in_dim) * 2 - 1)
        self.log_sigma = nn.Parameter(torch.zeros(n_centres))
        self.linear = nn.Linear(n_centres, out_dim)

    def forward(self, x: Tensor) -> Tensor:
        diff = x.unsqueeze(1) - self.centres.unsqueeze(0)                # (B, K, in)
        dist2 = diff.pow(2).sum(-1)                                      # (B, K)
        k = torch.exp(-dist2 / (2 * self.log_sigma.exp() ** 2))
        k = k / (k.sum(dim=1, keepdim=True) + 1e-8)
        return self.linear(k)


def target_fn(x: np.ndarray) -> np.ndarray:
    a = np.exp(np.sin(np.pi * x[:, 0]) + x[:, 1] ** 2)
    b = x[:, 2] * np.cos(2 * x[:, 3])
    return np.stack([a, b], axis=1)


def fit(name: str, model: nn.Module, data: List[Tensor], steps: int = 60) -> float:
    x_tr, y_tr, x_va, y_va = data
    opt = torch.optim.AdamW(model.parameters(), lr=1e-2)
    sched = torch.optim.lr_scheduler.ExponentialLR(opt, gamma=0.99)
    for step in range(steps):
        idx = torch.randint(0, x_tr.shape[0], (64,))
        loss = nn.functional.mse_loss(model(x_tr[idx]), y_tr[idx])
        if isinstance(model, KAN):
            loss = loss + 1e-3 * model.regularisation()
        opt.zero_grad()
        loss.backward()
        opt.step()
        sched.step()
    with torch.no_grad():
        resid = model(x_va) - y_va
        r2 = 1 - resid.pow(2).sum(0) / (y_va - y_va.mean(0)).pow(2).sum(0)
    print(f"{name:8s} params {sum(p.numel() for p in model.parameters() if p.requires_grad):5d} R2 {r2.tolist()}")
    return r2.mean().item()


def main() -> None:
    rng = np.random.default_rng(2)
    x = rng.uniform(-1, 1, size=(500, 4)).astype(np.float32)
    y = target_fn(x)
    y = ((y - y.mean(axis=0)) / y.std(axis=0)).astype(np.float32)
    split = 400
    data = [torch.from_numpy(v) for v in (x[:split], y[:split], x[split:], y[split:])]

    kan = KAN([4, 9, 2], num_grids=6)
    scores = {"kan": fit("kan", kan, data), "rbf": fit("rbf", RBFNet(4, 40, 2), data)}
    importance = kan.layers[1].edge_importance() @ kan.layers[0].edge_importance()
    print("input importance per output:\n", importance.numpy().round(4))
    print("best:", max(scores, key=scores.get))


if __name__ == "__main__":
    main()
