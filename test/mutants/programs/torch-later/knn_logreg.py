"""Learn an embedding with a triplet loss on the wine data, then k-NN (in torch) and logistic regression on top of it."""
import numpy as np
import torch
import torch.nn as nn
from sklearn.datasets import load_wine
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import accuracy_score, confusion_matrix
from sklearn.model_selection import StratifiedKFold
from sklearn.neighbors import KNeighborsClassifier
from sklearn.preprocessing import StandardScaler


class Embedder(nn.Module):
    def __init__(self, n_features, hidden=(32, 16), emb_dim=5, p_drop=0.1):
        super().__init__()
        dims = [n_features, *hidden]
        blocks = []
        for d_in, d_out in zip(dims, dims[1:]):
            blocks.extend([nn.Linear(d_in, d_out), nn.ELU(), nn.Dropout(p_drop)])
        self.body = nn.Sequential(*blocks)
        self.head = nn.Linear(dims[-1], emb_dim)

    def forward(self, x):
        e = self.head(self.body(x))
        return e / e.norm(dim=1, keepdim=True).clamp_min(1e-8)


def sample_triplets(y, n, rng):
    anchors = rng.integers(0, len(y), n)
    pos = np.array([rng.choice(np.flatnonzero(y == y[a])) for a in anchors])
    neg = np.array([rng.choice(np.flatnonzero(y != y[a])) for a in anchors])
    return torch.from_numpy(np.stack([anchors, pos, neg]))


class TorchKNN:
    def __init__(self, k=5):
        self.k = k

    def fit(self, emb, labels):
        self.emb, self.labels = emb, labels
        self.n_classes = int(labels.max()) + 1
        return self

    def predict(self, query):
        dist = torch.cdist(query, self.emb)                          # Q x N
        knn_dist, knn_idx = dist.topk(self.k, dim=1, largest=False)
        weights = 1.0 / (knn_dist + 1e-6)
        votes = torch.zeros(query.size(0), self.n_classes)
        votes.scatter_add_(1, self.labels[knn_idx], weights)
        return votes.argmax(dim=1)


class LogReg(nn.Module):
    def __init__(self, d, c):
        super().__init__()
        self.W = nn.Parameter(torch.zeros(d, c))
        self.b = nn.Parameter(torch.zeros(c))

    def forward(self, x):
        return x.mm(self.W) + self.b

    def fit(self, x, y, l2=1e-3, lr=0.5, steps=100):
        opt = torch.optim.SGD(self.parameters(), lr=lr)
        for _ in range(steps):
            loss = nn.functional.cross_entropy(self(x), y) + l2 * (self.W ** 2).sum()
            opt.zero_grad()
            loss.backward()
            opt.step()
        return self


def train_embedder(x, y, rng, rounds=25):
    net = Embedder(x.shape[1])
    opt = torch.optim.Adam(net.parameters(), lr=5e-3)
    triplet = nn.TripletMarginLoss(margin=0.4)
    for _ in range(rounds):
        a, p, n = sample_triplets(y, 48, rng)
        emb = net(x)
        loss = triplet(emb[a], emb[p], emb[n])
        opt.zero_grad()
        loss.backward()
        opt.step()
    return net.eval()


def run_fold(X, y, tr, va, rng):
    scaler = StandardScaler()
    x_tr = torch.tensor(scaler.fit_transform(X[tr]), dtype=torch.float32)
    x_va = torch.tensor(scaler.transform(X[va]), dtype=torch.float32)
    y_tr, y_va = y[tr], y[va]

    net = train_embedder(x_tr, y_tr, rng)
    with torch.no_grad():
        e_tr, e_va = net(x_tr), net(x_va)

    yt = torch.from_numpy(y_tr)
    pred = {
        "torch-knn": TorchKNN(5).fit(e_tr, yt).predict(e_va).numpy(),
        "torch-logreg": LogReg(e_tr.shape[1], 3).fit(e_tr, yt)(e_va).argmax(1).numpy(),
        "sk-knn": KNeighborsClassifier(5).fit(e_tr.numpy(), y_tr).predict(e_va.numpy()),
    }
    # raw features and the embedding side by side
    both_tr = np.hstack([x_tr.numpy(), e_tr.numpy()])
    both_va = np.hstack([x_va.numpy(), e_va.numpy()])
    pred["sk-logreg"] = LogisticRegression(max_iter=500).fit(both_tr, y_tr).predict(both_va)
    return {k: accuracy_score(y_va, v) for k, v in pred.items()}, confusion_matrix(y_va, pred["torch-knn"], labels=[0, 1, 2])


X, y = load_wine(return_X_y=True)
y = y.astype(np.int64)
rng = np.random.default_rng(8)
results, total_cm = [], np.zeros((3, 3), dtype=int)
for fold, (tr, va) in enumerate(StratifiedKFold(3, shuffle=True, random_state=8).split(X, y)):
    accs, cm = run_fold(X, y, tr, va, rng)
    results.append(accs)
    total_cm += cm
    print("fold", fold, {k: round(v, 3) for k, v in accs.items()})

for name in results[0]:
    values = [r[name] for r in results]
    print(f"{name:14s} {np.mean(values):.3f} +- {np.std(values):.3f}")
print(total_cm)
