import numpy as np
import pandas as pd
import torch
import torch.nn as nn
from sklearn.preprocessing import MinMaxScaler

# --- monthly "passengers": trend + season + noise, twelve years ---------------------------------
months = pd.date_range("1949-01-01", periods=144, freq="MS")
t = np.arange(144)
rng = np.random.default_rng(1)
passengers = 110 + 2.6 * t + (20 + 0.25 * t) * np.sin(2 * np.pi * (t - 3) / 12) + rng.normal(0, 6, 144)
flight_data = pd.DataFrame({"passengers": passengers, "month": months.month}, index=months)

all_data = flight_data["passengers"].values.astype(float)

test_data_size = 12
train_data = all_data[:-test_data_size]
test_data = all_data[-test_data_size:]

scaler = MinMaxScaler(feature_range=(-1, 1))
train_data_normalized = scaler.fit_transform(train_data.reshape(-1, 1))
train_data_normalized = torch.FloatTensor(train_data_normalized).view(-1)

train_window = 12


def create_inout_sequences(input_data, tw):
    inout_seq = []
    L = len(input_data)
    for i in range(L - tw):
        train_seq = input_data[i:i + tw]
        train_label = input_data[i + tw:i + tw + 1]
        inout_seq.append((train_seq, train_label))
    return inout_seq


train_inout_seq = create_inout_sequences(train_data_normalized, train_window)


# --- model 1: one sequence at a time, state kept in the module -----------------------------------
class LSTM(nn.Module):
    def __init__(self, input_size=1, hidden_layer_size=100, output_size=1):
        super().__init__()
        self.hidden_layer_size = hidden_layer_size
        self.lstm = nn.LSTM(input_size, hidden_layer_size)
        self.linear = nn.Linear(hidden_layer_size, output_size)
        self.hidden_cell = (torch.zeros(1, 1, self.hidden_layer_size),
                            torch.zeros(1, 1, self.hidden_layer_size))

    def forward(self, input_seq):
        lstm_out, self.hidden_cell = self.lstm(input_seq.view(len(input_seq), 1, -1), self.hidden_cell)
        predictions = self.linear(lstm_out.view(len(input_seq), -1))
        return predictions[-1]


model = LSTM(hidden_layer_size=40)
loss_function = nn.MSELoss()
optimizer = torch.optim.Adam(model.parameters(), lr=0.001)

epochs = 1
for i in range(epochs):
    for seq, labels in train_inout_seq:
        optimizer.zero_grad()
        model.hidden_cell = (torch.zeros(1, 1, model.hidden_layer_size),
                             torch.zeros(1, 1, model.hidden_layer_size))
        y_pred = model(seq)
        single_loss = loss_function(y_pred, labels)
        single_loss.backward()
        optimizer.step()
    print(f'epoch: {i:3} loss: {single_loss.item():10.8f}')

fut_pred = 12
test_inputs = train_data_normalized[-train_window:].tolist()
model.eval()
for i in range(fut_pred):
    seq = torch.FloatTensor(test_inputs[-train_window:])
    with torch.no_grad():
        model.hidden_cell = (torch.zeros(1, 1, model.hidden_layer_size),
                             torch.zeros(1, 1, model.hidden_layer_size))
        test_inputs.append(model(seq).item())
actual_predictions = scaler.inverse_transform(np.array(test_inputs[train_window:]).reshape(-1, 1))
print("RMSE (single):", np.sqrt(np.mean((actual_predictions[:, 0] - test_data) ** 2)).round(2))


# --- model 2: all windows in one batch, two layers, month as a second feature --------------------
class StackedLSTM(nn.Module):
    def __init__(self, n_features, hidden_dim, n_layers, horizon, drop_prob=0.2):
        super().__init__()
        self.n_layers, self.hidden_dim = n_layers, hidden_dim
        self.lstm = nn.LSTM(n_features, hidden_dim, n_layers, dropout=drop_prob, batch_first=False)
        self.dropout = nn.Dropout(drop_prob)
        self.fc = nn.Linear(hidden_dim, horizon)

    def init_hidden(self, batch_size):
        weight = next(self.parameters()).data
        return (weight.new_zeros(self.n_layers, batch_size, self.hidden_dim),
                weight.new_zeros(self.n_layers, batch_size, self.hidden_dim))

    def forward(self, x, hidden):
        # x: (seq_len, batch, n_features)
        out, hidden = self.lstm(x, hidden)
        out = self.dropout(out[-1])
        return self.fc(out), hidden


horizon, window = 6, 24
month = torch.tensor(flight_data["month"].to_numpy()[:-test_data_size] / 12.0, dtype=torch.float32)
series = torch.stack([train_data_normalized, month], dim=1)               # (132, 2)
windows = series.unfold(0, window + horizon, 1)                           # (103, 2, 30)
windows = windows.permute(2, 0, 1)                                        # (30, 103, 2)
x, y = windows[:window], windows[window:, :, 0].t()                       # (24, 103, 2), (103, 6)

net = StackedLSTM(n_features=2, hidden_dim=28, n_layers=2, horizon=horizon)
opt = torch.optim.RMSprop(net.parameters(), lr=3e-3)
batch = 26
for epoch in range(2):
    net.train()
    perm = torch.randperm(x.size(1))
    total = 0.0
    for idx in perm.split(batch):
        h = net.init_hidden(len(idx))
        pred, _ = net(x[:, idx], h)
        loss = loss_function(pred, y[idx])
        opt.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(net.parameters(), 5)
        opt.step()
        total += loss.item() * len(idx)
    print("stacked: epoch %d mse %.4f" % (epoch, total / x.size(1)))
