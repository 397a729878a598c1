import numpy as np
import torch
from torch import nn
from torch.nn.utils.rnn import pack_padded_sequence, pad_packed_sequence, pad_sequence
from torch.utils.data import DataLoader, Dataset


class RandomWalks(Dataset):
    """variable length multichannel walks; label = which kind of drift it has"""
    def __init__(self, num, channels=5, seed=0):
        rs = np.random.RandomState(seed)
        self.seqs, self.labels = [], []
        for _ in range(num):
            lab = rs.randint(0, 3)
            T = rs.randint(8, 31)
            steps = rs.randn(T, channels) + (lab - 1) * 0.4
            self.seqs.append(torch.as_tensor(np.cumsum(steps, axis=0), dtype=torch.float32))
            self.labels.append(lab)

    def __getitem__(self, i):
        return self.seqs[i], self.labels[i]

    def __len__(self):
        return len(self.seqs)


def pad_collate(batch):
    # sort by decreasing length as pack_padded_sequence wants it
    batch = sorted(batch, key=lambda item: item[0].shape[0], reverse=True)
    xs, ys = zip(*batch)
    lens = torch.LongTensor([x.shape[0] for x in xs])
    return pad_sequence(xs, batch_first=True), lens, torch.LongTensor(ys)


class LSTMClassifier(nn.Module):
    def __init__(self, input_dim, hidden_dim, layer_dim, output_dim, bidirectional=True):
        super(LSTMClassifier, self).__init__()
        self.hidden_dim = hidden_dim
        self.layer_dim = layer_dim
        self.num_directions = 2 if bidirectional else 1
        self.lstm = nn.LSTM(input_dim, hidden_dim, layer_dim, batch_first=True,
                            bidirectional=bidirectional, dropout=0.2)
        self.bn = nn.BatchNorm1d(hidden_dim * self.num_directions * 2)
        self.fc = nn.Linear(hidden_dim * self.num_directions * 2, output_dim)

    def init_hidden(self, batch_size, device):
        h0 = torch.zeros(self.layer_dim * self.num_directions, batch_size, self.hidden_dim, device=device)
        c0 = torch.zeros(self.layer_dim * self.num_directions, batch_size, self.hidden_dim, device=device)
        return h0, c0

    def forward(self, x, lengths):
        hidden = self.init_hidden(x.size(0), x.device)
        packed = pack_padded_sequence(x, lengths.cpu(), batch_first=True)
        packed_out, (hn, cn) = self.lstm(packed, hidden)
        out, out_lens = pad_packed_sequence(packed_out, batch_first=True, padding_value=float("-inf"))
        pooled, _ = out.max(dim=1)                                   # B x (D*H)
        hn = hn.view(self.layer_dim, self.num_directions, x.size(0), self.hidden_dim)
        last = hn[-1].transpose(0, 1).reshape(x.size(0), -1)         # B x (D*H)
        return self.fc(self.bn(torch.cat((pooled, last), dim=1)))


def accuracy(model, loader, device):
    model.eval()
    confusion = torch.zeros(3, 3, dtype=torch.long)
    with torch.no_grad():
        for x, lens, y in loader:
            pred = model(x.to(device), lens).argmax(dim=1).cpu()
            for t, p in zip(y, pred):
                confusion[t, p] += 1
    return confusion.diag().sum().item() / confusion.sum().item(), confusion


if __name__ == '__main__':
    device = torch.device('cuda' if torch.cuda.is_available() else 'cpu')
    train_dl = DataLoader(RandomWalks(150), batch_size=25, shuffle=True, collate_fn=pad_collate)
    valid_dl = DataLoader(RandomWalks(40, seed=1), batch_size=20, collate_fn=pad_collate)

    model = LSTMClassifier(input_dim=5, hidden_dim=14, layer_dim=2, output_dim=3).to(device)
    criterion = nn.CrossEntropyLoss()
    opt = torch.optim.RMSprop(model.parameters(), lr=0.005)
    sched = torch.optim.lr_scheduler.ReduceLROnPlateau(opt, mode='max', patience=1)

    best = 0
    for epoch in range(1, 4):
        model.train()
        for x_batch, lens, y_batch in train_dl:
            x_batch, y_batch = x_batch.to(device), y_batch.to(device)
            opt.zero_grad()
            out = model(x_batch, lens)
            loss = criterion(out, y_batch)
            loss.backward()
            opt.step()
        acc, confusion = accuracy(model, valid_dl, device)
        sched.step(acc)
        if acc > best:
            best = acc
            best_state = {k: v.clone() for k, v in model.state_dict().items()}
        print(f'Epoch: {epoch:3d}. Loss: {loss.item():.4f}. Acc.: {acc:2.2%}')
    print(confusion.numpy())
