"""Learn to reverse digit strings with an attention seq2seq model."""
import random

import torch
import torch.nn as nn
import torch.nn.functional as F
from torch.nn.utils.rnn import pad_sequence

PAD, SOS, EOS = 0, 1, 2
VOCAB = 13          # 10 digits + 3 specials
random.seed(0)
torch.manual_seed(0)
device = torch.device("cuda" if torch.cuda.is_available() else "cpu")


def make_pair():
    n = random.randint(3, 8)
    digits = [random.randint(3, VOCAB - 1) for _ in range(n)]
    return torch.tensor(digits + [EOS]), torch.tensor([SOS] + digits[::-1] + [EOS])


def make_batch(batch_size):
    src, trg = zip(*[make_pair() for _ in range(batch_size)])
    lengths = torch.tensor([len(s) for s in src])
    return (pad_sequence(src, batch_first=True, padding_value=PAD).to(device), lengths,
            pad_sequence(trg, batch_first=True, padding_value=PAD).to(device))


class Encoder(nn.Module):
    def __init__(self, vocab_size, emb_dim, enc_hid, dec_hid, dropout):
        super().__init__()
        self.embedding = nn.Embedding(vocab_size, emb_dim, padding_idx=PAD)
        self.rnn = nn.GRU(emb_dim, enc_hid, bidirectional=True, batch_first=True)
        self.fc = nn.Linear(enc_hid * 2, dec_hid)
        self.dropout = nn.Dropout(dropout)

    def forward(self, src, src_len):
        # src = [batch size, src len]
        embedded = self.dropout(self.embedding(src))
        packed = nn.utils.rnn.pack_padded_sequence(embedded, src_len, batch_first=True, enforce_sorted=False)
        packed_outputs, hidden = self.rnn(packed)
        outputs, _ = nn.utils.rnn.pad_packed_sequence(packed_outputs, batch_first=True)
        # outputs = [batch size, src len, enc hid * 2], hidden = [2, batch size, enc hid]
        hidden = torch.tanh(self.fc(torch.cat((hidden[-2], hidden[-1]), dim=1)))
        return outputs, hidden


class BahdanauAttention(nn.Module):
    def __init__(self, enc_hid, dec_hid, attn_dim):
        super().__init__()
        self.W_enc = nn.Linear(enc_hid * 2, attn_dim, bias=False)
        self.W_dec = nn.Linear(dec_hid, attn_dim)
        self.v = nn.Linear(attn_dim, 1, bias=False)

    def forward(self, hidden, encoder_outputs, mask):
        # hidden = [batch, dec hid], encoder_outputs = [batch, src len, enc hid * 2]
        query = self.W_dec(hidden).unsqueeze(1)
        energy = self.v(torch.tanh(query + self.W_enc(encoder_outputs))).squeeze(2)
        energy = energy.masked_fill(mask == 0, -1e10)
        return F.softmax(energy, dim=1)


class Decoder(nn.Module):
    def __init__(self, vocab_size, emb_dim, enc_hid, dec_hid, dropout, attention):
        super().__init__()
        self.vocab_size = vocab_size
        self.attention = attention
        self.embedding = nn.Embedding(vocab_size, emb_dim)
        self.rnn = nn.GRU(enc_hid * 2 + emb_dim, dec_hid, batch_first=True)
        self.fc_out = nn.Linear(enc_hid * 2 + dec_hid + emb_dim, vocab_size)
        self.dropout = nn.Dropout(dropout)

    def forward(self, token, hidden, encoder_outputs, mask):
        embedded = self.dropout(self.embedding(token.unsqueeze(1)))   # [batch, 1, emb]
        a = self.attention(hidden, encoder_outputs, mask).unsqueeze(1)
        weighted = torch.bmm(a, encoder_outputs)                      # [batch, 1, enc hid * 2]
        rnn_input = torch.cat((embedded, weighted), dim=2)
        output, hidden = self.rnn(rnn_input, hidden.unsqueeze(0))
        prediction = self.fc_out(torch.cat((output, weighted, embedded), dim=2).squeeze(1))
        return prediction, hidden.squeeze(0), a.squeeze(1)


class Seq2Seq(nn.Module):
    def __init__(self, encoder, decoder):
        super().__init__()
        self.encoder = encoder
        self.decoder = decoder

    def forward(self, src, src_len, trg, teacher_forcing_ratio=0.5):
        batch_size, trg_len = trg.shape
        outputs = torch.zeros(batch_size, trg_len, self.decoder.vocab_size, device=src.device)
        encoder_outputs, hidden = self.encoder(src, src_len)
        mask = (src != PAD)
        token = trg[:, 0]
        for t in range(1, trg_len):
            output, hidden, _ = self.decoder(token, hidden, encoder_outputs, mask)
            outputs[:, t] = output
            token = trg[:, t] if random.random() < teacher_forcing_ratio else output.argmax(1)
        return outputs


@torch.no_grad()
def translate(model, sentence, max_len=12):
    model.eval()
    src = torch.tensor(sentence + [EOS], device=device).unsqueeze(0)
    enc_out, hidden = model.encoder(src, torch.tensor([src.shape[1]]))
    token, result, maps = torch.tensor([SOS], device=device), [], []
    for _ in range(max_len):
        logits, hidden, attn = model.decoder(token, hidden, enc_out, src != PAD)
        token = logits.argmax(1)
        maps.append(attn)
        if token.item() == EOS:
            break
        result.append(token.item())
    return result, torch.cat(maps)


ENC_HID, DEC_HID, EMB = 20, 28, 11
attn = BahdanauAttention(ENC_HID, DEC_HID, attn_dim=18)
model = Seq2Seq(Encoder(VOCAB, EMB, ENC_HID, DEC_HID, 0.1),
                Decoder(VOCAB, EMB, ENC_HID, DEC_HID, 0.1, attn)).to(device)
optimizer = torch.optim.Adam(model.parameters(), lr=5e-3)
criterion = nn.CrossEntropyLoss(ignore_index=PAD)

for step in range(25):
    model.train()
    src, src_len, trg = make_batch(24)
    output = model(src, src_len, trg)
    loss = criterion(output[:, 1:].reshape(-1, output.shape[-1]), trg[:, 1:].reshape(-1))
    optimizer.zero_grad()
    loss.backward()
    torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
    optimizer.step()
print("loss", loss.item())
words, attention_map = translate(model, [3, 5, 7, 9])
print(words, attention_map.shape)
