from typing import Dict, List

import torch
import torch.nn as nn
import torch.nn.functional as F
from torch import Tensor
from torch.utils.data import DataLoader, Dataset


class FacesLike(Dataset):
    """Random 'faces' with an age, a gender, an ethnicity and five key points."""

    def __init__(self, n: int = 120) -> None:
        g = torch.Generator().manual_seed(11)
        self.images = torch.rand(n, 3, 36, 36, generator=g)
        self.age = torch.randint(1, 90, (n,), generator=g).float()
        self.gender = torch.randint(0, 2, (n,), generator=g)
        self.ethnicity = torch.randint(0, 5, (n,), generator=g)
        self.points = torch.rand(n, 5, 2, generator=g)
        self.images[:, 0] *= (self.age / 90).view(-1, 1, 1)

    def __len__(self) -> int:
        return len(self.images)

    def __getitem__(self, i: int) -> Dict[str, Tensor]:
        return {
            "image": self.images[i],
            "age": self.age[i] / 90.0,
            "gender": self.gender[i],
            "ethnicity": self.ethnicity[i],
            "points": self.points[i],
        }


class Backbone(nn.Module):
    def __init__(self, widths: List[int]) -> None:
        super().__init__()
        stages = []
        prev = 3
        for w in widths:
            stages.append(nn.Sequential(
                nn.Conv2d(prev, w, kernel_size=3, stride=2, padding=1),
                nn.GroupNorm(2, w),
                nn.GELU(),
            ))
            prev = w
        self.stages = nn.ModuleList(stages)
        self.pool = nn.AdaptiveAvgPool2d(1)
        self.out_features = sum(widths)

    def forward(self, x: Tensor) -> Tensor:
        pooled = []
        for stage in self.stages:
            x = stage(x)
            pooled.append(self.pool(x).flatten(1))
        return torch.cat(pooled, dim=1)          # features of all depths


class MultiTaskNet(nn.Module):
    def __init__(self, heads: Dict[str, int], widths: List[int], hidden: int = 30) -> None:
        super().__init__()
        self.backbone = Backbone(widths)
        self.shared = nn.Linear(self.backbone.out_features, hidden)
        self.heads = nn.ModuleDict({
            name: nn.Sequential(nn.Linear(hidden, hidden // 2), nn.ReLU(), nn.Linear(hidden // 2, n_out))
            for name, n_out in heads.items()
        })
        self.log_vars = nn.ParameterDict({name: nn.Parameter(torch.zeros(())) for name in heads})

    def forward(self, x: Tensor) -> Dict[str, Tensor]:
        z = F.relu(self.shared(self.backbone(x)))
        out = {name: head(z) for name, head in self.heads.items()}
        out["age"] = out["age"].squeeze(-1)
        out["points"] = out["points"].view(-1, 5, 2)
        return out


def losses(pred: Dict[str, Tensor], batch: Dict[str, Tensor]) -> Dict[str, Tensor]:
    return {
        "age": F.l1_loss(pred["age"], batch["age"]),
        "gender": F.cross_entropy(pred["gender"], batch["gender"]),
        "ethnicity": F.cross_entropy(pred["ethnicity"], batch["ethnicity"]),
        "points": (pred["points"] - batch["points"]).norm(dim=-1).mean(),
    }


def weighted(model: MultiTaskNet, parts: Dict[str, Tensor]) -> Tensor:
    # Kendall et al.: learn the weight of every task
    terms = [torch.exp(-model.log_vars[k]) * v + model.log_vars[k] for k, v in parts.items()]
    return torch.stack(terms).sum()


def main() -> None:
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    loader = DataLoader(FacesLike(), batch_size=30, shuffle=True)
    heads = {"age": 1, "gender": 2, "ethnicity": 5, "points": 10}
    model = MultiTaskNet(heads, widths=[6, 10, 18]).to(device)
    optimizer = torch.optim.Adam([
        {"params": model.backbone.parameters(), "lr": 1e-3},
        {"params": list(model.shared.parameters()) + list(model.heads.parameters()), "lr": 3e-3},
        {"params": model.log_vars.parameters(), "lr": 1e-2},
    ])
    for epoch in range(3):
        sums = {k: 0.0 for k in heads}
        for batch in loader:
            batch = {k: v.to(device) for k, v in batch.items()}
            parts = losses(model(batch["image"]), batch)
            total = weighted(model, parts)
            optimizer.zero_grad()
            total.backward()
            optimizer.step()
            for k, v in parts.items():
                sums[k] += v.item() / len(loader)
        print(epoch, {k: round(v, 3) for k, v in sums.items()})
    print({k: round(v.exp().item(), 3) for k, v in model.log_vars.items()})


if __name__ == "__main__":
    main()
