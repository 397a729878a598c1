import random

import torch
from torch import nn
from torch.nn.utils.rnn import pad_sequence, pack_padded_sequence, pad_packed_sequence
from torch.utils.data import Dataset, DataLoader

random.seed(5)
torch.manual_seed(5)

good = "good nice excellent happy wonderful best love enjoy".split()
bad = "bad poor horrible sad disappointing worst hate avoid".split()
neutral = "the a it this product movie service was is very and but i bought watched yesterday again".split()

PAD_IDX = 0
UNK_IDX = 1


def generate_review():
    label = random.randint(0, 1)
    words = random.choices(neutral, k=random.randint(3, 14))
    for w in random.choices(good if label else bad, k=random.randint(1, 3)):
        words.insert(random.randrange(len(words) + 1), w)
    return " ".join(words), label


class ReviewDataset(Dataset):
    def __init__(self, samples, vocab):
        self.samples = samples
        self.vocab = vocab

    def __len__(self):
        return len(self.samples)

    def __getitem__(self, index):
        text, label = self.samples[index]
        ids = [self.vocab.get(tok, UNK_IDX) for tok in text.split()]
        return torch.tensor(ids), label


def collate_fn(batch):
    batch = sorted(batch, key=lambda item: len(item[0]), reverse=True)
    seqs, labels = zip(*batch)
    lengths = torch.tensor([len(s) for s in seqs])
    padded = pad_sequence(seqs, batch_first=True, padding_value=PAD_IDX)
    return padded, lengths, torch.tensor(labels, dtype=torch.float)


class SentimentGRU(nn.Module):
    def __init__(self, vocab_size, embedding_dim, hidden_dim, n_layers, bidirectional, dropout):
        super().__init__()
        self.embedding = nn.Embedding(vocab_size, embedding_dim, padding_idx=PAD_IDX)
        self.rnn = nn.GRU(embedding_dim, hidden_dim, num_layers=n_layers, bidirectional=bidirectional,
                          dropout=dropout if n_layers > 1 else 0, batch_first=True)
        num_dirs = 2 if bidirectional else 1
        self.attn = nn.Linear(hidden_dim * num_dirs, 1)
        self.fc = nn.Linear(hidden_dim * num_dirs * 2, 1)
        self.dropout = nn.Dropout(dropout)

    def forward(self, text, text_lengths):
        # text = [batch, seq len]
        embedded = self.dropout(self.embedding(text))
        packed = pack_padded_sequence(embedded, text_lengths.cpu(), batch_first=True)
        packed_output, hidden = self.rnn(packed)
        output, _ = pad_packed_sequence(packed_output, batch_first=True)
        # output = [batch, seq len, hid dim * num dirs], hidden = [layers * dirs, batch, hid dim]
        hidden = torch.cat((hidden[-2, :, :], hidden[-1, :, :]), dim=1)

        mask = (text != PAD_IDX)
        scores = self.attn(output).squeeze(2).masked_fill(~mask, float("-inf"))
        weights = torch.softmax(scores, dim=1)
        context = torch.bmm(weights.unsqueeze(1), output).squeeze(1)
        return self.fc(self.dropout(torch.cat([hidden, context], dim=1))).squeeze(1)


def binary_accuracy(preds, y):
    rounded = torch.round(torch.sigmoid(preds))
    return (rounded == y).float().sum() / len(y)


samples = [generate_review() for _ in range(160)]
vocab = {"<pad>": PAD_IDX, "<unk>": UNK_IDX}
for text, _ in samples[:120]:
    for tok in text.split():
        vocab.setdefault(tok, len(vocab))

train_loader = DataLoader(ReviewDataset(samples[:120], vocab), batch_size=16, shuffle=True, collate_fn=collate_fn)
valid_loader = DataLoader(ReviewDataset(samples[120:], vocab), batch_size=32, collate_fn=collate_fn)

device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
model = SentimentGRU(len(vocab), 20, 24, n_layers=2, bidirectional=True, dropout=0.3).to(device)
optimizer = torch.optim.Adam(model.parameters(), lr=5e-3)
criterion = nn.BCEWithLogitsLoss().to(device)

best_valid_loss = float("inf")
for epoch in range(3):
    epoch_loss = 0
    model.train()
    for text, lengths, labels in train_loader:
        text, labels = text.to(device), labels.to(device)
        optimizer.zero_grad()
        predictions = model(text, lengths)
        loss = criterion(predictions, labels)
        loss.backward()
        optimizer.step()
        epoch_loss += loss.item()

    model.eval()
    valid_loss = valid_acc = 0
    with torch.no_grad():
        for text, lengths, labels in valid_loader:
            predictions = model(text.to(device), lengths)
            valid_loss += criterion(predictions, labels.to(device)).item()
            valid_acc += binary_accuracy(predictions, labels.to(device)).item()
    valid_loss /= len(valid_loader)
    if valid_loss < best_valid_loss:
        best_valid_loss = valid_loss
        best_state = {k: v.clone() for k, v in model.state_dict().items()}
    print(f"Epoch: {epoch + 1:02} | Train Loss: {epoch_loss / len(train_loader):.3f} "
          f"| Val. Loss: {valid_loss:.3f} | Val. Acc: {valid_acc / len(valid_loader) * 100:.1f}%")

model.load_state_dict(best_state)


def predict_sentiment(sentence):
    model.eval()
    indexed = [vocab.get(t, UNK_IDX) for t in sentence.lower().split()]
    tensor = torch.LongTensor(indexed).to(device).unsqueeze(0)
    with torch.no_grad():
        return torch.sigmoid(model(tensor, torch.LongTensor([len(indexed)]))).item()


print(predict_sentiment("the movie was excellent and i love it"))
print(predict_sentiment("this service is the worst"))
