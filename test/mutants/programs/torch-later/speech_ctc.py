"""Tiny DeepSpeech2-like acoustic model with CTC on synthetic 'speech' (each phone is a noisy spectral template)."""
from itertools import groupby

import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F
from torch.nn.utils.rnn import pad_sequence, pack_padded_sequence, pad_packed_sequence
from torch.utils.data import Dataset, DataLoader

PHONES = ["<blank>", "a", "e", "i", "o", "k", "s", "t", "m"]
BLANK, N_FEATS = 0, 26

class FakeSpeech(Dataset):
    def __init__(self, n_utts, n_feats, seed):
        rng = np.random.default_rng(seed)
        templates = np.random.default_rng(0).normal(0, 1, size=(len(PHONES), n_feats))
        self.utts = []
        for _ in range(n_utts):
            target = rng.integers(1, len(PHONES), size=rng.integers(2, 6))
            frames = []
            for p in target:
                dur = int(rng.integers(8, 15))
                frames.append(templates[p] + 0.3 * rng.normal(size=(dur, n_feats)))
                frames.append(0.1 * rng.normal(size=(3, n_feats)))
            feats = torch.tensor(np.vstack(frames), dtype=torch.float32)      # T x F
            self.utts.append((feats, torch.tensor(target)))

    def __len__(self):
        return len(self.utts)

    def __getitem__(self, i):
        return self.utts[i]

def ctc_collate(batch):
    feats, targets = zip(*batch)
    in_lens = torch.tensor([f.shape[0] for f in feats])
    tgt_lens = torch.tensor([t.numel() for t in targets])
    return pad_sequence(feats, batch_first=True), torch.cat(targets), in_lens, tgt_lens

class MaskConv(nn.Module):
    """two strided 2-D convolutions; frames behind the end of an utterance are set to zero"""

    def __init__(self, channels=8):
        super().__init__()
        self.layers = nn.ModuleList([
            nn.Conv2d(1, channels, kernel_size=(11, 5), stride=(2, 2), padding=(5, 2)),
            nn.Conv2d(channels, channels, kernel_size=(7, 5), stride=(1, 2), padding=(3, 2)),
        ])
        self.norms = nn.ModuleList([nn.BatchNorm2d(channels) for _ in self.layers])

    @staticmethod
    def out_size(size, conv, dim):
        k, s, p = conv.kernel_size[dim], conv.stride[dim], conv.padding[dim]
        return (size + 2 * p - k) // s + 1

    def forward(self, x, lengths):
        for conv, norm in zip(self.layers, self.norms):
            x = F.hardtanh(norm(conv(x)), 0, 20)
            lengths = self.out_size(lengths, conv, 0)
            mask = torch.arange(x.size(2))[None, :] < lengths[:, None]
            x = x * mask[:, None, :, None]
        return x, lengths

class BatchRNN(nn.Module):
    def __init__(self, input_size, hidden_size):
        super().__init__()
        self.norm = nn.LayerNorm(input_size)
        self.rnn = nn.GRU(input_size, hidden_size, bidirectional=True, batch_first=True)

    def forward(self, x, lengths):
        total = x.size(1)
        x = pack_padded_sequence(self.norm(x), lengths, batch_first=True, enforce_sorted=False)
        x, _ = self.rnn(x)
        x, _ = pad_packed_sequence(x, batch_first=True, total_length=total)
        # sum the two directions
        return x.view(x.size(0), x.size(1), 2, -1).sum(2)

class AcousticModel(nn.Module):
    def __init__(self, n_feats, n_tokens, hidden=40, layers=2, channels=8):
        super().__init__()
        self.conv = MaskConv(channels)
        f = n_feats
        for c in self.conv.layers:
            f = MaskConv.out_size(f, c, 1)
        sizes = [channels * f] + [hidden] * (layers - 1)
        self.rnns = nn.ModuleList(BatchRNN(s, hidden) for s in sizes)
        self.fc = nn.Sequential(nn.LayerNorm(hidden), nn.Linear(hidden, n_tokens, bias=False))

    def forward(self, feats, lengths):
        x, lengths = self.conv(feats.unsqueeze(1), lengths)      # B x C x T x F
        b, c, t, f = x.size()
        x = x.transpose(1, 2).contiguous().view(b, t, c * f)
        for rnn in self.rnns:
            x = rnn(x, lengths)
        return self.fc(x).log_softmax(dim=-1), lengths

def edit_distance(a, b):
    d = list(range(len(b) + 1))
    for i, ca in enumerate(a, 1):
        prev, d[0] = d[0], i
        for j, cb in enumerate(b, 1):
            prev, d[j] = d[j], min(d[j] + 1, d[j - 1] + 1, prev + (ca != cb))
    return d[-1]

def greedy_decode(log_probs, lengths):
    best = log_probs.argmax(dim=-1)
    return [[k for k, _ in groupby(row[:n].tolist()) if k != BLANK] for row, n in zip(best, lengths.tolist())]

def main():
    train = DataLoader(FakeSpeech(48, N_FEATS, 1), batch_size=8, shuffle=True, collate_fn=ctc_collate)
    dev = DataLoader(FakeSpeech(10, N_FEATS, 2), batch_size=5, collate_fn=ctc_collate)

    model = AcousticModel(N_FEATS, len(PHONES))
    ctc = nn.CTCLoss(blank=BLANK, zero_infinity=True)
    opt = torch.optim.AdamW(model.parameters(), lr=4e-3)
    for epoch in range(2):
        model.train()
        total = 0
        for feats, targets, in_lens, tgt_lens in train:
            log_probs, out_lens = model(feats, in_lens)
            loss = ctc(log_probs.transpose(0, 1), targets, out_lens, tgt_lens)
            opt.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 5.0)
            opt.step()
            total += loss.item()
        model.eval()
        errors = n_ref = 0
        with torch.no_grad():
            for feats, targets, in_lens, tgt_lens in dev:
                log_probs, out_lens = model(feats, in_lens)
                refs = [r.tolist() for r in targets.split(tgt_lens.tolist())]
                for hyp, ref in zip(greedy_decode(log_probs, out_lens), refs):
                    errors += edit_distance(hyp, ref)
                    n_ref += len(ref)
        print(f"epoch {epoch} ctc {total / len(train):.3f} PER {errors / n_ref:.3f}")

if __name__ == "__main__":
    main()
