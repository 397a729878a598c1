"""Seq2seq with LSTMs and teacher forcing: learn to reverse strings of letters."""
import random
import string

import torch
import torch.nn as nn
import torch.optim as optim
from torch.utils.data import DataLoader, Dataset
from torch.nn.utils.rnn import pad_sequence

PAD, SOS, EOS = 0, 1, 2
itos = ['<pad>', '<sos>', '<eos>'] + list(string.ascii_lowercase)
stoi = {ch: i for i, ch in enumerate(itos)}


class ReverseDataset(Dataset):
    def __init__(self, n_items, min_len=3, max_len=9):
        self.items = []
        for _ in range(n_items):
            length = random.randint(min_len, max_len)
            word = ''.join(random.choice(string.ascii_lowercase) for _ in range(length))
            self.items.append((word, word[::-1]))

    def __len__(self):
        return len(self.items)

    def __getitem__(self, i):
        src, trg = self.items[i]
        encode = lambda s: torch.tensor([SOS] + [stoi[c] for c in s] + [EOS])
        return encode(src), encode(trg)


def collate_fn(batch):
    srcs, trgs = zip(*batch)
    # sequence first: [len, batch]
    return pad_sequence(srcs, padding_value=PAD), pad_sequence(trgs, padding_value=PAD)


class Encoder(nn.Module):
    def __init__(self, input_dim, emb_dim, hid_dim, n_layers, dropout):
        super().__init__()
        self.hid_dim = hid_dim
        self.n_layers = n_layers
        self.embedding = nn.Embedding(input_dim, emb_dim)
        self.rnn = nn.LSTM(emb_dim, hid_dim, n_layers, dropout=dropout)
        self.dropout = nn.Dropout(dropout)

    def forward(self, src):
        # src = [src len, batch size]
        embedded = self.dropout(self.embedding(src))
        outputs, (hidden, cell) = self.rnn(embedded)
        # hidden = [n layers * n directions, batch size, hid dim]
        return hidden, cell


class Decoder(nn.Module):
    def __init__(self, output_dim, emb_dim, hid_dim, n_layers, dropout):
        super().__init__()
        self.output_dim = output_dim
        self.hid_dim = hid_dim
        self.n_layers = n_layers
        self.embedding = nn.Embedding(output_dim, emb_dim)
        self.rnn = nn.LSTM(emb_dim, hid_dim, n_layers, dropout=dropout)
        self.fc_out = nn.Linear(hid_dim, output_dim)
        self.dropout = nn.Dropout(dropout)

    def forward(self, input, hidden, cell):
        # input = [batch size]
        input = input.unsqueeze(0)
        # input = [1, batch size]
        embedded = self.dropout(self.embedding(input))
        output, (hidden, cell) = self.rnn(embedded, (hidden, cell))
        # output = [1, batch size, hid dim]
        prediction = self.fc_out(output.squeeze(0))
        # prediction = [batch size, output dim]
        return prediction, hidden, cell


class Seq2Seq(nn.Module):
    def __init__(self, encoder, decoder, device):
        super().__init__()
        self.encoder = encoder
        self.decoder = decoder
        self.device = device

    def forward(self, src, trg, teacher_forcing_ratio=0.5):
        batch_size = trg.shape[1]
        trg_len = trg.shape[0]
        trg_vocab_size = self.decoder.output_dim
        outputs = torch.zeros(trg_len, batch_size, trg_vocab_size).to(self.device)
        hidden, cell = self.encoder(src)
        # first input to the decoder is the <sos> tokens
        input = trg[0, :]
        for t in range(1, trg_len):
            output, hidden, cell = self.decoder(input, hidden, cell)
            outputs[t] = output
            teacher_force = random.random() < teacher_forcing_ratio
            input = trg[t] if teacher_force else output.argmax(1)
        return outputs


def run_epoch(model, iterator, criterion, optimizer=None, clip=1.0):
    training = optimizer is not None
    model.train(training)
    epoch_loss = 0
    with torch.set_grad_enabled(training):
        for src, trg in iterator:
            src, trg = src.to(model.device), trg.to(model.device)
            output = model(src, trg) if training else model(src, trg, 0)
            output_dim = output.shape[-1]
            output = output[1:].view(-1, output_dim)
            trg = trg[1:].view(-1)
            loss = criterion(output, trg)
            if training:
                optimizer.zero_grad()
                loss.backward()
                torch.nn.utils.clip_grad_norm_(model.parameters(), clip)
                optimizer.step()
            epoch_loss += loss.item()
    return epoch_loss / len(iterator)


if __name__ == '__main__':
    random.seed(1234)
    torch.manual_seed(1234)
    device = torch.device('cuda' if torch.cuda.is_available() else 'cpu')

    train_iter = DataLoader(ReverseDataset(300), batch_size=25, shuffle=True, collate_fn=collate_fn)
    valid_iter = DataLoader(ReverseDataset(60), batch_size=30, collate_fn=collate_fn)

    enc = Encoder(len(itos), 24, 48, 2, 0.3)
    dec = Decoder(len(itos), 20, 48, 2, 0.3)
    model = Seq2Seq(enc, dec, device).to(device)

    optimizer = optim.Adam(model.parameters())
    criterion = nn.CrossEntropyLoss(ignore_index=PAD)
    for epoch in range(2):
        train_loss = run_epoch(model, train_iter, criterion, optimizer)
        valid_loss = run_epoch(model, valid_iter, criterion)
        print(f'Epoch: {epoch + 1:02} | Train Loss: {train_loss:.3f} | Val. Loss: {valid_loss:.3f}')
