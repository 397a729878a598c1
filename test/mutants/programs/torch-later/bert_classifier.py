import random
import re
from collections import Counter

import numpy as np
import torch
from torch.utils.data import DataLoader, Dataset
from transformers import BertConfig, BertForSequenceClassification, get_linear_schedule_with_warmup
from sklearn.metrics import accuracy_score, f1_score

random.seed(13)
np.random.seed(13)
torch.manual_seed(13)

POSITIVE = ["great", "lovely", "brilliant", "moving", "funny", "superb"]
NEGATIVE = ["awful", "boring", "dull", "terrible", "flat", "weak"]
NEUTRAL = ["okay", "average", "plain", "ordinary"]
SUBJECTS = ["the film", "this movie", "the plot", "the acting", "her performance", "the ending"]
FILLERS = ["was", "is really", "seemed", "felt quite", "turned out to be"]
WORDS = [NEGATIVE, NEUTRAL, POSITIVE]


def make_sentence(label):
    parts = []
    for _ in range(random.randint(1, 3)):
        parts.append(" ".join([random.choice(SUBJECTS), random.choice(FILLERS), random.choice(WORDS[label])]))
    return " and ".join(parts) + "."


class WordTokenizer:
    PAD, UNK, CLS, SEP = 0, 1, 2, 3

    def __init__(self, texts, max_len=24):
        counts = Counter(w for t in texts for w in self.split(t))
        self.vocab = {w: i + 4 for i, (w, _) in enumerate(counts.most_common())}
        self.max_len = max_len

    @staticmethod
    def split(text):
        return re.findall(r"\w+|[^\w\s]", text.lower())

    def __len__(self):
        return len(self.vocab) + 4

    def __call__(self, text):
        ids = [self.vocab.get(w, self.UNK) for w in self.split(text)][: self.max_len - 2]
        ids = [self.CLS] + ids + [self.SEP]
        attention = [1] * len(ids)
        pad = self.max_len - len(ids)
        return ids + [self.PAD] * pad, attention + [0] * pad


class ReviewDataset(Dataset):
    def __init__(self, texts, labels, tokenizer):
        self.texts, self.labels, self.tokenizer = texts, labels, tokenizer

    def __len__(self):
        return len(self.texts)

    def __getitem__(self, i):
        ids, mask = self.tokenizer(self.texts[i])
        return {
            "input_ids": torch.tensor(ids, dtype=torch.long),
            "attention_mask": torch.tensor(mask, dtype=torch.long),
            "labels": torch.tensor(self.labels[i], dtype=torch.long),
        }


labels = [random.randrange(3) for _ in range(96)]
texts = [make_sentence(l) for l in labels]
tokenizer = WordTokenizer(texts)
train_ds = ReviewDataset(texts[:72], labels[:72], tokenizer)
valid_ds = ReviewDataset(texts[72:], labels[72:], tokenizer)
train_dl = DataLoader(train_ds, batch_size=12, shuffle=True)
valid_dl = DataLoader(valid_ds, batch_size=8)

config = BertConfig(
    vocab_size=len(tokenizer),
    hidden_size=48,
    num_hidden_layers=2,
    num_attention_heads=4,
    intermediate_size=96,
    max_position_embeddings=32,
    num_labels=3,
)
model = BertForSequenceClassification(config)
device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
model.to(device)

no_decay = ["bias", "LayerNorm.weight"]
groups = [
    {"params": [p for n, p in model.named_parameters() if not any(nd in n for nd in no_decay)], "weight_decay": 0.01},
    {"params": [p for n, p in model.named_parameters() if any(nd in n for nd in no_decay)], "weight_decay": 0.0},
]
optimizer = torch.optim.AdamW(groups, lr=2e-3)
EPOCHS = 2
scheduler = get_linear_schedule_with_warmup(optimizer, 2, EPOCHS * len(train_dl))

for epoch in range(EPOCHS):
    model.train()
    losses = []
    for batch in train_dl:
        batch = {k: v.to(device) for k, v in batch.items()}
        outputs = model(**batch)
        outputs.loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        scheduler.step()
        optimizer.zero_grad()
        losses.append(outputs.loss.item())

    model.eval()
    preds, trues = [], []
    with torch.no_grad():
        for batch in valid_dl:
            y = batch.pop("labels")
            logits = model(**{k: v.to(device) for k, v in batch.items()}).logits
            preds.append(logits.argmax(dim=-1).cpu().numpy())
            trues.append(y.numpy())
    preds, trues = np.concatenate(preds), np.concatenate(trues)
    print(f"epoch {epoch + 1} train loss {np.mean(losses):.3f} "
          f"acc {accuracy_score(trues, preds):.3f} f1 {f1_score(trues, preds, average='macro'):.3f}")
