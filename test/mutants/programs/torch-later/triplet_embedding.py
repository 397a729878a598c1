import numpy as np
import torch
import torch.nn as nn
import torch.optim as optim
from sklearn.datasets import load_digits
from sklearn.model_selection import train_test_split
from sklearn.neighbors import KNeighborsClassifier
from torch.optim import lr_scheduler
from torch.utils.data import Dataset, DataLoader


class TripletDigits(Dataset):
    """For each sample (anchor) randomly chooses a positive and a negative sample."""

    def __init__(self, images, labels, rng=None):
        self.images = images
        self.labels = labels
        self.rng = rng or np.random.RandomState(29)
        self.labels_set = set(labels)
        self.label_to_indices = {label: np.where(labels == label)[0] for label in self.labels_set}

    def __getitem__(self, index):
        anchor, label1 = self.images[index], self.labels[index]
        positive_index = index
        while positive_index == index:
            positive_index = self.rng.choice(self.label_to_indices[label1])
        negative_label = self.rng.choice(list(self.labels_set - {label1}))
        negative_index = self.rng.choice(self.label_to_indices[negative_label])
        return tuple(torch.from_numpy(a)[None] for a in
                     (anchor, self.images[positive_index], self.images[negative_index]))

    def __len__(self):
        return len(self.images)


class EmbeddingNet(nn.Module):
    def __init__(self, embedding_dim=8):
        super(EmbeddingNet, self).__init__()
        self.convnet = nn.Sequential(nn.Conv2d(1, 14, 3), nn.PReLU(),                    # 8 -> 6
                                     nn.Conv2d(14, 22, 3), nn.PReLU(),                   # 6 -> 4
                                     nn.MaxPool2d(2, stride=2))                          # 4 -> 2

        self.fc = nn.Sequential(nn.Linear(22 * 2 * 2, 50),
                                nn.PReLU(),
                                nn.Linear(50, 50),
                                nn.PReLU(),
                                nn.Linear(50, embedding_dim))

    def forward(self, x):
        output = self.convnet(x)
        output = output.view(output.size()[0], -1)
        output = self.fc(output)
        return output


class EmbeddingNetL2(EmbeddingNet):
    def forward(self, x):
        output = super(EmbeddingNetL2, self).forward(x)
        output = output / output.pow(2).sum(1, keepdim=True).sqrt()
        return output

    def get_embedding(self, x):
        return self.forward(x)


class TripletNet(nn.Module):
    def __init__(self, embedding_net):
        super(TripletNet, self).__init__()
        self.embedding_net = embedding_net

    def forward(self, x1, x2, x3):
        output1 = self.embedding_net(x1)
        output2 = self.embedding_net(x2)
        output3 = self.embedding_net(x3)
        return output1, output2, output3

    def get_embedding(self, x):
        return self.embedding_net(x)


class TripletLoss(nn.Module):
    def __init__(self, margin):
        super(TripletLoss, self).__init__()
        self.margin = margin

    def forward(self, anchor, positive, negative, size_average=True):
        distance_positive = (anchor - positive).pow(2).sum(1)
        distance_negative = (anchor - negative).pow(2).sum(1)
        losses = torch.relu(distance_positive - distance_negative + self.margin)
        return losses.mean() if size_average else losses.sum()


def fit(train_loader, model, loss_fn, optimizer, scheduler, n_epochs, device, log_interval=10):
    for epoch in range(n_epochs):
        model.train()
        losses = []
        for batch_idx, data in enumerate(train_loader):
            data = tuple(d.to(device) for d in data)
            optimizer.zero_grad()
            outputs = model(*data)
            loss = loss_fn(*outputs)
            losses.append(loss.item())
            loss.backward()
            optimizer.step()
            if batch_idx % log_interval == 0:
                print('Train: [{}/{}]\tLoss: {:.6f}'.format(
                    batch_idx * len(data[0]), len(train_loader.dataset), np.mean(losses)))
        scheduler.step()


def extract_embeddings(images, model, device, dim):
    with torch.no_grad():
        model.eval()
        embeddings = np.zeros((len(images), dim))
        k = 0
        for chunk in np.array_split(images, 7):
            x = torch.from_numpy(chunk).unsqueeze(1).to(device)
            embeddings[k:k + len(chunk)] = model.get_embedding(x).data.cpu().numpy()
            k += len(chunk)
    return embeddings


digits = load_digits()
X = (digits.images / 16.0).astype(np.float32)
X_train, X_val, y_train, y_val = train_test_split(X, digits.target, test_size=0.4, random_state=5)

device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
embed_dim = 8
model = TripletNet(EmbeddingNetL2(embed_dim)).to(device)
loader = DataLoader(TripletDigits(X_train, y_train), batch_size=48, shuffle=True)
optimizer = optim.Adam(model.parameters(), lr=1e-3)
scheduler = lr_scheduler.StepLR(optimizer, 8, gamma=0.1, last_epoch=-1)
fit(loader, model, TripletLoss(margin=0.5), optimizer, scheduler, 1, device)

train_emb = extract_embeddings(X_train, model, device, embed_dim)
val_emb = extract_embeddings(X_val, model, device, embed_dim)
knn = KNeighborsClassifier(n_neighbors=5).fit(train_emb, y_train)
print("kNN accuracy in the embedding: %.3f" % knn.score(val_emb, y_val))
