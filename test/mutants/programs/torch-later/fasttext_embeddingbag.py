"""fastText-like text classification: words and character n-grams hashed into buckets."""
import random
import re
import zlib
from collections import Counter
from typing import Dict, Iterable, List, Tuple

import torch
from torch import nn
from torch.utils.data import DataLoader
from torch.utils.data.dataset import random_split

TEMPLATES: Dict[str, List[str]] = {
    "World": ["{} minister meets the president of {}", "talks between {} and {} end without agreement",
              "thousands protest in {} after the election in {}"],
    "Sports": ["{} beats {} in the final of the cup", "coach of {} resigns after the loss against {}",
               "{} signs striker from {} for two seasons"],
    "Business": ["shares of {} fall as profits in {} slow down", "{} buys rival {} for two billion dollars",
                 "bank of {} raises rates, market in {} nervous"],
    "Sci/Tech": ["new telescope in {} sees planet near {}", "researchers of {} and {} build faster chips",
                 "{} releases update of its browser for {}"],
}
NAMES = "london berlin tokyo milan cairo lima oslo paris delhi quito rome madrid".split()
LABELS = list(TEMPLATES)


def make_corpus(n: int) -> List[Tuple[int, str]]:
    corpus = []
    for _ in range(n):
        label = random.randrange(len(LABELS))
        a, b = random.sample(NAMES, 2)
        corpus.append((label, random.choice(TEMPLATES[LABELS[label]]).format(a, b)))
    return corpus


def tokenize(text: str) -> List[str]:
    return re.findall(r"[a-z']+", text.lower())


def char_ngrams(word: str, n: int = 3) -> Iterable[str]:
    padded = f"<{word}>"
    return (padded[i:i + n] for i in range(len(padded) - n + 1))


class Vocab:
    def __init__(self, texts: Iterable[str], min_freq: int = 1, buckets: int = 211):
        counts = Counter(tok for text in texts for tok in tokenize(text))
        words = [w for w, c in counts.most_common() if c >= min_freq]
        self.stoi = {w: i + 1 for i, w in enumerate(words)}     # 0 is <unk>
        self.buckets = buckets

    def __len__(self) -> int:
        return len(self.stoi) + 1 + self.buckets

    def encode(self, text: str) -> List[int]:
        base = len(self.stoi) + 1
        ids = []
        for tok in tokenize(text):
            ids.append(self.stoi.get(tok, 0))
            ids.extend(base + zlib.crc32(g.encode()) % self.buckets for g in char_ngrams(tok))
        return ids


class FastText(nn.Module):
    def __init__(self, vocab_size: int, embed_dim: int, num_class: int):
        super().__init__()
        self.embedding = nn.EmbeddingBag(vocab_size, embed_dim, mode="mean", sparse=True)
        self.fc = nn.Linear(embed_dim, num_class)
        initrange = 0.5
        self.embedding.weight.data.uniform_(-initrange, initrange)
        self.fc.weight.data.uniform_(-initrange, initrange)
        self.fc.bias.data.zero_()

    def forward(self, text: torch.Tensor, offsets: torch.Tensor) -> torch.Tensor:
        return self.fc(self.embedding(text, offsets))


random.seed(0)
torch.manual_seed(0)
device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
corpus = make_corpus(500)
vocab = Vocab(text for _, text in corpus)


def collate_batch(batch):
    label_list, text_list, offsets = [], [], [0]
    for _label, _text in batch:
        label_list.append(_label)
        processed_text = torch.tensor(vocab.encode(_text), dtype=torch.int64)
        text_list.append(processed_text)
        offsets.append(processed_text.size(0))
    label_list = torch.tensor(label_list, dtype=torch.int64)
    offsets = torch.tensor(offsets[:-1]).cumsum(dim=0)
    text_list = torch.cat(text_list)
    return label_list.to(device), text_list.to(device), offsets.to(device)


def train(dataloader, model, optimizer, criterion, epoch):
    model.train()
    total_acc, total_count = 0, 0
    for label, text, offsets in dataloader:
        optimizer.zero_grad()
        predicted_label = model(text, offsets)
        loss = criterion(predicted_label, label)
        loss.backward()
        optimizer.step()
        total_acc += (predicted_label.argmax(1) == label).sum().item()
        total_count += label.size(0)
    print("| epoch {:3d} | {:4d} batches | accuracy {:8.3f}".format(epoch, len(dataloader), total_acc / total_count))


def evaluate(dataloader, model):
    model.eval()
    correct, count = 0, 0
    with torch.no_grad():
        for label, text, offsets in dataloader:
            correct += (model(text, offsets).argmax(1) == label).sum().item()
            count += label.size(0)
    return correct / count


num_train = int(len(corpus) * 0.9)
split_train, split_valid = random_split(corpus, [num_train, len(corpus) - num_train])
train_dataloader = DataLoader(split_train, batch_size=24, shuffle=True, collate_fn=collate_batch)
valid_dataloader = DataLoader(split_valid, batch_size=24, shuffle=False, collate_fn=collate_batch)

model = FastText(len(vocab), 30, len(LABELS)).to(device)
criterion = nn.CrossEntropyLoss()
optimizer = torch.optim.SGD(model.parameters(), lr=4.0)
scheduler = torch.optim.lr_scheduler.StepLR(optimizer, 1, gamma=0.5)
for epoch in range(1, 4):
    train(train_dataloader, model, optimizer, criterion, epoch)
    print("  valid accuracy %.3f" % evaluate(valid_dataloader, model))
    scheduler.step()

with torch.no_grad():
    ids = torch.tensor(vocab.encode("shares of a bank in tokyo fall"))
    output = model(ids.to(device), torch.tensor([0]).to(device))
    print("This is a %s news" % LABELS[output.argmax(1).item()])
