import numpy as np
import pandas as pd
import torch
import torch.nn as nn
import torch.nn.functional as F

np.random.seed(1)
n_people, n_films, n_obs = 70, 55, 1500

ratings = pd.DataFrame({
    'userId': np.random.randint(1, n_people + 1, n_obs) * 10,
    'movieId': np.random.randint(1, n_films + 1, n_obs) * 7,
}).drop_duplicates().reset_index(drop=True)
true_u = np.random.randn(n_people + 1, 3)
true_i = np.random.randn(n_films + 1, 3)
raw = 3 + (true_u[ratings.userId // 10] * true_i[ratings.movieId // 7]).sum(1)
ratings['rating'] = np.clip(np.round(raw), 1, 5)

msk = np.random.rand(len(ratings)) < 0.8
train = ratings[msk].copy()
val = ratings[~msk].copy()


def proc_col(col, train_col=None):
    """Encodes a pandas column with continous ids."""
    uniq = train_col.unique() if train_col is not None else col.unique()
    name2idx = {o: i for i, o in enumerate(uniq)}
    return name2idx, np.array([name2idx.get(x, -1) for x in col]), len(uniq)


def encode_data(df, train=None):
    df = df.copy()
    for col_name in ["userId", "movieId"]:
        train_col = train[col_name] if train is not None else None
        _, col, _ = proc_col(df[col_name], train_col)
        df[col_name] = col
        df = df[df[col_name] >= 0]
    return df


df_train = encode_data(train)
df_val = encode_data(val, train)
num_users = df_train.userId.nunique()
num_items = df_train.movieId.nunique()
print(num_users, num_items, len(df_train), len(df_val))


class MF_bias(nn.Module):
    def __init__(self, num_users, num_items, emb_size=20, mean=3.0):
        super(MF_bias, self).__init__()
        self.user_emb = nn.Embedding(num_users, emb_size)
        self.user_bias = nn.Embedding(num_users, 1)
        self.item_emb = nn.Embedding(num_items, emb_size)
        self.item_bias = nn.Embedding(num_items, 1)
        self.mean = mean
        self.user_emb.weight.data.uniform_(0, 0.05)
        self.item_emb.weight.data.uniform_(0, 0.05)
        self.user_bias.weight.data.uniform_(-0.01, 0.01)
        self.item_bias.weight.data.uniform_(-0.01, 0.01)

    def forward(self, u, v):
        U = self.user_emb(u)
        V = self.item_emb(v)
        b_u = self.user_bias(u).squeeze()
        b_v = self.item_bias(v).squeeze()
        return (U * V).sum(1) + b_u + b_v + self.mean

    def all_scores(self, u):
        # (k, emb) x (emb, items) -> (k, items)
        return self.user_emb(u) @ self.item_emb.weight.t() + self.user_bias(u) + self.item_bias.weight.T + self.mean


class CollabFNet(nn.Module):
    def __init__(self, num_users, num_items, emb_size=24, n_hidden=13):
        super(CollabFNet, self).__init__()
        self.user_emb = nn.Embedding(num_users, emb_size)
        self.item_emb = nn.Embedding(num_items, emb_size)
        self.lin1 = nn.Linear(emb_size * 2, n_hidden)
        self.lin2 = nn.Linear(n_hidden, 1)
        self.drop1 = nn.Dropout(0.1)

    def forward(self, u, v):
        U = self.user_emb(u)
        V = self.item_emb(v)
        x = F.relu(torch.cat([U, V], dim=1))
        x = self.drop1(x)
        x = F.relu(self.lin1(x))
        x = self.lin2(x)
        return x


def valid_loss(model, unsqueeze=False):
    model.eval()
    users = torch.LongTensor(df_val.userId.values)
    items = torch.LongTensor(df_val.movieId.values)
    ratings = torch.FloatTensor(df_val.rating.values)
    if unsqueeze:
        ratings = ratings.unsqueeze(1)
    with torch.no_grad():
        y_hat = model(users, items)
        return F.mse_loss(y_hat, ratings).item()


def train_epochs(model, epochs=10, lr=0.01, wd=0.0, unsqueeze=False):
    optimizer = torch.optim.Adam(model.parameters(), lr=lr, weight_decay=wd)
    model.train()
    for i in range(epochs):
        users = torch.LongTensor(df_train.userId.values)
        items = torch.LongTensor(df_train.movieId.values)
        ratings = torch.FloatTensor(df_train.rating.values)
        if unsqueeze:
            ratings = ratings.unsqueeze(1)
        y_hat = model(users, items)
        loss = F.mse_loss(y_hat, ratings)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    print("train %.3f valid %.3f" % (loss.item(), valid_loss(model, unsqueeze)))


model = MF_bias(num_users, num_items, emb_size=8, mean=df_train.rating.mean())
train_epochs(model, epochs=40, lr=0.05, wd=1e-5)
net = CollabFNet(num_users, num_items)
train_epochs(net, epochs=25, lr=0.02, wd=1e-6, unsqueeze=True)

with torch.no_grad():
    who = torch.arange(5)
    scores = model.all_scores(who)
    seen = torch.zeros(5, num_items, dtype=torch.bool)
    some = df_train[df_train.userId < 5]
    seen[torch.tensor(some.userId.values), torch.tensor(some.movieId.values)] = True
    best = scores.masked_fill(seen, float('-inf')).topk(3, dim=1)
    sim = F.cosine_similarity(model.item_emb.weight[:1], model.item_emb.weight)
print(best.indices.tolist(), sim.argsort(descending=True)[1:4].tolist())
