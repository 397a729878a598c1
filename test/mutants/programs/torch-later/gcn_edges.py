from __future__ import annotations

import torch
from torch import Tensor, nn
import torch.nn.functional as F


def planted_partition(sizes: list[int], p_in: float, p_out: float, n_features: int):
    """A random graph of communities. Returns features (N, F), edge_index (2, E), labels (N,)."""
    y = torch.repeat_interleave(torch.arange(len(sizes)), torch.tensor(sizes))
    n = y.numel()
    same = y.unsqueeze(0) == y.unsqueeze(1)
    prob = torch.where(same, torch.full((n, n), p_in), torch.full((n, n), p_out))
    upper = torch.triu(torch.bernoulli(prob), diagonal=1)
    edge_index = upper.nonzero().t()                                   # (2, E/2)
    edge_index = torch.cat([edge_index, edge_index.flip(0)], dim=1)    # both directions
    centers = torch.randn(len(sizes), n_features)
    x = centers[y] * 0.5 + torch.randn(n, n_features)
    return x, edge_index, y


def gcn_norm(edge_index: Tensor, num_nodes: int) -> tuple[Tensor, Tensor]:
    """adds self loops and computes D^-1/2 (A + I) D^-1/2 as a weight for each edge"""
    loops = torch.arange(num_nodes, device=edge_index.device)
    edge_index = torch.cat([edge_index, torch.stack([loops, loops])], dim=1)
    row, col = edge_index
    deg = torch.zeros(num_nodes, device=edge_index.device)
    deg.scatter_add_(0, col, torch.ones(col.size(0), device=edge_index.device))
    deg_inv_sqrt = deg.pow(-0.5)
    deg_inv_sqrt[deg_inv_sqrt == float("inf")] = 0
    return edge_index, deg_inv_sqrt[row] * deg_inv_sqrt[col]


class GCNConv(nn.Module):
    def __init__(self, in_channels: int, out_channels: int):
        super().__init__()
        self.lin = nn.Linear(in_channels, out_channels, bias=False)
        self.bias = nn.Parameter(torch.zeros(out_channels))

    def forward(self, x: Tensor, edge_index: Tensor, edge_weight: Tensor) -> Tensor:
        x = self.lin(x)
        row, col = edge_index
        messages = x[row] * edge_weight.view(-1, 1)      # (E, out)
        out = torch.zeros_like(x)
        out.index_add_(0, col, messages)
        return out + self.bias


class SAGEConv(nn.Module):
    """mean of the neighbours, beside the node itself"""

    def __init__(self, in_channels: int, out_channels: int):
        super().__init__()
        self.lin = nn.Linear(2 * in_channels, out_channels)

    def forward(self, x: Tensor, edge_index: Tensor, edge_weight: Tensor | None = None) -> Tensor:
        src, dst = edge_index
        idx = dst.unsqueeze(-1).expand(-1, x.size(-1))
        agg = torch.zeros_like(x).scatter_add_(0, idx, x[src])
        cnt = torch.zeros(x.size(0), 1, device=x.device).index_add_(0, dst, torch.ones(dst.size(0), 1, device=x.device))
        return self.lin(torch.cat([x, agg / cnt.clamp(min=1)], dim=1))


class GNN(nn.Module):
    def __init__(self, conv: type[nn.Module], in_channels: int, hidden: int, classes: int, dropout: float = 0.5):
        super().__init__()
        self.conv1 = conv(in_channels, hidden)
        self.conv2 = conv(hidden, classes)
        self.dropout = dropout

    def forward(self, x, edge_index, edge_weight):
        x = F.dropout(x, p=self.dropout, training=self.training)
        x = F.relu(self.conv1(x, edge_index, edge_weight))
        x = F.dropout(x, p=self.dropout, training=self.training)
        return F.log_softmax(self.conv2(x, edge_index, edge_weight), dim=1)


def split_masks(y: Tensor, per_class: int):
    train_mask = torch.zeros(y.size(0), dtype=torch.bool)
    for c in y.unique():
        members = (y == c).nonzero().view(-1)
        train_mask[members[torch.randperm(members.numel())[:per_class]]] = True
    return train_mask, ~train_mask


@torch.no_grad()
def accuracy(model, x, edge_index, edge_weight, y, mask) -> float:
    model.eval()
    pred = model(x, edge_index, edge_weight).argmax(dim=1)
    return (pred[mask] == y[mask]).float().mean().item()


def main():
    torch.manual_seed(12)
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    x, edge_index, y = planted_partition([45, 60, 35, 50], p_in=0.12, p_out=0.01, n_features=23)
    edge_index, edge_weight = gcn_norm(edge_index, x.size(0))
    train_mask, rest_mask = split_masks(y, per_class=8)
    x, y, edge_index, edge_weight = x.to(device), y.to(device), edge_index.to(device), edge_weight.to(device)
    print(f"{x.size(0)} nodes, {edge_index.size(1)} edges (with loops), {int(train_mask.sum())} labelled")

    for conv in (GCNConv, SAGEConv):
        model = GNN(conv, x.size(1), 19, int(y.max()) + 1).to(device)
        optimizer = torch.optim.Adam(model.parameters(), lr=0.02, weight_decay=5e-4)
        for epoch in range(1, 41):
            model.train()
            optimizer.zero_grad()
            out = model(x, edge_index, edge_weight)
            loss = F.nll_loss(out[train_mask], y[train_mask])
            loss.backward()
            optimizer.step()
        acc = accuracy(model, x, edge_index, edge_weight, y, rest_mask)
        print(f"{conv.__name__:9s} loss {loss.item():.4f}  accuracy on the rest {acc:.3f}")


if __name__ == "__main__":
    main()
