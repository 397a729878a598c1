"""Named entity recognition: char-CNN + word embedding + BiLSTM, packed batches, loss only where there are words."""
import random
import torch
import torch.nn as nn
import torch.nn.functional as F
from torch.nn.utils.rnn import pack_padded_sequence, pad_packed_sequence

PERSONS = ["Anna Schmidt", "John", "Maria del Rio", "Kofi", "Li Wei", "Peter Novak"]
PLACES = ["Berlin", "New York", "Accra", "Rio de Janeiro", "Prague", "Oslo"]
ORGS = ["Acme Corp", "United Nations", "Globex", "Initech"]
PATTERNS = [
    "{P} lives in {L} .", "{P} works for {O} in {L} .", "{O} opened an office in {L} last year .",
    "yesterday {P} met {P} .", "the head of {O} , {P} , flew to {L} .", "it rains in {L} .",
]
TAGS = ["O", "B-PER", "I-PER", "B-LOC", "I-LOC", "B-ORG", "I-ORG"]
tag2id = {t: i for i, t in enumerate(TAGS)}
SLOTS = {"{P}": (PERSONS, "PER"), "{L}": (PLACES, "LOC"), "{O}": (ORGS, "ORG")}


def generate_sentence():
    words, tags = [], []
    for token in random.choice(PATTERNS).split():
        if token in SLOTS:
            values, kind = SLOTS[token]
            name = random.choice(values).split()
            words += name
            tags += ["B-" + kind] + ["I-" + kind] * (len(name) - 1)
        else:
            words.append(token)
            tags.append("O")
    return words, tags


def build_index(items):
    index = {"<pad>": 0, "<unk>": 1}
    for it in items:
        index.setdefault(it, len(index))
    return index


def batchify(sentences, word2id, char2id):
    sentences = sorted(sentences, key=lambda s: -len(s[0]))
    lengths = torch.tensor([len(w) for w, _ in sentences])
    max_len = int(lengths.max())
    max_chars = max(max(len(w) for w in ws) for ws, _ in sentences)
    words = torch.zeros(len(sentences), max_len, dtype=torch.long)
    chars = torch.zeros(len(sentences), max_len, max_chars, dtype=torch.long)
    tags = torch.zeros(len(sentences), max_len, dtype=torch.long)
    for i, (ws, ts) in enumerate(sentences):
        words[i, :len(ws)] = torch.tensor([word2id.get(w.lower(), 1) for w in ws])
        tags[i, :len(ts)] = torch.tensor([tag2id[t] for t in ts])
        for j, w in enumerate(ws):
            chars[i, j, :len(w)] = torch.tensor([char2id.get(c, 1) for c in w])
    return words, chars, tags, lengths


class CharCNN(nn.Module):
    def __init__(self, n_chars, char_dim, n_filters, kernel_size=3):
        super().__init__()
        self.embedding = nn.Embedding(n_chars, char_dim, padding_idx=0)
        self.conv = nn.Conv1d(char_dim, n_filters, kernel_size, padding=kernel_size // 2)

    def forward(self, chars):
        B, L, W = chars.shape
        e = self.embedding(chars.view(B * L, W))        # (B*L, W, char_dim)
        h = F.relu(self.conv(e.transpose(1, 2)))        # (B*L, n_filters, W)
        return h.max(dim=2).values.view(B, L, -1)


class Tagger(nn.Module):
    def __init__(self, n_words, n_chars, n_tags, word_dim=30, char_dim=11, n_filters=16, hidden=27):
        super().__init__()
        self.word_emb = nn.Embedding(n_words, word_dim, padding_idx=0)
        self.char_cnn = CharCNN(n_chars, char_dim, n_filters)
        self.drop = nn.Dropout(0.3)
        self.bilstm = nn.LSTM(word_dim + n_filters, hidden, batch_first=True, bidirectional=True)
        self.proj = nn.Linear(2 * hidden, hidden)
        self.out = nn.Linear(hidden, n_tags)

    def forward(self, words, chars, lengths):
        x = torch.cat([self.word_emb(words), self.char_cnn(chars)], dim=-1)
        packed = pack_padded_sequence(self.drop(x), lengths.cpu(), batch_first=True)
        h, _ = self.bilstm(packed)
        h, _ = pad_packed_sequence(h, batch_first=True, total_length=words.size(1))
        return self.out(self.drop(torch.tanh(self.proj(h))))


def masked_loss(logits, tags, lengths):
    mask = torch.arange(tags.size(1), device=tags.device)[None, :] < lengths[:, None].to(tags.device)
    log_probs = F.log_softmax(logits, dim=-1)
    nll = -log_probs.gather(2, tags.unsqueeze(2)).squeeze(2)
    return (nll * mask).sum() / mask.sum()


def entities(tag_ids):
    found, start, kind = set(), None, None
    for i, t in enumerate([TAGS[k] for k in tag_ids] + ["O"]):
        if start is not None and t != "I-" + kind:
            found.add((start, i, kind))
            start = None
        if t.startswith("B-"):
            start, kind = i, t[2:]
    return found


def f1_score(model, batch, device):
    words, chars, tags, lengths = batch
    with torch.no_grad():
        pred = model(words.to(device), chars.to(device), lengths).argmax(-1).cpu()
    tp = wrong = 0
    for p, g, n in zip(pred, tags, lengths.tolist()):
        P, G = entities(p[:n].tolist()), entities(g[:n].tolist())
        tp, wrong = tp + len(P & G), wrong + len(P ^ G)
    return 2 * tp / max(2 * tp + wrong, 1)


def main():
    random.seed(17)
    train = [generate_sentence() for _ in range(320)]
    word2id = build_index(w.lower() for ws, _ in train for w in ws)
    char2id = build_index(c for ws, _ in train for w in ws for c in w)

    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    model = Tagger(len(word2id), len(char2id), len(TAGS)).to(device)
    optimizer = torch.optim.Adam(model.parameters(), lr=8e-3)
    dev_batch = batchify([generate_sentence() for _ in range(50)], word2id, char2id)
    for epoch in range(3):
        model.train()
        random.shuffle(train)
        for start in range(0, len(train), 32):
            words, chars, tags, lengths = batchify(train[start:start + 32], word2id, char2id)
            logits = model(words.to(device), chars.to(device), lengths)
            loss = masked_loss(logits, tags.to(device), lengths)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
        print(f"epoch {epoch}: loss {loss.item():.3f}, dev F1 {f1_score(model.eval(), dev_batch, device):.3f}")


main()
