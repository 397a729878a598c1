"""Amortised clustering-like task: max / count / mode of a set, with Deep Sets and a Set Transformer."""
import math
import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F


class MAB(nn.Module):
    def __init__(self, dim_Q, dim_K, dim_V, num_heads, ln=False):
        super(MAB, self).__init__()
        self.dim_V = dim_V
        self.num_heads = num_heads
        self.fc_q = nn.Linear(dim_Q, dim_V)
        self.fc_k = nn.Linear(dim_K, dim_V)
        self.fc_v = nn.Linear(dim_K, dim_V)
        if ln:
            self.ln0 = nn.LayerNorm(dim_V)
            self.ln1 = nn.LayerNorm(dim_V)
        self.fc_o = nn.Linear(dim_V, dim_V)

    def forward(self, Q, K, mask=None):
        Q = self.fc_q(Q)
        K, V = self.fc_k(K), self.fc_v(K)

        dim_split = self.dim_V // self.num_heads
        Q_ = torch.cat(Q.split(dim_split, 2), 0)
        K_ = torch.cat(K.split(dim_split, 2), 0)
        V_ = torch.cat(V.split(dim_split, 2), 0)

        logits = Q_.bmm(K_.transpose(1, 2)) / math.sqrt(self.dim_V)
        if mask is not None:
            # mask: B x n_k, True where there is an element
            logits = logits.masked_fill(~mask.repeat(self.num_heads, 1).unsqueeze(1), -1e9)
        A = torch.softmax(logits, 2)
        O = torch.cat((Q_ + A.bmm(V_)).split(Q.size(0), 0), 2)
        O = O if getattr(self, 'ln0', None) is None else self.ln0(O)
        O = O + F.relu(self.fc_o(O))
        O = O if getattr(self, 'ln1', None) is None else self.ln1(O)
        return O


class ISAB(nn.Module):
    def __init__(self, dim_in, dim_out, num_heads, num_inds, ln=False):
        super(ISAB, self).__init__()
        self.I = nn.Parameter(torch.Tensor(1, num_inds, dim_out))
        nn.init.xavier_uniform_(self.I)
        self.mab0 = MAB(dim_out, dim_in, dim_out, num_heads, ln=ln)
        self.mab1 = MAB(dim_in, dim_out, dim_out, num_heads, ln=ln)

    def forward(self, X, mask=None):
        H = self.mab0(self.I.repeat(X.size(0), 1, 1), X, mask)
        return self.mab1(X, H)


class PMA(nn.Module):
    def __init__(self, dim, num_heads, num_seeds, ln=False):
        super(PMA, self).__init__()
        self.S = nn.Parameter(torch.Tensor(1, num_seeds, dim))
        nn.init.xavier_uniform_(self.S)
        self.mab = MAB(dim, dim, dim, num_heads, ln=ln)

    def forward(self, X, mask=None):
        return self.mab(self.S.repeat(X.size(0), 1, 1), X, mask)


class SetTransformer(nn.Module):
    def __init__(self, dim_input, num_outputs, dim_output, num_inds=6, dim_hidden=24, num_heads=4, ln=True):
        super(SetTransformer, self).__init__()
        self.enc = nn.ModuleList([
            ISAB(dim_input, dim_hidden, num_heads, num_inds, ln=ln),
            ISAB(dim_hidden, dim_hidden, num_heads, num_inds, ln=ln)])
        self.pool = PMA(dim_hidden, num_heads, num_outputs, ln=ln)
        self.sab = MAB(dim_hidden, dim_hidden, dim_hidden, num_heads, ln=ln)
        self.dec = nn.Linear(dim_hidden, dim_output)

    def forward(self, X, mask):
        for layer in self.enc:
            X = layer(X, mask)
        S = self.pool(X, mask)
        S = self.sab(S, S)
        return self.dec(S).squeeze(-1)


class DeepSet(nn.Module):
    def __init__(self, dim_input, num_outputs, dim_hidden=48):
        super(DeepSet, self).__init__()
        self.phi = nn.Sequential(nn.Linear(dim_input, dim_hidden), nn.ReLU(), nn.Linear(dim_hidden, dim_hidden), nn.ReLU())
        self.rho = nn.Sequential(nn.Linear(3 * dim_hidden + 1, dim_hidden), nn.ReLU(), nn.Linear(dim_hidden, num_outputs))

    def forward(self, X, mask):
        h = self.phi(X)
        m = mask.unsqueeze(-1).to(h.dtype)
        n = m.sum(dim=1)                                   # B x 1
        s = (h * m).sum(1)
        mean = s / n
        mx = h.masked_fill(~mask.unsqueeze(-1), float('-inf')).max(dim=1)[0]
        return self.rho(torch.cat([s / 10, mean, mx, n / 10], dim=-1))


def sample_sets(B, max_n, rng):
    sizes = rng.integers(3, max_n + 1, size=B)
    X = np.zeros((B, max_n, 2), dtype=np.float32)
    mask = np.arange(max_n)[None, :] < sizes[:, None]
    X[mask] = rng.normal(size=(int(sizes.sum()), 2))
    X = torch.from_numpy(X)
    mask = torch.from_numpy(mask)
    norm = X.norm(dim=-1).masked_fill(~mask, 0.0)
    y = torch.stack([
        norm.max(dim=1).values,
        (X[..., 0].gt(0) & mask).sum(1) / 10.0,
        X.sum(dim=(1, 2)) / mask.sum(1),
    ], dim=1)
    return X, mask, y


def train(name, net, steps=40):
    rng = np.random.default_rng(0)
    optimizer = torch.optim.Adam(net.parameters(), lr=3e-3)
    for step in range(steps):
        X, mask, y = sample_sets(32, int(rng.integers(5, 13)), rng)
        loss = F.smooth_l1_loss(net(X, mask), y)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    net.eval()
    with torch.no_grad():
        X, mask, y = sample_sets(100, 15, rng)
        mae = (net(X, mask) - y).abs().mean(0)
        perm = torch.randperm(X.size(1))
        drift = (net(X[:, perm], mask[:, perm]) - net(X, mask)).abs().max().item()
    print('{:>16s}: mae max {:.3f} count {:.3f} mean {:.3f} | permutation drift {:.1e}'.format(name, *mae.tolist(), drift))


if __name__ == '__main__':
    torch.manual_seed(0)
    train('deep sets', DeepSet(2, 3))
    train('set transformer', SetTransformer(2, 3, 1))
