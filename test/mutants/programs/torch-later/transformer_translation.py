import math

import torch
import torch.nn as nn
from torch import Tensor
from torch.nn import Transformer
from torch.nn.utils.rnn import pad_sequence
from torch.utils.data import DataLoader

DEVICE = torch.device('cuda' if torch.cuda.is_available() else 'cpu')
UNK_IDX, PAD_IDX, BOS_IDX, EOS_IDX = 0, 1, 2, 3

pairs = [
    ("ein hund läuft im park", "a dog runs in the park"),
    ("zwei kinder spielen ball", "two children play ball"),
    ("die frau liest ein buch", "the woman reads a book"),
    ("ein mann fährt fahrrad", "a man rides a bicycle"),
    ("der junge isst einen apfel im garten", "the boy eats an apple in the garden"),
    ("die katze schläft", "the cat sleeps"),
] * 6


def build_vocab(sentences):
    vocab = {'<unk>': UNK_IDX, '<pad>': PAD_IDX, '<bos>': BOS_IDX, '<eos>': EOS_IDX}
    for w in ' '.join(sentences).split():
        vocab.setdefault(w, len(vocab))
    return vocab


src_vocab = build_vocab(p[0] for p in pairs)
tgt_vocab = build_vocab(p[1] for p in pairs)


class PositionalEncoding(nn.Module):
    def __init__(self, emb_size: int, dropout: float, maxlen: int = 500):
        super(PositionalEncoding, self).__init__()
        den = torch.exp(-torch.arange(0, emb_size, 2) * math.log(10000) / emb_size)
        pos = torch.arange(0, maxlen).reshape(maxlen, 1)
        pos_embedding = torch.zeros((maxlen, emb_size))
        pos_embedding[:, 0::2] = torch.sin(pos * den)
        pos_embedding[:, 1::2] = torch.cos(pos * den)
        self.dropout = nn.Dropout(dropout)
        self.register_buffer('pos_embedding', pos_embedding.unsqueeze(-2))

    def forward(self, token_embedding: Tensor):
        return self.dropout(token_embedding + self.pos_embedding[:token_embedding.size(0), :])


class TokenEmbedding(nn.Embedding):
    def forward(self, tokens: Tensor):
        return super().forward(tokens.long()) * math.sqrt(self.embedding_dim)


class Seq2SeqTransformer(nn.Module):
    def __init__(self, num_encoder_layers: int, num_decoder_layers: int, emb_size: int, nhead: int,
                 src_vocab_size: int, tgt_vocab_size: int, dim_feedforward: int = 512, dropout: float = 0.1):
        super(Seq2SeqTransformer, self).__init__()
        self.transformer = Transformer(emb_size, nhead, num_encoder_layers, num_decoder_layers,
                                       dim_feedforward=dim_feedforward, dropout=dropout)
        self.generator = nn.Linear(emb_size, tgt_vocab_size)
        self.src_tok_emb = TokenEmbedding(src_vocab_size, emb_size)
        self.tgt_tok_emb = TokenEmbedding(tgt_vocab_size, emb_size)
        self.positional_encoding = PositionalEncoding(emb_size, dropout=dropout)

    def forward(self, src, trg, src_mask, tgt_mask, src_padding_mask, tgt_padding_mask, memory_key_padding_mask):
        src_emb = self.positional_encoding(self.src_tok_emb(src))
        tgt_emb = self.positional_encoding(self.tgt_tok_emb(trg))
        return self.generator(self.transformer(src_emb, tgt_emb, src_mask, tgt_mask, None, src_padding_mask,
                                               tgt_padding_mask, memory_key_padding_mask))

    def encode(self, src: Tensor, src_mask: Tensor):
        return self.transformer.encoder(self.positional_encoding(self.src_tok_emb(src)), src_mask)

    def decode(self, tgt: Tensor, memory: Tensor, tgt_mask: Tensor):
        return self.transformer.decoder(self.positional_encoding(self.tgt_tok_emb(tgt)), memory, tgt_mask)


def generate_square_subsequent_mask(sz):
    return torch.triu(torch.ones((sz, sz), device=DEVICE), diagonal=1).bool()


def create_mask(src, tgt):
    src_seq_len = src.shape[0]
    tgt_mask = generate_square_subsequent_mask(tgt.shape[0])
    src_mask = torch.zeros((src_seq_len, src_seq_len), device=DEVICE).type(torch.bool)
    src_padding_mask = (src == PAD_IDX).transpose(0, 1)
    tgt_padding_mask = (tgt == PAD_IDX).transpose(0, 1)
    return src_mask, tgt_mask, src_padding_mask, tgt_padding_mask


def to_ids(vocab, sentence):
    return torch.tensor([BOS_IDX] + [vocab.get(w, UNK_IDX) for w in sentence.split()] + [EOS_IDX])


def collate_fn(batch):
    src_batch = [to_ids(src_vocab, src) for src, _ in batch]
    tgt_batch = [to_ids(tgt_vocab, tgt) for _, tgt in batch]
    return pad_sequence(src_batch, padding_value=PAD_IDX), pad_sequence(tgt_batch, padding_value=PAD_IDX)


def train_epoch(model, optimizer, loss_fn):
    model.train()
    losses = 0
    loader = DataLoader(pairs, batch_size=12, shuffle=True, collate_fn=collate_fn)
    for src, tgt in loader:
        src, tgt = src.to(DEVICE), tgt.to(DEVICE)
        tgt_input = tgt[:-1, :]
        src_mask, tgt_mask, src_padding_mask, tgt_padding_mask = create_mask(src, tgt_input)
        logits = model(src, tgt_input, src_mask, tgt_mask, src_padding_mask, tgt_padding_mask, src_padding_mask)
        optimizer.zero_grad()
        loss = loss_fn(logits.reshape(-1, logits.shape[-1]), tgt[1:, :].reshape(-1))
        loss.backward()
        optimizer.step()
        losses += loss.item()
    return losses / len(loader)


def greedy_decode(model, src, src_mask, max_len, start_symbol):
    memory = model.encode(src.to(DEVICE), src_mask.to(DEVICE))
    ys = torch.full((1, 1), start_symbol, dtype=torch.long, device=DEVICE)
    for _ in range(max_len - 1):
        out = model.decode(ys, memory, generate_square_subsequent_mask(ys.size(0)))
        prob = model.generator(out.transpose(0, 1)[:, -1])
        next_word = torch.max(prob, dim=1)[1].item()
        ys = torch.cat([ys, torch.ones(1, 1).type_as(src.data).fill_(next_word)], dim=0)
    return ys


transformer = Seq2SeqTransformer(2, 2, 32, 4, len(src_vocab), len(tgt_vocab), 64).to(DEVICE)
loss_fn = torch.nn.CrossEntropyLoss(ignore_index=PAD_IDX)
optimizer = torch.optim.Adam(transformer.parameters(), lr=2e-3, betas=(0.9, 0.98), eps=1e-9)

for epoch in range(1, 4):
    print(f"Epoch: {epoch}, Train loss: {train_epoch(transformer, optimizer, loss_fn):.3f}")

transformer.eval()
src = to_ids(src_vocab, "die katze liest ein buch").view(-1, 1)
with torch.no_grad():
    out = greedy_decode(transformer, src, torch.zeros(src.shape[0], src.shape[0]).type(torch.bool), 10, BOS_IDX).flatten()
print(" ".join(list(tgt_vocab)[i] for i in out.tolist() if i > EOS_IDX))
