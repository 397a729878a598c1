"""Regression on the diabetes data with a small MLP and k-fold cross validation."""
import numpy as np
import torch
from sklearn.datasets import load_diabetes
from sklearn.metrics import mean_absolute_error, r2_score
from sklearn.model_selection import KFold
from sklearn.preprocessing import StandardScaler
from torch import nn


def build_model(n_in, hidden=(32, 17), p_drop=0.1):
    layers = []
    width = n_in
    for h in hidden:
        layers.append(nn.Linear(width, h))
        layers.append(nn.LayerNorm(h))
        layers.append(nn.ReLU())
        layers.append(nn.Dropout(p_drop))
        width = h
    layers.append(nn.Linear(width, 1))
    return nn.Sequential(*layers)


class EarlyStopping:
    def __init__(self, patience=5):
        self.patience = patience
        self.best = np.inf
        self.counter = 0
        self.state = None

    def step(self, value, model):
        if value < self.best:
            self.best, self.counter = value, 0
            self.state = {k: v.detach().clone() for k, v in model.state_dict().items()}
        else:
            self.counter += 1
        return self.counter >= self.patience


def fit(X_tr, y_tr, X_va, y_va, epochs=25, batch=64):
    model = build_model(X_tr.shape[1])
    optimizer = torch.optim.Adam(model.parameters(), lr=1e-2)
    scheduler = torch.optim.lr_scheduler.ExponentialLR(optimizer, gamma=0.97)
    loss_fn = nn.HuberLoss()
    stopper = EarlyStopping()

    for epoch in range(epochs):
        model.train()
        perm = torch.randperm(X_tr.size(0))
        for start in range(0, X_tr.size(0), batch):
            idx = perm[start:start + batch]
            y_hat = model(X_tr[idx])
            loss = loss_fn(y_hat, y_tr[idx])
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
        scheduler.step()

        model.eval()
        with torch.no_grad():
            val_loss = loss_fn(model(X_va), y_va).item()
        if stopper.step(val_loss, model):
            break
    model.load_state_dict(stopper.state)
    return model, epoch + 1


X, y = load_diabetes(return_X_y=True)
y = y.reshape(-1, 1)
# add interactions of bmi and blood pressure with everything
X = np.hstack([X, X * X[:, [2]], X * X[:, [3]]])
print('X', X.shape, 'y', y.shape)

oof = np.zeros_like(y)
kf = KFold(n_splits=3, shuffle=True, random_state=42)
for fold, (tr, va) in enumerate(kf.split(X)):
    sx, sy = StandardScaler(), StandardScaler()
    X_tr = torch.from_numpy(sx.fit_transform(X[tr])).float()
    y_tr = torch.from_numpy(sy.fit_transform(y[tr])).float()
    X_va = torch.tensor(sx.transform(X[va]), dtype=torch.float32)
    y_va = torch.tensor(sy.transform(y[va]), dtype=torch.float32)

    model, used = fit(X_tr, y_tr, X_va, y_va)
    with torch.no_grad():
        pred = sy.inverse_transform(model(X_va).numpy())
    oof[va] = pred
    print(f'fold {fold}: {used} epochs, MAE {mean_absolute_error(y[va], pred):.2f}')

rmse = np.sqrt(((oof - y) ** 2).mean())
print(f'OOF rmse {rmse:.2f}  r2 {r2_score(y, oof):.3f}')

# importance by permutation, last fold's model
base = nn.functional.mse_loss(model(X_va), y_va).item()
scores = []
for j in range(10):
    Xp = X_va.clone()
    Xp[:, j] = Xp[torch.randperm(Xp.size(0)), j]
    with torch.no_grad():
        scores.append(nn.functional.mse_loss(model(Xp), y_va).item() - base)
print('top features', np.argsort(scores)[::-1][:3])
