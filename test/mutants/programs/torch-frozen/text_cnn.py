# Convolutional Neural Networks for Sentence Classification (Kim 2014), toy version
import torch
import torch.nn as nn
import torch.nn.functional as F
from sklearn.model_selection import train_test_split
import numpy as np

TOPICS = {
    "sport": "match goal team player coach league win score ball referee".split(),
    "cooking": "oven salt pepper bake recipe dough butter pan simmer taste".split(),
    "space": "orbit rocket planet star launch moon telescope galaxy probe engine".split(),
}
COMMON = "the a of to and in with for on we they it is was".split()
MAX_LEN = 20


def gen_sentences(n, rng):
    texts, labels = [], []
    names = list(TOPICS)
    for _ in range(n):
        k = rng.integers(len(names))
        size = rng.integers(4, 26)
        words = [rng.choice(TOPICS[names[k]]) if rng.random() < 0.35 else rng.choice(COMMON) for _ in range(size)]
        texts.append(words)
        labels.append(k)
    return texts, np.array(labels)


class Vocabulary:
    def __init__(self, texts):
        self.word2idx = {"<pad>": 0, "<unk>": 1}
        for t in texts:
            for w in t:
                self.word2idx.setdefault(w, len(self.word2idx))

    def __len__(self):
        return len(self.word2idx)

    def encode(self, text):
        ids = [self.word2idx.get(w, 1) for w in text][:MAX_LEN]
        return ids + [0] * (MAX_LEN - len(ids))


class CNN_NLP(nn.Module):
    def __init__(self, vocab_size, embed_dim=30, filter_sizes=(2, 3, 4), num_filters=(10, 12, 14),
                 num_classes=3, dropout=0.4):
        super(CNN_NLP, self).__init__()
        self.embed_dim = embed_dim
        self.embedding = nn.Embedding(num_embeddings=vocab_size, embedding_dim=self.embed_dim,
                                      padding_idx=0, max_norm=5.0)
        self.conv1d_list = nn.ModuleList([
            nn.Conv1d(in_channels=self.embed_dim, out_channels=num_filters[i], kernel_size=filter_sizes[i])
            for i in range(len(filter_sizes))
        ])
        self.fc = nn.Linear(int(np.sum(num_filters)), num_classes)
        self.dropout = nn.Dropout(p=dropout)

    def forward(self, input_ids):
        # Output shape: (b, max_len, embed_dim)
        x_embed = self.embedding(input_ids).float()
        # Permute `x_embed` to match the input shape requirement of `nn.Conv1d`: (b, embed_dim, max_len)
        x_reshaped = x_embed.permute(0, 2, 1)
        # (b, num_filters[i], L_out)
        x_conv_list = [F.relu(conv1d(x_reshaped)) for conv1d in self.conv1d_list]
        # (b, num_filters[i], 1)
        x_pool_list = [F.max_pool1d(x_conv, kernel_size=x_conv.shape[2]) for x_conv in x_conv_list]
        # (b, sum(num_filters))
        x_fc = torch.cat([x_pool.squeeze(dim=2) for x_pool in x_pool_list], dim=1)
        return self.fc(self.dropout(x_fc))


def batches(x, y, size, shuffle=False):
    order = torch.randperm(len(x)) if shuffle else torch.arange(len(x))
    for chunk in order.split(size):
        yield x[chunk], y[chunk]


rng = np.random.default_rng(5)
texts, labels = gen_sentences(240, rng)
tr_texts, va_texts, tr_y, va_y = train_test_split(texts, labels, test_size=0.2, random_state=0)
vocab = Vocabulary(tr_texts)
tr_x = torch.tensor([vocab.encode(t) for t in tr_texts])
va_x = torch.tensor([vocab.encode(t) for t in va_texts])
tr_y, va_y = torch.from_numpy(tr_y), torch.from_numpy(va_y)

model = CNN_NLP(len(vocab))
optimizer = torch.optim.Adadelta(model.parameters(), lr=0.25, rho=0.95)
loss_fn = nn.CrossEntropyLoss()

for epoch_i in range(4):
    model.train()
    total_loss = 0
    for b_input_ids, b_labels in batches(tr_x, tr_y, 32, shuffle=True):
        model.zero_grad()
        logits = model(b_input_ids)
        loss = loss_fn(logits, b_labels)
        total_loss += loss.item()
        loss.backward()
        optimizer.step()

    model.eval()
    val_accuracy = []
    for b_input_ids, b_labels in batches(va_x, va_y, 16):
        with torch.no_grad():
            logits = model(b_input_ids)
        preds = torch.argmax(logits, dim=1).flatten()
        val_accuracy.append((preds == b_labels).cpu().numpy().mean() * 100)
    print(f"{epoch_i + 1:^7} | {total_loss:^12.6f} | {np.mean(val_accuracy):^9.2f}")


def predict(text):
    ids = torch.tensor(vocab.encode(text.split())).unsqueeze(dim=0)
    probs = F.softmax(model(ids), dim=1).squeeze(dim=0)
    return dict(zip(TOPICS, (probs * 100).round().tolist()))


print(predict("the rocket launch to the moon"))
