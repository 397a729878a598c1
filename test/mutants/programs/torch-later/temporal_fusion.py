"""A reduced Temporal Fusion Transformer: variable selection, gated residual nets, LSTM, attention, quantile loss."""
from typing import Dict, Optional, Tuple

import numpy as np
import pandas as pd
import torch
import torch.nn as nn
import torch.nn.functional as F
from torch.utils.data import Dataset, DataLoader

class GLU(nn.Module):
    def __init__(self, d_in: int, d_out: int):
        super().__init__()
        self.fc = nn.Linear(d_in, 2 * d_out)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return F.glu(self.fc(x), dim=-1)

class GRN(nn.Module):
    def __init__(self, d_in: int, d_hid: int, d_out: int, d_ctx: Optional[int] = None, dropout: float = 0.1):
        super().__init__()
        self.fc1 = nn.Linear(d_in, d_hid)
        self.ctx = nn.Linear(d_ctx, d_hid, bias=False) if d_ctx is not None else None
        self.fc2 = nn.Linear(d_hid, d_hid)
        self.drop = nn.Dropout(dropout)
        self.gate = GLU(d_hid, d_out)
        self.skip = nn.Linear(d_in, d_out) if d_in != d_out else nn.Identity()
        self.norm = nn.LayerNorm(d_out)

    def forward(self, x: torch.Tensor, c: Optional[torch.Tensor] = None) -> torch.Tensor:
        h = self.fc1(x)
        if self.ctx is not None and c is not None:
            h = h + (self.ctx(c).unsqueeze(1) if h.dim() == 3 else self.ctx(c))
        h = self.fc2(F.elu(h))
        return self.norm(self.skip(x) + self.gate(self.drop(h)))

class VariableSelection(nn.Module):
    def __init__(self, names, d: int, d_ctx: Optional[int] = None):
        super().__init__()
        self.names = list(names)
        self.grns = nn.ModuleDict({n: GRN(d, d, d) for n in self.names})
        self.weight_grn = GRN(d * len(self.names), d, len(self.names), d_ctx)

    def forward(self, inputs: Dict[str, torch.Tensor], c=None) -> Tuple[torch.Tensor, torch.Tensor]:
        w = self.weight_grn(torch.cat([inputs[n] for n in self.names], dim=-1), c).softmax(dim=-1)                               # (..., V)
        processed = torch.stack([self.grns[n](inputs[n]) for n in self.names], dim=-2)   # (..., V, d)
        return (w.unsqueeze(-1) * processed).sum(dim=-2), w

class MiniTFT(nn.Module):
    QUANTILES = (0.1, 0.5, 0.9)

    def __init__(self, static: Dict[str, int], past, future_cat: Dict[str, int], d=16, heads=2, n_past=24, n_fut=6):
        super().__init__()
        self.n_past = n_past
        self.static_emb = nn.ModuleDict({k: nn.Embedding(n, d) for k, n in static.items()})
        self.past_proj = nn.ModuleDict({k: nn.Linear(1, d) for k in past})
        self.future_emb = nn.ModuleDict({k: nn.Embedding(n, d) for k, n in future_cat.items()})
        self.static_vsn = VariableSelection(static, d)
        self.past_vsn = VariableSelection([*past, *future_cat], d, d)
        self.future_vsn = VariableSelection(future_cat, d, d)
        self.ctx = nn.ModuleDict({k: GRN(d, d, d) for k in ("select", "h", "c", "enrich")})
        self.encoder = nn.LSTM(d, d, batch_first=True)
        self.decoder = nn.LSTM(d, d, batch_first=True)
        self.gate_lstm, self.norm_lstm = GLU(d, d), nn.LayerNorm(d)
        self.enrich = GRN(d, d, d, d)
        self.attn = nn.MultiheadAttention(d, heads, batch_first=True)
        self.gate_attn, self.norm_attn = GLU(d, d), nn.LayerNorm(d)
        self.final = GRN(d, d, d)
        self.out = nn.Linear(d, len(self.QUANTILES))
        self.register_buffer("causal", torch.ones(n_fut, n_past + n_fut).triu(n_past + 1).bool())

    def forward(self, batch):
        s, _ = self.static_vsn({k: e(batch["static"][k]) for k, e in self.static_emb.items()})
        ctx = {k: g(s) for k, g in self.ctx.items()}
        known = {k: e(batch["known"][k]) for k, e in self.future_emb.items()}          # B x (P + F) x d
        past = {k: l(batch["past"][k].unsqueeze(-1)) for k, l in self.past_proj.items()}
        past.update({k: v[:, :self.n_past] for k, v in known.items()})
        x_past, w_past = self.past_vsn(past, ctx["select"])
        x_fut, _ = self.future_vsn({k: v[:, self.n_past:] for k, v in known.items()}, ctx["select"])

        state = (ctx["h"].unsqueeze(0), ctx["c"].unsqueeze(0))
        enc, state = self.encoder(x_past, state)
        dec, _ = self.decoder(x_fut, state)
        seq = torch.cat([enc, dec], dim=1)
        seq = self.norm_lstm(self.gate_lstm(seq) + torch.cat([x_past, x_fut], dim=1))
        seq = self.enrich(seq, ctx["enrich"])
        query = seq[:, self.n_past:]
        att, _ = self.attn(query, seq, seq, attn_mask=self.causal)
        return self.out(self.final(self.norm_attn(self.gate_attn(att) + query))), w_past

