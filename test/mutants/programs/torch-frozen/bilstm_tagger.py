"""Part-of-speech tagger: word embedding + character CNN, BiLSTM, linear layer."""
import random
from collections import namedtuple

import torch
from torch import nn, optim
from torch.utils.data import DataLoader, Dataset

LEXICON = {
    "DET": ["the", "a", "every", "some"],
    "NOUN": ["dog", "cat", "house", "river", "teacher", "apple"],
    "VERB": ["sees", "chases", "likes", "builds", "eats"],
    "ADJ": ["old", "red", "quick", "sleepy"],
    "ADV": ["quickly", "often", "never"],
}
PATTERNS = [
    ["DET", "NOUN", "VERB", "DET", "NOUN"],
    ["DET", "ADJ", "NOUN", "VERB", "DET", "ADJ", "NOUN"],
    ["DET", "NOUN", "ADV", "VERB", "DET", "NOUN", "ADV"],
    ["NOUN", "VERB"],
]
TAGS = ["<pad>"] + list(LEXICON)
tag2id = {t: i for i, t in enumerate(TAGS)}
word2id = {"<pad>": 0, "<unk>": 1}
for ws in LEXICON.values():
    for w in ws:
        word2id[w] = len(word2id)
char2id = {c: i + 1 for i, c in enumerate("abcdefghijklmnopqrstuvwxyz")}
MAX_CHARS = 9

Batch = namedtuple("Batch", "words chars tags mask")


class TagDataset(Dataset):
    def __init__(self, n, seed):
        rnd = random.Random(seed)
        self.sents = []
        for _ in range(n):
            tags = rnd.choice(PATTERNS)
            self.sents.append(([rnd.choice(LEXICON[t]) for t in tags], tags))

    def __len__(self):
        return len(self.sents)

    def __getitem__(self, idx):
        return self.sents[idx]


def collate(samples):
    T = max(len(ws) for ws, _ in samples)
    B = len(samples)
    words = torch.zeros(B, T, dtype=torch.long)
    chars = torch.zeros(B, T, MAX_CHARS, dtype=torch.long)
    tags = torch.zeros(B, T, dtype=torch.long)
    for b, (ws, ts) in enumerate(samples):
        for t, (w, tag) in enumerate(zip(ws, ts)):
            words[b, t] = word2id.get(w, 1)
            for k, ch in enumerate(w[:MAX_CHARS]):
                chars[b, t, k] = char2id[ch]
            tags[b, t] = tag2id[tag]
    return Batch(words, chars, tags, words != 0)


class CharCNN(nn.Module):
    def __init__(self, n_chars, emb=8, out=12, width=3):
        super().__init__()
        self.embed = nn.Embedding(n_chars + 1, emb, padding_idx=0)
        self.conv = nn.Conv1d(emb, out, width, padding=width // 2)

    def forward(self, chars):
        B, T, K = chars.shape
        x = self.embed(chars.view(B * T, K)).transpose(1, 2)     # (B*T, emb, K)
        x = torch.relu(self.conv(x)).amax(dim=-1)                # (B*T, out)
        return x.view(B, T, -1)


class BiLSTMTagger(nn.Module):
    def __init__(self, n_words, n_tags, word_dim=18, char_dim=12, hidden=22):
        super().__init__()
        self.word_embed = nn.Embedding(n_words, word_dim, padding_idx=0)
        self.char_cnn = CharCNN(len(char2id), out=char_dim)
        self.lstm = nn.LSTM(word_dim + char_dim, hidden, num_layers=1, bidirectional=True)
        self.dropout = nn.Dropout(0.25)
        self.hidden2tag = nn.Linear(2 * hidden, n_tags)

    def forward(self, words, chars):
        x = torch.cat([self.word_embed(words), self.char_cnn(chars)], dim=-1)
        x = x.permute(1, 0, 2)                  # time first for the LSTM
        out, _ = self.lstm(x)
        out = self.dropout(out).permute(1, 0, 2)
        return self.hidden2tag(out)             # (B, T, n_tags)


class Trainer:
    def __init__(self, model, lr=0.01):
        self.model = model
        self.device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
        self.model.to(self.device)
        self.criterion = nn.CrossEntropyLoss(ignore_index=0)
        self.optimizer = optim.Adam(model.parameters(), lr=lr)

    def _move(self, batch):
        return Batch(*[t.to(self.device) for t in batch])

    def fit(self, loader):
        self.model.train()
        total = 0.0
        for batch in map(self._move, loader):
            logits = self.model(batch.words, batch.chars)
            loss = self.criterion(logits.permute(0, 2, 1), batch.tags)
            self.optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(self.model.parameters(), 5)
            self.optimizer.step()
            total += loss.item()
        return total / len(loader)

    def score(self, loader):
        self.model.eval()
        right = count = 0
        with torch.no_grad():
            for batch in map(self._move, loader):
                pred = self.model(batch.words, batch.chars).argmax(-1)
                right += ((pred == batch.tags) & batch.mask).sum().item()
                count += batch.mask.sum().item()
        return right / count


if __name__ == "__main__":
    trainer = Trainer(BiLSTMTagger(len(word2id), len(TAGS)))
    train = DataLoader(TagDataset(120, 0), batch_size=16, shuffle=True, collate_fn=collate)
    dev = DataLoader(TagDataset(30, 1), batch_size=10, collate_fn=collate)
    for epoch in range(3):
        loss = trainer.fit(train)
        print(f"{epoch}: loss={loss:.3f} token accuracy={trainer.score(dev):.3f}")
