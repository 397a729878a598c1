import numpy as np
import pandas as pd
import torch
import torch.nn as nn
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import LabelEncoder, StandardScaler
from torch.utils.data import DataLoader, Dataset

rng = np.random.default_rng(2024)
N = 600
df = pd.DataFrame({
    'age': rng.integers(18, 80, N),
    'balance': rng.gamma(2.0, 800.0, N).round(2),
    'duration': rng.exponential(200, N),
    'campaign': rng.poisson(2, N),
    'job': rng.choice(['admin', 'technician', 'services', 'retired', 'student', 'self-employed'], N),
    'marital': rng.choice(['single', 'married', 'divorced'], N),
    'education': rng.choice(['primary', 'secondary', 'tertiary', None], N),
    'month': rng.choice(['jan', 'apr', 'jul', 'oct'], N),
})
score = 0.004 * df['duration'] + (df['job'] == 'student') * 1.5 - 0.02 * df['age'] + rng.normal(0, 0.5, N)
df['y'] = (score > score.median()).astype(int)

cat_cols = ['job', 'marital', 'education', 'month']
num_cols = ['age', 'balance', 'duration', 'campaign']

df['education'] = df['education'].fillna('unknown')
df['balance'] = np.log1p(df['balance'])
for col in cat_cols:
    df[col] = LabelEncoder().fit_transform(df[col])

# rule of thumb for the size of an embedding: half of the cardinality
cat_dims = [int(df[col].nunique()) for col in cat_cols]
emb_dims = [(n, min(50, (n + 1) // 2)) for n in cat_dims]
print(emb_dims)

train_df, val_df = train_test_split(df, test_size=0.25, stratify=df['y'], random_state=0)
scaler = StandardScaler().fit(train_df[num_cols])


class TabularDataset(Dataset):
    def __init__(self, data, cat_cols, num_cols, target, scaler):
        self.n = data.shape[0]
        self.y = data[target].astype(np.float32).values.reshape(-1, 1)
        self.cat_X = data[cat_cols].astype(np.int64).values
        self.cont_X = scaler.transform(data[num_cols]).astype(np.float32)

    def __len__(self):
        return self.n

    def __getitem__(self, idx):
        return self.y[idx], self.cont_X[idx], self.cat_X[idx]


class FeedForwardNN(nn.Module):
    def __init__(self, emb_dims, no_of_cont, lin_layer_sizes, output_size, emb_dropout, lin_layer_dropouts):
        super().__init__()
        self.emb_layers = nn.ModuleList([nn.Embedding(x, y) for x, y in emb_dims])
        no_of_embs = sum([y for x, y in emb_dims])
        self.no_of_embs = no_of_embs
        self.no_of_cont = no_of_cont

        first_lin_layer = nn.Linear(self.no_of_embs + self.no_of_cont, lin_layer_sizes[0])
        self.lin_layers = nn.ModuleList(
            [first_lin_layer] +
            [nn.Linear(lin_layer_sizes[i], lin_layer_sizes[i + 1]) for i in range(len(lin_layer_sizes) - 1)])
        for lin_layer in self.lin_layers:
            nn.init.kaiming_normal_(lin_layer.weight.data)
        self.output_layer = nn.Linear(lin_layer_sizes[-1], output_size)

        self.first_bn_layer = nn.BatchNorm1d(self.no_of_cont)
        self.bn_layers = nn.ModuleList([nn.BatchNorm1d(size) for size in lin_layer_sizes])
        self.emb_dropout_layer = nn.Dropout(emb_dropout)
        self.dropout_layers = nn.ModuleList([nn.Dropout(p) for p in lin_layer_dropouts])

    def forward(self, cont_data, cat_data):
        x = [emb_layer(cat_data[:, i]) for i, emb_layer in enumerate(self.emb_layers)]
        x = torch.cat(x, 1)
        x = self.emb_dropout_layer(x)
        normalized_cont_data = self.first_bn_layer(cont_data)
        x = torch.cat([x, normalized_cont_data], 1)
        for lin_layer, dropout_layer, bn_layer in zip(self.lin_layers, self.dropout_layers, self.bn_layers):
            x = torch.relu(lin_layer(x))
            x = bn_layer(x)
            x = dropout_layer(x)
        return self.output_layer(x)


train_loader = DataLoader(TabularDataset(train_df, cat_cols, num_cols, 'y', scaler), batch_size=50, shuffle=True)
val_loader = DataLoader(TabularDataset(val_df, cat_cols, num_cols, 'y', scaler), batch_size=150)

device = torch.device("cuda:0" if torch.cuda.is_available() else "cpu")
model = FeedForwardNN(emb_dims, no_of_cont=len(num_cols), lin_layer_sizes=[50, 30], output_size=1,
                      emb_dropout=0.04, lin_layer_dropouts=[0.01, 0.01]).to(device)
criterion = nn.BCEWithLogitsLoss()
optimizer = torch.optim.Adam(model.parameters(), lr=0.01)

history = []
for epoch in range(4):
    model.train()
    for y, cont_x, cat_x in train_loader:
        y, cont_x, cat_x = y.to(device), cont_x.to(device), cat_x.to(device)
        preds = model(cont_x, cat_x)
        loss = criterion(preds, y)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()

    model.eval()
    outs, ys = [], []
    with torch.no_grad():
        for y, cont_x, cat_x in val_loader:
            outs.append(torch.sigmoid(model(cont_x.to(device), cat_x.to(device))).cpu().numpy())
            ys.append(y.numpy())
    auc = roc_auc_score(np.vstack(ys).ravel(), np.vstack(outs).ravel())
    history.append({'epoch': epoch, 'loss': loss.item(), 'auc': auc})
print(pd.DataFrame(history).to_string(index=False))
