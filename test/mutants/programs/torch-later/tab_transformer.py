"""TabTransformer on a synthetic customer table (pandas + scikit-learn preprocessing)."""
import numpy as np
import pandas as pd
import torch
import torch.nn as nn
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import StandardScaler, OrdinalEncoder
from torch.utils.data import TensorDataset, DataLoader


def make_frame(n=240, seed=11):
    rng = np.random.default_rng(seed)
    df = pd.DataFrame({
        "age": rng.integers(18, 80, n),
        "income": rng.lognormal(10, 0.4, n),
        "tenure": rng.exponential(4.0, n),
        "job": rng.choice(["admin", "tech", "sales", "none", "student"], n),
        "region": rng.choice(["north", "south", "east"], n),
        "plan": rng.choice(["basic", "plus"], n),
        "device": rng.choice(list("abcdefg"), n),
    })
    score = 0.03 * (df["age"] - 40) - 0.2 * df["tenure"] + (df["plan"] == "plus") * 1.0 + (df["job"] == "student") * 1.5
    df["churn"] = (score + rng.normal(0, 0.7, n) > 0).astype(int)
    return df


class FeedForward(nn.Module):
    def __init__(self, dim, mult=4, dropout=0.1):
        super().__init__()
        self.net = nn.Sequential(
            nn.LayerNorm(dim), nn.Linear(dim, dim * mult), nn.GELU(), nn.Dropout(dropout), nn.Linear(dim * mult, dim))

    def forward(self, x):
        return self.net(x)


class Attention(nn.Module):
    def __init__(self, dim, heads=4, dim_head=8):
        super().__init__()
        inner_dim = dim_head * heads
        self.heads = heads
        self.scale = dim_head ** -0.5
        self.norm = nn.LayerNorm(dim)
        self.to_qkv = nn.Linear(dim, inner_dim * 3, bias=False)
        self.to_out = nn.Linear(inner_dim, dim, bias=False)

    def forward(self, x):
        b, n, _ = x.shape
        q, k, v = self.to_qkv(self.norm(x)).chunk(3, dim=-1)
        q, k, v = map(lambda t: t.reshape(b, n, self.heads, -1).transpose(1, 2), (q, k, v))
        sim = torch.einsum("b h i d, b h j d -> b h i j", q, k) * self.scale
        out = torch.einsum("b h i j, b h j d -> b h i d", sim.softmax(dim=-1), v)
        out = out.transpose(1, 2).flatten(2)
        return self.to_out(out)


class TabTransformer(nn.Module):
    def __init__(self, categories, num_continuous, dim=16, depth=2, heads=4, dim_out=1):
        super().__init__()
        self.num_categories = len(categories)
        self.num_continuous = num_continuous
        # all columns share one table; each column has its offset
        offsets = torch.tensor([0] + categories[:-1]).cumsum(0)
        self.register_buffer("offsets", offsets)
        self.embed = nn.Embedding(sum(categories), dim)
        self.col_embed = nn.Parameter(torch.randn(len(categories), dim) * 0.02)
        self.layers = nn.ModuleList([nn.ModuleList([Attention(dim, heads), FeedForward(dim)]) for _ in range(depth)])
        self.cont_norm = nn.LayerNorm(num_continuous)
        input_size = dim * self.num_categories + num_continuous
        self.mlp = nn.Sequential(
            nn.Linear(input_size, input_size * 2), nn.ReLU(),
            nn.Linear(input_size * 2, input_size // 2), nn.ReLU(),
            nn.Linear(input_size // 2, dim_out))

    def forward(self, x_categ, x_cont):
        assert x_categ.shape[-1] == self.num_categories
        x = self.embed(x_categ + self.offsets) + self.col_embed
        for attn, ff in self.layers:
            x = x + attn(x)
            x = x + ff(x)
        flat = x.flatten(1)
        x = torch.cat((flat, self.cont_norm(x_cont)), dim=-1)
        return self.mlp(x)


def main():
    df = make_frame()
    cat_cols = df.select_dtypes(exclude="number").columns.tolist()
    num_cols = ["age", "income", "tenure"]
    enc = OrdinalEncoder()
    x_cat = enc.fit_transform(df[cat_cols]).astype(np.int64)
    cardinalities = [len(c) for c in enc.categories_]
    y = df["churn"].to_numpy(dtype=np.float32)

    idx_tr, idx_va = train_test_split(np.arange(len(df)), test_size=0.25, stratify=y, random_state=0)
    scaler = StandardScaler().fit(df.loc[idx_tr, num_cols].to_numpy())
    x_num = scaler.transform(df[num_cols].to_numpy()).astype(np.float32)

    def dataset(idx):
        return TensorDataset(torch.from_numpy(x_cat[idx]), torch.from_numpy(x_num[idx]), torch.from_numpy(y[idx]))

    train_loader = DataLoader(dataset(idx_tr), batch_size=30, shuffle=True)
    model = TabTransformer(cardinalities, len(num_cols))
    opt = torch.optim.AdamW(model.parameters(), lr=3e-3, weight_decay=1e-3)
    sched = torch.optim.lr_scheduler.OneCycleLR(opt, max_lr=5e-3, total_steps=3 * len(train_loader))
    loss_fn = nn.BCEWithLogitsLoss()

    va_cat, va_num, va_y = dataset(idx_va).tensors
    for epoch in range(3):
        model.train()
        for xc, xn, yb in train_loader:
            opt.zero_grad()
            loss = loss_fn(model(xc, xn).squeeze(-1), yb)
            loss.backward()
            opt.step()
            sched.step()
        model.eval()
        with torch.no_grad():
            prob = torch.sigmoid(model(va_cat, va_num))[:, 0]
        print(f"epoch {epoch}: valid AUC {roc_auc_score(va_y.numpy(), prob.numpy()):.3f}")


if __name__ == "__main__":
    main()