def pinball(pred, target, quantiles):
    q = torch.tensor(quantiles)
    err = target.unsqueeze(-1) - pred
    return torch.maximum(q * err, (q - 1) * err).mean()

class SalesWindows(Dataset):
    def __init__(self, df: pd.DataFrame, n_past: int, n_fut: int, stride: int = 5):
        self.n_past, self.windows = n_past, []
        for (store, kind), g in df.sort_values("date").groupby(["store", "kind"]):
            for i in range(0, len(g) - n_past - n_fut + 1, stride):
                self.windows.append((store, kind, g.iloc[i:i + n_past + n_fut]))

    def __len__(self):
        return len(self.windows)

    def __getitem__(self, i):
        store, kind, w = self.windows[i]
        p = self.n_past
        return {
            "static": {"store": int(store), "kind": int(kind)},
            "past": {c: np.array(w[c][:p], dtype=np.float32) for c in ("sales", "temp")},
            "known": {"dow": np.array(w["date"].dt.day_of_week, dtype=np.int64), "promo": np.array(w["promo"], dtype=np.int64)},
            "y": np.array(w["sales"][p:], dtype=np.float32),
        }

def make_sales(n_stores=4, n_days=80) -> pd.DataFrame:
    rng = np.random.default_rng(31)
    frames = []
    for s in range(n_stores):
        dates = pd.date_range("2024-01-01", periods=n_days, freq="D")
        promo = (rng.random(n_days) < 0.2).astype(int)
        temp = np.sin(np.arange(n_days) / 15) + 0.2 * rng.normal(size=n_days)
        sales = 0.5 * s + np.cos(2 * np.pi * dates.day_of_week.to_numpy() / 7) + 0.8 * promo + 0.1 * rng.normal(size=n_days)
        frames.append(pd.DataFrame({"date": dates, "store": s, "kind": s % 2, "promo": promo, "temp": temp, "sales": sales}))
    return pd.concat(frames, ignore_index=True)

if __name__ == "__main__":
    df = make_sales()
    df["sales"] = (df["sales"] - df["sales"].mean()) / df["sales"].std()
    loader = DataLoader(SalesWindows(df, 24, 6), batch_size=12, shuffle=True)
    tft = MiniTFT({"store": 4, "kind": 2}, ["sales", "temp"], {"dow": 7, "promo": 2})
    opt = torch.optim.Adam(tft.parameters(), lr=5e-3)
    for epoch in range(2):
        for batch in loader:
            pred, weights = tft(batch)
            loss = pinball(pred, batch["y"], tft.QUANTILES)
            opt.zero_grad()
            loss.backward()
            opt.step()
        print(f"epoch {epoch} pinball {loss.item():.4f}")
    print(dict(zip(tft.past_vsn.names, weights.mean(dim=(0, 1)).tolist())))
