import numpy as np
import torch
from torch.utils.data import Dataset, DataLoader
from sklearn import datasets, metrics
from sklearn.model_selection import train_test_split

digits = datasets.load_digits()
X_train, X_val, y_train, y_val = train_test_split(
    digits.data, digits.target, test_size=0.3, random_state=0)


class DigitsDataset(Dataset):
    def __init__(self, X, y, augment=False):
        self.X = X.astype('float32') / 16.0
        self.y = y.astype('int64')
        self.augment = augment

    def __len__(self):
        return len(self.y)

    def __getitem__(self, index):
        x = self.X[index]
        if self.augment:
            img = x.reshape(8, 8)
            img = np.roll(img, np.random.randint(-1, 2), axis=1)
            x = img.ravel() + np.random.normal(0, 0.05, 64).astype('float32')
        return x, self.y[index]


class MLP(torch.nn.Module):
    def __init__(self, sizes, dropout=0.0):
        super().__init__()
        self.layers = torch.nn.ModuleList()
        self.norms = torch.nn.ModuleList()
        for n_in, n_out in zip(sizes[:-2], sizes[1:-1]):
            self.layers.append(torch.nn.Linear(n_in, n_out))
            self.norms.append(torch.nn.BatchNorm1d(n_out))
        self.last = torch.nn.Linear(sizes[-2], sizes[-1])
        self.dropout = torch.nn.Dropout(dropout)

    def forward(self, x):
        for layer, norm in zip(self.layers, self.norms):
            x = self.dropout(torch.relu(norm(layer(x))))
        return self.last(x)


params = {'batch_size': 61, 'shuffle': True, 'drop_last': True}
training_generator = DataLoader(DigitsDataset(X_train, y_train, augment=True), **params)
validation_generator = DataLoader(DigitsDataset(X_val, y_val), batch_size=128)

use_cuda = torch.cuda.is_available()
device = torch.device("cuda:0" if use_cuda else "cpu")
model = MLP([64, 50, 25, 10], dropout=0.1).to(device)
loss_function = torch.nn.CrossEntropyLoss()
optimizer = torch.optim.SGD(model.parameters(), lr=0.1, momentum=0.8)

max_epochs = 4
train_losses, val_losses = [], []
for epoch in range(max_epochs):
    # Training
    model.train()
    batch_losses = []
    for local_batch, local_labels in training_generator:
        local_batch, local_labels = local_batch.to(device), local_labels.to(device)
        optimizer.zero_grad()
        scores = model(local_batch)
        loss = loss_function(scores, local_labels)
        loss.backward()
        optimizer.step()
        batch_losses.append(loss.item())
    train_losses.append(np.mean(batch_losses))

    # Validation
    model.eval()
    y_true, y_pred, batch_losses = [], [], []
    with torch.set_grad_enabled(False):
        for local_batch, local_labels in validation_generator:
            scores = model(local_batch.to(device)).cpu()
            batch_losses.append(loss_function(scores, local_labels).item())
            y_true.extend(local_labels.tolist())
            y_pred.extend(scores.argmax(dim=1).tolist())
    val_losses.append(np.mean(batch_losses))
    print("epoch %d: train %.3f  val %.3f  acc %.3f" % (
        epoch + 1, train_losses[-1], val_losses[-1], metrics.accuracy_score(y_true, y_pred)))

print(metrics.confusion_matrix(y_true, y_pred))
w = model.layers[0].weight.detach().cpu().numpy()
print("strongest pixel per hidden unit:", np.abs(w).argmax(axis=1)[:10])
filters = w.reshape(-1, 8, 8)
print(filters.shape, filters.mean(axis=0).round(2)[3])
