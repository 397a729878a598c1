import torch
import torch.nn as nn
import torch.nn.functional as F
from torch.nn.utils.rnn import pack_padded_sequence, pad_packed_sequence


class Tagger(nn.Module):
    def __init__(self, vocab=1000, dim=64, hidden=128, tags=12):
        super().__init__()
        self.embed = nn.Embedding(vocab, dim, padding_idx=0)
        self.lstm = nn.LSTM(dim, hidden, num_layers=2, batch_first=True, bidirectional=True, dropout=0.2)
        self.head = nn.Linear(2 * hidden, tags)

    def forward(self, ids, lengths):
        x = self.embed(ids)
        packed = pack_padded_sequence(x, lengths.cpu(), batch_first=True, enforce_sorted=False)
        out, (h, c) = self.lstm(packed)
        out, _ = pad_packed_sequence(out, batch_first=True, total_length=ids.shape[1])
        return self.head(out), torch.cat([h[-2], h[-1]], dim=1)


class Seq2Seq(nn.Module):
    def __init__(self, vocab, dim=32):
        super().__init__()
        self.src = nn.Embedding(vocab, dim)
        self.tgt = nn.Embedding(vocab, dim)
        self.core = nn.Transformer(dim, 4, 2, 2, 64, batch_first=True)
        self.out = nn.Linear(dim, vocab)

    def forward(self, src, tgt):
        mask = nn.Transformer.generate_square_subsequent_mask(tgt.size(1))
        return self.out(self.core(self.src(src), self.tgt(tgt), tgt_mask=mask))


class Decoder(nn.Module):
    def __init__(self, dim, hidden):
        super().__init__()
        self.cell = nn.GRUCell(dim, hidden)
        self.start = nn.Parameter(torch.zeros(hidden))
        self.scale = nn.ParameterList([nn.Parameter(torch.ones(1)) for _ in range(3)])

    def forward(self, x):
        h = self.start.expand(x.size(0), -1)
        steps = []
        for t in range(x.size(1)):
            h = self.cell(x[:, t], h)
            steps.append(h * self.scale[t % 3])
        return torch.stack(steps, dim=1)


model = Tagger()
ids = torch.zeros(8, 20, dtype=torch.int64)
scores, state = model(ids, torch.full((8,), 20))
loss = nn.CrossEntropyLoss(ignore_index=0)(scores.reshape(-1, 12), ids.reshape(-1))
loss.backward()
nn.utils.clip_grad_norm_(model.parameters(), 1.0)

logits = Seq2Seq(500)(torch.zeros(4, 9, dtype=torch.int64), torch.zeros(4, 7, dtype=torch.int64))
F.cross_entropy(logits.transpose(1, 2), torch.zeros(4, 7, dtype=torch.int64)).backward()

steps = Decoder(16, 24)(torch.zeros(5, 6, 16))
attention = nn.MultiheadAttention(24, 4, batch_first=True)
context, weights = attention(steps, steps, steps, key_padding_mask=torch.zeros(5, 6, dtype=torch.bool))
loss = F.mse_loss(context, torch.zeros_like(context))
loss = loss + nn.BCEWithLogitsLoss()(context.mean(dim=(1, 2)), torch.ones(5))
loss.backward()
for p in model.parameters():
    if p.dim() > 1:
        nn.init.xavier_uniform_(p)
