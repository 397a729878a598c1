"""Two-tower retrieval: user tower (id + history bag + age) and item tower (id + genres), in-batch softmax."""
import collections
import numpy as np
import pandas as pd
import torch
from torch import nn
import torch.nn.functional as F
from torch.utils.data import Dataset, DataLoader

N_USERS, N_ITEMS, N_GENRES = 60, 90, 7
EMB, OUT = 12, 16
rng = np.random.RandomState(99)

# ---- fake interaction log -------------------------------------------------
item_genres = np.zeros((N_ITEMS, N_GENRES), dtype=np.float32)
for i in range(N_ITEMS):
    item_genres[i, rng.choice(N_GENRES, size=rng.randint(1, 4), replace=False)] = 1
user_taste = rng.dirichlet(np.ones(N_GENRES) * 0.5, size=N_USERS)
user_age = rng.randint(16, 70, size=N_USERS)

rows = []
for u in range(N_USERS):
    p = item_genres @ user_taste[u]
    p = p / p.sum()
    for ts, i in enumerate(rng.choice(N_ITEMS, size=rng.randint(5, 12), replace=False, p=(p + 1e-3) / (p + 1e-3).sum())):
        rows.append((u, i, ts))
log = pd.DataFrame(rows, columns=["user", "item", "ts"])
last = log.groupby("user")["ts"].transform("max")
train_log, eval_log = log[log.ts < last], log[log.ts == last]

history = collections.defaultdict(list)
for r in train_log.itertuples():
    history[r.user].append(r.item)


class Interactions(Dataset):
    def __init__(self, frame):
        self.users = frame["user"].to_numpy()
        self.items = frame["item"].to_numpy()

    def __len__(self):
        return len(self.users)

    def __getitem__(self, idx):
        return int(self.users[idx]), int(self.items[idx])


def user_features(users, exclude=None):
    """returns ids, flat history, offsets, age"""
    flat, offsets = [], []
    for k, u in enumerate(users):
        offsets.append(len(flat))
        hist = [i for i in history[u] if exclude is None or i != exclude[k]]
        flat.extend(i + 1 for i in hist[-8:] or [-1])
    age = torch.tensor([(user_age[u] - 40) / 15 for u in users], dtype=torch.float32).unsqueeze(1)
    return torch.tensor(users), torch.tensor(flat), torch.tensor(offsets), age


def collate(batch):
    users, items = map(list, zip(*batch))
    items_t = torch.tensor(items)
    return user_features(users, exclude=items), (items_t, torch.from_numpy(item_genres[items])), items_t


def mlp(sizes):
    layers = []
    for i in range(len(sizes) - 1):
        layers.append(nn.Linear(sizes[i], sizes[i + 1]))
        if i < len(sizes) - 2:
            layers.append(nn.ReLU())
    return nn.Sequential(*layers)


class UserTower(nn.Module):
    def __init__(self):
        super().__init__()
        self.id_emb = nn.Embedding(N_USERS, EMB)
        self.hist_emb = nn.EmbeddingBag(N_ITEMS + 1, EMB, mode="mean", padding_idx=0)
        self.mlp = mlp([2 * EMB + 1, 32, OUT])

    def forward(self, ids, flat, offsets, age):
        h = torch.cat([self.id_emb(ids), self.hist_emb(flat, offsets), age], dim=1)
        return F.normalize(self.mlp(h), dim=-1)


class ItemTower(nn.Module):
    def __init__(self):
        super().__init__()
        self.id_emb = nn.Embedding(N_ITEMS, EMB)
        self.genre = nn.Linear(N_GENRES, EMB, bias=False)
        self.mlp = mlp([EMB * 2, 24, OUT])

    def forward(self, ids, genres):
        return F.normalize(self.mlp(torch.cat([self.id_emb(ids), self.genre(genres)], dim=1)), dim=-1)


class TwoTower(nn.Module):
    def __init__(self, temperature=0.1):
        super().__init__()
        self.user_tower, self.item_tower = UserTower(), ItemTower()
        self.log_t = nn.Parameter(torch.tensor(temperature).log())

    def loss(self, user_feats, item_feats, item_ids, log_q):
        u, v = self.user_tower(*user_feats), self.item_tower(*item_feats)
        logits = u @ v.T / self.log_t.exp() - log_q[item_ids]          # popularity correction per column
        same = item_ids[:, None] == item_ids[None, :]
        diag = torch.eye(len(item_ids), dtype=torch.bool)
        logits = logits.masked_fill(same & ~diag, -1e4)
        return F.cross_entropy(logits, torch.arange(len(item_ids)))


counts = np.bincount(train_log["item"], minlength=N_ITEMS) + 1.0
log_q = torch.log(torch.tensor(counts / counts.sum(), dtype=torch.float32))
loader = DataLoader(Interactions(train_log), batch_size=32, shuffle=True, collate_fn=collate, drop_last=True)
model = TwoTower()
opt = torch.optim.Adagrad(model.parameters(), lr=0.05)

for epoch in range(3):
    model.train()
    losses = []
    for uf, itf, ids in loader:
        opt.zero_grad()
        loss = model.loss(uf, itf, ids, log_q)
        loss.backward()
        opt.step()
        losses.append(loss.item())

    model.eval()
    with torch.no_grad():
        index = model.item_tower(torch.arange(N_ITEMS), torch.from_numpy(item_genres))        # items x OUT
        users = eval_log["user"].tolist()
        scores = model.user_tower(*user_features(users)) @ index.T
        for row, u in enumerate(users):
            scores[row, history[u]] = float("-inf")
        top = scores.topk(10, dim=1).indices
        truth = torch.tensor(eval_log["item"].to_numpy()).unsqueeze(1)
        hit = (top == truth).any(dim=1).float().mean().item()
    print(f"epoch {epoch} loss {np.mean(losses):.3f} recall@10 {hit:.3f}")
