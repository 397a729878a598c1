"""ResNet for tabular data (after Gorishniy et al.) with categorical embeddings."""
from __future__ import annotations

import numpy as np
import pandas as pd
import torch
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import QuantileTransformer
from torch import Tensor, nn
from torch.utils.data import DataLoader, TensorDataset


def make_frame(n: int = 900, seed: int = 0) -> pd.DataFrame:
    rng = np.random.default_rng(seed)
    df = pd.DataFrame({
        "age": rng.integers(18, 80, n),
        "income": rng.lognormal(10, 0.6, n),
        "tenure": rng.exponential(4.0, n),
        "balance": rng.normal(0, 1500, n),
        "num_products": rng.integers(1, 5, n),
        "region": rng.choice(["north", "south", "east", "west"], n),
        "plan": rng.choice(["free", "basic", "pro"], n, p=[0.5, 0.3, 0.2]),
        "device": rng.choice(["ios", "android", "web", "desktop", "other"], n),
    })
    logit = 0.03 * (df["age"] - 45) - 0.25 * df["tenure"] + (df["plan"] == "free") * 1.2 + rng.normal(0, 0.5, n)
    df["churn"] = (logit > 0).astype(int)
    return df


class ResNetBlock(nn.Module):
    def __init__(self, d: int, d_hidden: int, dropout_first: float, dropout_second: float) -> None:
        super().__init__()
        self.normalization = nn.BatchNorm1d(d)
        self.linear_first = nn.Linear(d, d_hidden)
        self.linear_second = nn.Linear(d_hidden, d)
        self.dropout_first = nn.Dropout(dropout_first)
        self.dropout_second = nn.Dropout(dropout_second)

    def forward(self, x: Tensor) -> Tensor:
        z = self.normalization(x)
        z = self.dropout_first(torch.relu(self.linear_first(z)))
        z = self.dropout_second(self.linear_second(z))
        return x + z


class TabularResNet(nn.Module):
    def __init__(self, *, n_num_features: int, cat_cardinalities: list[int], d_embedding: int, d_block: int,
                 n_blocks: int, d_hidden_multiplier: float = 2.0, dropout: float = 0.2, d_out: int = 1) -> None:
        super().__init__()
        offsets = torch.tensor([0] + cat_cardinalities[:-1]).cumsum(0)
        self.register_buffer("category_offsets", offsets)
        self.category_embeddings = nn.Embedding(sum(cat_cardinalities), d_embedding)
        nn.init.kaiming_uniform_(self.category_embeddings.weight, a=5 ** 0.5)
        d_in = n_num_features + len(cat_cardinalities) * d_embedding

        self.first_layer = nn.Linear(d_in, d_block)
        d_hidden = int(d_block * d_hidden_multiplier)
        self.blocks = nn.ModuleList(
            [ResNetBlock(d_block, d_hidden, dropout, dropout / 2) for _ in range(n_blocks)]
        )
        self.head = nn.Sequential(nn.BatchNorm1d(d_block), nn.ReLU(), nn.Linear(d_block, d_out))

    def forward(self, x_num: Tensor, x_cat: Tensor) -> Tensor:
        # x_cat: (batch, n_cat) -> (batch, n_cat, d_embedding) -> (batch, n_cat * d_embedding)
        e = self.category_embeddings(x_cat + self.category_offsets[None])
        x = torch.cat([x_num, e.flatten(1, -1)], dim=1)
        x = self.first_layer(x)
        for block in self.blocks:
            x = block(x)
        return self.head(x).squeeze(-1)


@torch.no_grad()
def predict(model: nn.Module, loader: DataLoader, device: torch.device) -> tuple[np.ndarray, np.ndarray]:
    model.eval()
    ys, ps = [], []
    for x_num, x_cat, y in loader:
        ps.append(torch.sigmoid(model(x_num.to(device), x_cat.to(device))).cpu().numpy())
        ys.append(y.numpy())
    return np.concatenate(ys), np.concatenate(ps)


def main() -> None:
    df = make_frame()
    num_cols = ["age", "income", "tenure", "balance", "num_products"]
    cat_cols = ["region", "plan", "device"]
    for c in cat_cols:
        df[c] = df[c].astype("category")
    cardinalities = [len(df[c].cat.categories) for c in cat_cols]

    train_df, valid_df = train_test_split(df, test_size=0.25, stratify=df["churn"], random_state=1)
    qt = QuantileTransformer(n_quantiles=100, output_distribution="normal").fit(train_df[num_cols])

    def to_dataset(part: pd.DataFrame) -> TensorDataset:
        x_num = torch.tensor(qt.transform(part[num_cols]), dtype=torch.float32)
        x_cat = torch.tensor(np.stack([part[c].cat.codes.to_numpy() for c in cat_cols], axis=1), dtype=torch.long)
        return TensorDataset(x_num, x_cat, torch.tensor(part["churn"].to_numpy(), dtype=torch.float32))

    train_loader = DataLoader(to_dataset(train_df), batch_size=75, shuffle=True)
    valid_loader = DataLoader(to_dataset(valid_df), batch_size=225)

    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    model = TabularResNet(n_num_features=len(num_cols), cat_cardinalities=cardinalities, d_embedding=6,
                          d_block=44, n_blocks=3).to(device)
    optimizer = torch.optim.AdamW(model.parameters(), lr=1e-3, weight_decay=1e-5)
    loss_fn = nn.BCEWithLogitsLoss()

    best, patience = -1.0, 2
    for epoch in range(4):
        model.train()
        for x_num, x_cat, y in train_loader:
            optimizer.zero_grad()
            loss = loss_fn(model(x_num.to(device), x_cat.to(device)), y.to(device))
            loss.backward()
            optimizer.step()
        auc = roc_auc_score(*predict(model, valid_loader, device))
        print(f"epoch {epoch}: train loss (last batch) {loss.item():.4f}, valid AUC {auc:.4f}")
        if auc > best:
            best, patience = auc, 2
        else:
            patience -= 1
            if patience == 0:
                break
    print("best AUC", round(float(best), 4))


if __name__ == "__main__":
    main()
