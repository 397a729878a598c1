import math
import re
from collections import Counter

import torch
from torch import nn
from torch.utils.data import DataLoader

POSITIVE = ["great", "wonderful", "loved", "brilliant", "charming", "fun"]
NEGATIVE = ["awful", "boring", "hated", "dull", "terrible", "mess"]
FILLER = ["the", "movie", "was", "plot", "actor", "and", "scene", "really", "a", "it"]


def fake_reviews(n):
    g = torch.Generator().manual_seed(3)
    out = []
    for _ in range(n):
        label = int(torch.randint(2, (1,), generator=g))
        length = int(torch.randint(5, 18, (1,), generator=g))
        words = []
        for _ in range(length):
            pool = FILLER
            if torch.rand(1, generator=g) < 0.3:
                pool = POSITIVE if label else NEGATIVE
            words.append(pool[int(torch.randint(len(pool), (1,), generator=g))])
        out.append((label, " ".join(words) + "."))
    return out


def tokenizer(text):
    return re.findall(r"[a-z]+", text.lower())


def build_vocab(samples, specials=("<pad>", "<unk>", "<cls>")):
    counter = Counter()
    for _, text in samples:
        counter.update(tokenizer(text))
    itos = list(specials) + [w for w, _ in counter.most_common()]
    return {w: i for i, w in enumerate(itos)}


class PositionalEncoding(nn.Module):
    def __init__(self, d_model, dropout=0.1, max_len=64):
        super().__init__()
        self.dropout = nn.Dropout(p=dropout)
        position = torch.arange(max_len).unsqueeze(1)
        div_term = torch.exp(torch.arange(0, d_model, 2) * (-math.log(10000.0) / d_model))
        pe = torch.zeros(1, max_len, d_model)
        pe[0, :, 0::2] = torch.sin(position * div_term)
        pe[0, :, 1::2] = torch.cos(position * div_term)
        self.register_buffer("pe", pe)

    def forward(self, x):
        x = x + self.pe[:, :x.size(1)]
        return self.dropout(x)


class TransformerClassifier(nn.Module):
    def __init__(self, vocab_size, num_classes, d_model=36, nhead=4, dim_feedforward=72,
                 num_layers=2, dropout=0.1, pad_idx=0):
        super().__init__()
        assert d_model % nhead == 0, "nhead must divide evenly into d_model"
        self.pad_idx = pad_idx
        self.emb = nn.Embedding(vocab_size, d_model, padding_idx=pad_idx)
        self.pos_encoder = PositionalEncoding(d_model, dropout)
        layer = nn.TransformerEncoderLayer(d_model, nhead, dim_feedforward, dropout, batch_first=True)
        self.transformer_encoder = nn.TransformerEncoder(layer, num_layers=num_layers)
        self.classifier = nn.Sequential(
            nn.LayerNorm(2 * d_model),
            nn.Linear(2 * d_model, d_model),
            nn.Tanh(),
            nn.Linear(d_model, num_classes),
        )
        self.d_model = d_model

    def forward(self, tokens):
        key_padding = tokens == self.pad_idx                 # (N, T)
        x = self.emb(tokens) * math.sqrt(self.d_model)
        x = self.pos_encoder(x)
        x = self.transformer_encoder(x, src_key_padding_mask=key_padding)
        keep = (~key_padding).unsqueeze(-1).float()
        mean = (x * keep).sum(dim=1) / keep.sum(dim=1).clamp(min=1)
        cls = x[:, 0]
        return self.classifier(torch.cat([cls, mean], dim=-1))


def main():
    samples = fake_reviews(160)
    train, valid = samples[:128], samples[128:]
    vocab = build_vocab(train)
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")

    def collate_batch(batch):
        labels = torch.tensor([label for label, _ in batch], dtype=torch.int64)
        ids = [[vocab["<cls>"]] + [vocab.get(w, vocab["<unk>"]) for w in tokenizer(text)] for _, text in batch]
        width = max(len(i) for i in ids)
        tokens = torch.full((len(ids), width), vocab["<pad>"], dtype=torch.int64)
        for row, i in enumerate(ids):
            tokens[row, :len(i)] = torch.tensor(i)
        return labels, tokens

    train_dl = DataLoader(train, batch_size=16, shuffle=True, collate_fn=collate_batch)
    valid_dl = DataLoader(valid, batch_size=32, collate_fn=collate_batch)
    model = TransformerClassifier(len(vocab), num_classes=2).to(device)
    criterion = nn.CrossEntropyLoss(label_smoothing=0.05)
    optimizer = torch.optim.Adam(model.parameters(), lr=1e-3)

    for epoch in range(2):
        model.train()
        epoch_loss = 0
        for labels, tokens in train_dl:
            predictions = model(tokens.to(device))
            loss = criterion(predictions, labels.to(device))
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            epoch_loss += loss.item() * len(labels)
        model.eval()
        with torch.no_grad():
            acc = sum((model(t.to(device)).argmax(-1).cpu() == y).sum().item() for y, t in valid_dl) / len(valid)
        print("epoch", epoch, "loss", round(epoch_loss / len(train), 4), "valid acc", round(acc, 3))


if __name__ == "__main__":
    main()
