# char level LSTM language model, truncated BPTT over contiguous streams
import math
import torch
import torch.nn as nn

TEXT = """
It was the best of times, it was the worst of times, it was the age of wisdom,
it was the age of foolishness, it was the epoch of belief, it was the epoch of
incredulity, it was the season of Light, it was the season of Darkness, it was
the spring of hope, it was the winter of despair, we had everything before us,
we had nothing before us, we were all going direct to Heaven, we were all going
direct the other way.
""" * 6


class Corpus(object):
    def __init__(self, text):
        self.chars = sorted(set(text))
        self.idx = {c: i for i, c in enumerate(self.chars)}
        ids = torch.tensor([self.idx[c] for c in text], dtype=torch.long)
        cut = int(len(ids) * 0.9)
        self.train, self.valid = ids[:cut], ids[cut:]


def batchify(data, bsz):
    # Work out how cleanly we can divide the dataset into bsz parts.
    nbatch = data.size(0) // bsz
    data = data.narrow(0, 0, nbatch * bsz)
    return data.view(bsz, -1).t().contiguous()


def get_batch(source, i, bptt):
    seq_len = min(bptt, len(source) - 1 - i)
    data = source[i:i + seq_len]
    target = source[i + 1:i + 1 + seq_len].view(-1)
    return data, target


def repackage_hidden(h):
    """Wraps hidden states in new Tensors, to detach them from their history."""
    if isinstance(h, torch.Tensor):
        return h.detach()
    return tuple(repackage_hidden(v) for v in h)


class RNNModel(nn.Module):
    def __init__(self, rnn_type, ntoken, ninp, nhid, nlayers, dropout=0.2, tie_weights=False):
        super(RNNModel, self).__init__()
        self.ntoken = ntoken
        self.drop = nn.Dropout(dropout)
        self.encoder = nn.Embedding(ntoken, ninp)
        self.rnn = getattr(nn, rnn_type)(ninp, nhid, nlayers, dropout=dropout)
        self.decoder = nn.Linear(nhid, ntoken)
        if tie_weights:
            assert nhid == ninp, "tied weights need nhid == ninp"
            self.decoder.weight = self.encoder.weight
        self.init_weights()
        self.rnn_type, self.nhid, self.nlayers = rnn_type, nhid, nlayers

    def init_weights(self):
        initrange = 0.1
        nn.init.uniform_(self.encoder.weight, -initrange, initrange)
        nn.init.zeros_(self.decoder.bias)

    def forward(self, input, hidden):
        emb = self.drop(self.encoder(input))
        output, hidden = self.rnn(emb, hidden)
        output = self.drop(output)
        decoded = self.decoder(output)
        decoded = decoded.view(-1, self.ntoken)
        return decoded, hidden

    def init_hidden(self, bsz):
        weight = next(self.parameters())
        if self.rnn_type == "LSTM":
            return (weight.new_zeros(self.nlayers, bsz, self.nhid),
                    weight.new_zeros(self.nlayers, bsz, self.nhid))
        return weight.new_zeros(self.nlayers, bsz, self.nhid)


def evaluate(model, data_source, bptt, bsz, criterion):
    model.eval()
    total_loss = 0.
    hidden = model.init_hidden(bsz)
    with torch.no_grad():
        for i in range(0, data_source.size(0) - 1, bptt):
            data, targets = get_batch(data_source, i, bptt)
            output, hidden = model(data, hidden)
            total_loss += len(data) * criterion(output, targets).item()
    return total_loss / (len(data_source) - 1)


def sample(model, corpus, start, length, temperature=0.8):
    model.eval()
    hidden = model.init_hidden(1)
    out = list(start)
    inp = torch.tensor([[corpus.idx[c]] for c in start])        # len x 1
    with torch.no_grad():
        for _ in range(length):
            output, hidden = model(inp, hidden)
            word_weights = output[-1].div(temperature).exp()
            c = torch.multinomial(word_weights, 1)[0]
            out.append(corpus.chars[c])
            inp = c.view(1, 1)
    return "".join(out)


torch.manual_seed(1111)
corpus = Corpus(TEXT)
batch_size, eval_batch_size, bptt = 10, 5, 25
train_data = batchify(corpus.train, batch_size)
val_data = batchify(corpus.valid, eval_batch_size)
ntokens = len(corpus.chars)
criterion = nn.CrossEntropyLoss()
lr = 5.0
clip = 0.25

for rnn_type, tied in (("LSTM", True), ("GRU", False)):
    model = RNNModel(rnn_type, ntokens, 40, 40 if tied else 56, 2, tie_weights=tied)
    for epoch in range(1, 3):
        model.train()
        hidden = model.init_hidden(batch_size)
        total_loss = 0.
        for batch, i in enumerate(range(0, train_data.size(0) - 1, bptt)):
            data, targets = get_batch(train_data, i, bptt)
            model.zero_grad()
            hidden = repackage_hidden(hidden)
            output, hidden = model(data, hidden)
            loss = criterion(output, targets)
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), clip)
            for p in model.parameters():
                p.data.add_(p.grad, alpha=-lr)
            total_loss += loss.item()
        val_loss = evaluate(model, val_data, bptt, eval_batch_size, criterion)
        print("| {} | epoch {} | loss {:.3f} | val ppl {:.2f}".format(
            rnn_type, epoch, total_loss / (batch + 1), math.exp(val_loss)))
        lr *= 0.7
    print(sample(model, corpus, "it was", 40))
