"""Train a tiny GPT-2 on three-digit additions, written as character strings."""
import argparse
import random

import torch
import torch.nn.functional as F
from torch.utils.data import Dataset, DataLoader
from transformers import GPT2Config, GPT2LMHeadModel

CHARS = "0123456789+=;"
stoi = {ch: i + 1 for i, ch in enumerate(CHARS)}       # 0 is padding
itos = {i: ch for ch, i in stoi.items()}


def encode(s):
    return [stoi[c] for c in s]


def decode(ids):
    return "".join(itos.get(int(i), "_") for i in ids)


class AdditionDataset(Dataset):
    def __init__(self, n, ndigit=2, seed=0):
        r = random.Random(seed)
        self.block_size = 3 * ndigit + 4
        self.rows = []
        for _ in range(n):
            a, b = r.randrange(10 ** ndigit), r.randrange(10 ** ndigit)
            self.rows.append(f"{a}+{b}={str(a + b)[::-1]};")

    def __len__(self):
        return len(self.rows)

    def __getitem__(self, i):
        ids = encode(self.rows[i])
        eq = self.rows[i].index("=")
        pad = self.block_size - len(ids)
        input_ids = torch.tensor(ids + [0] * pad)
        attention_mask = torch.tensor([1] * len(ids) + [0] * pad)
        labels = input_ids.clone()
        labels[: eq + 1] = -100                        # learn the answer only
        labels[len(ids):] = -100
        return input_ids, attention_mask, labels


def lm_loss(logits, labels):
    shift_logits = logits[:, :-1, :].contiguous()
    shift_labels = labels[:, 1:].contiguous()
    return F.cross_entropy(shift_logits.view(-1, shift_logits.size(-1)), shift_labels.view(-1), ignore_index=-100)


@torch.no_grad()
def greedy(model, prompt, max_new):
    model.eval()
    ids = torch.tensor([encode(prompt)])
    past = None
    out = ids
    for _ in range(max_new):
        step = out if past is None else out[:, -1:]
        res = model(input_ids=step, past_key_values=past, use_cache=True)
        past = res.past_key_values
        nxt = res.logits[:, -1, :].argmax(dim=-1, keepdim=True)
        out = torch.cat([out, nxt], dim=1)
        if nxt.item() == stoi[";"]:
            break
    return decode(out[0])


def main(args):
    torch.manual_seed(args.seed)
    data = AdditionDataset(args.samples)
    loader = DataLoader(data, batch_size=args.batch_size, shuffle=True)
    config = GPT2Config(
        vocab_size=len(CHARS) + 1,
        n_positions=32,
        n_embd=args.n_embd,
        n_layer=2,
        n_head=4,
        resid_pdrop=0.0,
        embd_pdrop=0.0,
        attn_pdrop=0.0,
        bos_token_id=stoi[";"],
        eos_token_id=stoi[";"],
    )
    model = GPT2LMHeadModel(config)
    print("params: %.1fk" % (sum(p.numel() for p in model.parameters()) / 1e3))

    optimizer = torch.optim.AdamW(model.parameters(), lr=args.lr, betas=(0.9, 0.95))
    total = args.epochs * len(loader)
    scheduler = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda s: min(1.0, (s + 1) / 5) * (1 - s / (total + 1)))

    for epoch in range(args.epochs):
        model.train()
        n_correct = n_tok = 0
        for input_ids, attention_mask, labels in loader:
            logits = model(input_ids, attention_mask=attention_mask).logits
            loss = lm_loss(logits, labels)
            optimizer.zero_grad(set_to_none=True)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            scheduler.step()

            keep = labels[:, 1:] != -100
            n_correct += (logits[:, :-1].argmax(-1)[keep] == labels[:, 1:][keep]).sum().item()
            n_tok += keep.sum().item()
        print(f"epoch {epoch} loss {loss.item():.3f} token acc {n_correct / n_tok:.3f}")

    for prompt in ("12+30=", "7+8="):
        print(greedy(model, prompt, 5))


if __name__ == "__main__":
    p = argparse.ArgumentParser()
    p.add_argument("--samples", type=int, default=256)
    p.add_argument("--batch_size", type=int, default=32)
    p.add_argument("--n_embd", type=int, default=32)
    p.add_argument("--epochs", type=int, default=2)
    p.add_argument("--lr", type=float, default=3e-3)
    p.add_argument("--seed", type=int, default=1337)
    main(p.parse_args())
