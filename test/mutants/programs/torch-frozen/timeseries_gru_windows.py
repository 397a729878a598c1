import numpy as np
import pandas as pd
import torch
import torch.nn as nn
from sklearn.preprocessing import MinMaxScaler
from torch.utils.data import TensorDataset, DataLoader

device = torch.device("cuda:0" if torch.cuda.is_available() else "cpu")

# hourly energy consumption, simulated
idx = pd.date_range("2021-01-01", periods=24 * 40, freq="h")
rs = np.random.RandomState(0)
df = pd.DataFrame({
    "load": 50 + 10 * np.sin(2 * np.pi * idx.hour / 24) + 4 * np.cos(2 * np.pi * idx.dayofweek / 7)
            + rs.normal(0, 1.5, len(idx)),
    "temp": 12 + 6 * np.sin(2 * np.pi * (idx.hour - 4) / 24) + rs.normal(0, 1, len(idx)),
}, index=idx)
df["hour"] = df.index.hour
df["dayofweek"] = df.index.dayofweek
df["month"] = df.index.month

lookback, horizon = 36, 6

sc = MinMaxScaler()
label_sc = MinMaxScaler()
data = sc.fit_transform(df.values)
label_sc.fit(df[["load"]].values)

n_windows = len(data) - lookback - horizon + 1
inputs = np.zeros((n_windows, lookback, df.shape[1]))
labels = np.zeros((n_windows, horizon))
for i in range(n_windows):
    inputs[i] = data[i:i + lookback]
    labels[i] = data[i + lookback:i + lookback + horizon, 0]

split = int(0.85 * n_windows)
train_x, train_y = inputs[:split], labels[:split]
val_x, val_y = inputs[split:], labels[split:]

batch_size = 96
train_data = TensorDataset(torch.from_numpy(train_x), torch.from_numpy(train_y))
train_loader = DataLoader(train_data, shuffle=True, batch_size=batch_size, drop_last=True)


class GRUNet(nn.Module):
    def __init__(self, input_dim, hidden_dim, output_dim, n_layers, drop_prob=0.2):
        super(GRUNet, self).__init__()
        self.hidden_dim = hidden_dim
        self.n_layers = n_layers

        self.gru = nn.GRU(input_dim, hidden_dim, n_layers, batch_first=True, dropout=drop_prob)
        self.fc = nn.Linear(hidden_dim, output_dim)
        self.relu = nn.ReLU()

    def forward(self, x, h):
        out, h = self.gru(x, h)
        out = self.fc(self.relu(out[:, -1]))
        return out, h

    def init_hidden(self, batch_size):
        weight = next(self.parameters()).data
        hidden = weight.new(self.n_layers, batch_size, self.hidden_dim).zero_().to(device)
        return hidden


def train(train_loader, learn_rate, hidden_dim=22, EPOCHS=2):
    input_dim = next(iter(train_loader))[0].shape[2]
    output_dim = horizon
    n_layers = 2
    model = GRUNet(input_dim, hidden_dim, output_dim, n_layers)
    model.to(device)

    criterion = nn.MSELoss()
    optimizer = torch.optim.Adam(model.parameters(), lr=learn_rate)

    model.train()
    for epoch in range(1, EPOCHS + 1):
        h = model.init_hidden(batch_size)
        avg_loss = 0.
        for x, label in train_loader:
            h = h.data
            model.zero_grad()
            out, h = model(x.to(device).float(), h)
            loss = criterion(out, label.to(device).float())
            loss.backward()
            optimizer.step()
            avg_loss += loss.item()
        print("Epoch {}/{} Done, Total Loss: {:.5f}".format(epoch, EPOCHS, avg_loss / len(train_loader)))
    return model


def evaluate(model, val_x, val_y):
    model.eval()
    inp = torch.from_numpy(np.array(val_x)).float().to(device)
    h = model.init_hidden(inp.shape[0])
    with torch.no_grad():
        out, h = model(inp, h)
    outputs = label_sc.inverse_transform(out.cpu().numpy().reshape(-1, 1)).reshape(-1, horizon)
    targets = label_sc.inverse_transform(val_y.reshape(-1, 1)).reshape(-1, horizon)
    sMAPE = np.mean(np.abs(outputs - targets) / (targets + outputs) / 2, axis=0) * 100
    return outputs, targets, sMAPE


gru_model = train(train_loader, 0.005)
outputs, targets, smape = evaluate(gru_model, val_x, val_y)
print(outputs.shape, targets.shape)
print("sMAPE per step:", np.round(smape, 3))
naive = np.repeat(label_sc.inverse_transform(val_x[:, -1, :1]), horizon, axis=1)
print("naive MAE %.3f, model MAE %.3f" % (np.abs(naive - targets).mean(), np.abs(outputs - targets).mean()))
