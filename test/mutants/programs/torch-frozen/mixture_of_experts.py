import torch
import torch.nn as nn
import torch.nn.functional as F
from sklearn.datasets import make_classification
from sklearn.model_selection import train_test_split


class Expert(nn.Module):
    def __init__(self, d_in, d_hidden, d_out):
        super().__init__()
        self.w1 = nn.Linear(d_in, d_hidden)
        self.w2 = nn.Linear(d_hidden, d_out)

    def forward(self, x):
        return self.w2(F.gelu(self.w1(x)))


class NoisyTopKRouter(nn.Module):
    def __init__(self, d_model, num_experts, top_k):
        super().__init__()
        self.top_k = top_k
        self.route_linear = nn.Linear(d_model, num_experts)
        self.noise_linear = nn.Linear(d_model, num_experts)

    def forward(self, x):
        logits = self.route_linear(x)
        if self.training:
            logits = logits + torch.randn_like(logits) * F.softplus(self.noise_linear(x))
        top_k_logits, indices = logits.topk(self.top_k, dim=-1)
        zeros = torch.full_like(logits, float('-inf'))
        sparse_logits = zeros.scatter(-1, indices, top_k_logits)
        return F.softmax(sparse_logits, dim=-1), indices


class SparseMoE(nn.Module):
    """Every token goes through its top-k experts only."""

    def __init__(self, d_model, d_hidden, num_experts=6, top_k=2):
        super().__init__()
        self.router = NoisyTopKRouter(d_model, num_experts, top_k)
        self.experts = nn.ModuleList([Expert(d_model, d_hidden, d_model) for _ in range(num_experts)])

    def forward(self, x):
        gating_output, indices = self.router(x)          # (N, E), (N, k)
        final_output = torch.zeros_like(x)
        for i, expert in enumerate(self.experts):
            mask = (indices == i).any(dim=-1)
            if mask.any():
                expert_output = expert(x[mask])
                gating_scores = gating_output[mask, i].unsqueeze(1)
                final_output[mask] += expert_output * gating_scores
        # load balancing loss as in Shazeer et al.
        importance = gating_output.sum(0)
        aux = importance.var() / (importance.mean() ** 2 + 1e-9)
        return final_output, aux


class DenseMoE(nn.Module):
    """All experts at once, stacked weights, mixed with einsum."""

    def __init__(self, d_in, d_out, num_experts=4):
        super().__init__()
        self.weight = nn.Parameter(torch.randn(num_experts, d_in, d_out) * d_in ** -0.5)
        self.bias = nn.Parameter(torch.zeros(num_experts, d_out))
        self.gate = nn.Linear(d_in, num_experts, bias=False)

    def forward(self, x):
        g = self.gate(x).softmax(-1)                                     # n e
        h = torch.einsum('ni,eio->neo', x, self.weight) + self.bias       # n e o
        return torch.einsum('ne,neo->no', g, h)


class Model(nn.Module):
    def __init__(self, n_features, n_classes, d_model=26):
        super().__init__()
        self.inp = DenseMoE(n_features, d_model)
        self.norm1 = nn.LayerNorm(d_model)
        self.moe1 = SparseMoE(d_model, 40)
        self.norm2 = nn.LayerNorm(d_model)
        self.moe2 = SparseMoE(d_model, 32, num_experts=3, top_k=1)
        self.out = nn.Linear(d_model, n_classes)

    def forward(self, x):
        x = F.relu(self.inp(x))
        h, aux1 = self.moe1(self.norm1(x))
        x = x + h
        h, aux2 = self.moe2(self.norm2(x))
        x = x + h
        return self.out(x), aux1 + aux2


X, y = make_classification(n_samples=500, n_features=21, n_informative=12, n_classes=4, random_state=3)
X_train, X_val, y_train, y_val = train_test_split(X, y, test_size=0.2, random_state=3)
X_train, X_val = [torch.tensor(a, dtype=torch.float32) for a in (X_train, X_val)]
y_train, y_val = [torch.tensor(a, dtype=torch.long) for a in (y_train, y_val)]

torch.manual_seed(0)
model = Model(X.shape[1], 4)
optimizer = torch.optim.AdamW(model.parameters(), lr=4e-3)
for epoch in range(8):
    model.train()
    for xb, yb in zip(X_train.split(50), y_train.split(50)):
        logits, aux = model(xb)
        loss = F.cross_entropy(logits, yb) + 0.01 * aux
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    model.eval()
    with torch.no_grad():
        logits, aux = model(X_val)
        acc = (logits.argmax(1) == y_val).float().mean()
        _, chosen = model.moe1.router(model.norm1(F.relu(model.inp(X_val))))
        usage = F.one_hot(chosen, 6).sum(dim=(0, 1))
    if epoch % 2 == 1:
        print(f"epoch {epoch} loss {loss.item():.3f} acc {acc:.3f} aux {aux:.3f} usage {usage.tolist()}")
