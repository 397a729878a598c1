"""Pointer network that sorts short lists of numbers (Vinyals et al.)."""
import torch
import torch.nn as nn
import torch.nn.functional as F


class PointerAttention(nn.Module):
    def __init__(self, hidden):
        super().__init__()
        self.W1 = nn.Linear(hidden, hidden, bias=False)
        self.W2 = nn.Linear(hidden, hidden, bias=False)
        self.v = nn.Linear(hidden, 1, bias=False)

    def forward(self, decoder_state, encoder_outputs, mask):
        # decoder_state: B x H, encoder_outputs: B x N x H, mask: B x N (True = already used)
        keys = self.W1(encoder_outputs)
        query = self.W2(decoder_state).unsqueeze(1)
        scores = self.v(torch.tanh(keys + query)).squeeze(-1)   # B x N
        scores = scores.masked_fill(mask, -1e9)
        return F.log_softmax(scores, dim=-1)


class PointerNet(nn.Module):
    def __init__(self, input_dim=1, embed=16, hidden=32):
        super().__init__()
        self.hidden = hidden
        self.embed = nn.Linear(input_dim, embed)
        self.encoder = nn.LSTM(embed, hidden // 2, batch_first=True, bidirectional=True)
        self.decoder = nn.LSTMCell(embed, hidden)
        self.pointer = PointerAttention(hidden)
        self.start = nn.Parameter(torch.zeros(embed))

    def forward(self, x, targets=None):
        B, N, _ = x.shape
        emb = self.embed(x)                                 # B N E
        enc, (h_n, c_n) = self.encoder(emb)                 # enc: B N H
        # concat both directions: 2 x B x H/2 -> B x H
        h = torch.cat([h_n[0], h_n[1]], dim=-1)
        c = c_n.transpose(0, 1).reshape(B, self.hidden)

        dec_in = self.start.expand(B, -1)
        mask = torch.zeros(B, N, dtype=torch.bool, device=x.device)
        log_probs, picks = [], []
        for t in range(N):
            h, c = self.decoder(dec_in, (h, c))
            lp = self.pointer(h, enc, mask)
            choice = lp.argmax(dim=-1) if targets is None else targets[:, t]
            mask = mask.scatter(1, choice.unsqueeze(1), True)
            dec_in = emb[torch.arange(B), choice]
            log_probs.append(lp)
            picks.append(choice)
        return torch.stack(log_probs, dim=1), torch.stack(picks, dim=1)


def make_data(n_samples, length):
    x = torch.rand(n_samples, length, 1)
    y = x.squeeze(-1).argsort(dim=1)
    return x, y


def exact_match(pred, y):
    return (pred == y).all(dim=1).float().mean().item()


def main():
    torch.manual_seed(0)
    model = PointerNet()
    optim = torch.optim.Adam(model.parameters(), lr=5e-3)
    criterion = nn.NLLLoss()

    for it in range(40):
        length = int(torch.randint(4, 8, (1,)))
        x, y = make_data(32, length)
        log_probs, _ = model(x, y)
        loss = criterion(log_probs.reshape(-1, length), y.reshape(-1))
        optim.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 2.0)
        optim.step()
        if (it + 1) % 20 == 0:
            print(f"iter {it + 1}: loss {loss.item():.3f}")

    model.eval()
    with torch.no_grad():
        for length in (5, 9):
            x, y = make_data(64, length)
            _, pred = model(x)
            ordered = torch.gather(x.squeeze(-1), 1, pred)
            violations = (ordered[:, 1:] < ordered[:, :-1]).float().mean()
            print(f"length {length}: exact {exact_match(pred, y):.2f}, violations {violations:.3f}")


if __name__ == "__main__":
    main()
