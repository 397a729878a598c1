"""Attention and transformers, with masks."""

HEADER = "import torch\nfrom torch import nn\nimport torch.nn.functional as F"
LIBRARIES = ["torch"]

BOOL = ", dtype=torch.bool"


def zeros(*dims, more=""):
    return f"torch.zeros({', '.join(map(str, dims)) or '()'}{more})"


def heads(rng):
    c = rng.choice
    for _ in range(260):
        embed, n = c([(8, 2), (8, 4), (6, 3), (8, 2), (6, 2)])
        if rng.random() < 0.04:
            n = c([3, 4, 5])
        first, batched = c([False, True]), rng.random() < 0.8
        options = [str(embed), c([str(n), f"num_heads={n}"])]
        kdim, vdim = embed, embed
        if rng.random() < 0.2:
            kdim = c([5, embed])
            options.append(f"kdim={kdim}")
        if rng.random() < 0.2:
            vdim = c([3, embed])
            options.append(f"vdim={vdim}")
        for option in ("bias=False", "add_bias_kv=True", "add_zero_attn=True", "dropout=0.1"):
            if rng.random() < 0.1:
                options.append(option)
        if first:
            options.append("batch_first=True")
        module = f"nn.MultiheadAttention({', '.join(options)})"
        if rng.random() < 0.12:
            yield "torch.nn.MultiheadAttention", f"sum(p.numel() for p in {module}.parameters())"
            continue
        length, source, batch = c([5, 6]), c([5, 7]), c([1, 4])

        def of(time, width, rows):
            return ([rows, time, width] if first else [time, rows, width]) if batched else [time, width]

        wrong = rng.random() < 0.2
        q = of(length, embed + (c([0, 0, 1]) if wrong else 0), batch)
        k = of(source, kdim + (c([0, 0, 1]) if wrong else 0), batch + (c([0, 0, 1]) if wrong else 0))
        v = of(source + (c([0, 0, 1]) if wrong else 0), vdim, k[0 if first else 1] if batched else batch)
        if rng.random() < 0.03:
            q = q[1:]
        options = []
        if rng.random() < 0.3:
            rows = [batch, source] if batched else [source]
            if rng.random() < 0.15:
                rows = c([[source, batch], [batch, length, source], [source + 1]])
            options.append("key_padding_mask=" + zeros(*rows, more=c([BOOL, BOOL, "", ", dtype=torch.int64"])))
        if rng.random() < 0.3:
            mask = c([[length, source], [batch * n if batched else n, length, source]])
            if rng.random() < 0.2:
                mask = c([[source, length], [batch, length, source], [length], [length, length]])
            options.append("attn_mask=" + zeros(*mask, more=c([BOOL, BOOL, "", ", dtype=torch.int64"])))
        options += [o for o in ("need_weights=False", "average_attn_weights=False", "is_causal=True") if rng.random() < 0.12]
        given = ", ".join([zeros(*q), zeros(*k), zeros(*v), *options])
        out = c(["{}[0]", "{}", "{}"]).format(f"{module}({given})")
        yield "torch.nn.MultiheadAttention", out
    for _ in range(60):
        embed = c([8, 6])
        x = f"x = torch.zeros(4, 5, {embed})\nattention = nn.MultiheadAttention({embed}, 2, batch_first=True)\n"
        yield "torch.nn.MultiheadAttention", x + c(["out, weights = attention(x, x, x)\n(out, weights)", "out, _ = attention(x, x, x, need_weights=False)\nout + x", "attention(x, x)", "attention(x, x, x)[1]", "nn.Linear(8, 3)(attention(x, x, x)[0])"])


def layers(rng):
    c = rng.choice
    for _ in range(260):
        part = c(["Encoder", "Encoder", "Decoder"])
        width, n = c([(8, 2), (8, 4), (6, 3)])
        if rng.random() < 0.03:
            n = 5
        first, batched = c([False, True]), rng.random() < 0.85
        options = [str(width), c([str(n), f"nhead={n}"])]
        options += [o for o in ("dim_feedforward=16", "dropout=0.0", "activation='gelu'", "bias=False", "norm_first=True") if rng.random() < 0.2]
        if first:
            options.append("batch_first=True")
        module = f"nn.Transformer{part}Layer({', '.join(options)})"
        stacked = rng.random() < 0.5
        if stacked:
            norm = c(["", "", f", norm=nn.LayerNorm({width})"])
            module = f"nn.Transformer{part}({module}, {c(['2', 'num_layers=3', '1'])}{norm})"
        name = f"torch.nn.Transformer{part}{'' if stacked else 'Layer'}"
        if rng.random() < 0.15:
            yield name, f"sum(p.numel() for p in {module}.parameters())"
            continue
        time, batch, source = c([5, 6]), c([1, 4]), c([5, 7])
        wide = width + (1 if rng.random() < 0.08 else 0)
        own = ([batch, time, wide] if first else [time, batch, wide]) if batched else [time, wide]
        if rng.random() < 0.03:
            own = c([[wide], [1, *own, wide][: 4]])
        given = [zeros(*own)]
        if part == "Decoder":
            rows = batch + (1 if rng.random() < 0.08 else 0)
            deep = width + (1 if rng.random() < 0.06 else 0)
            given.append(zeros(*(([rows, source, deep] if first else [source, rows, deep]) if batched else [source, deep])))
        mask_name = {"Encoder": "mask" if stacked else "src_mask", "Decoder": "tgt_mask"}[part]
        if rng.random() < 0.3:
            side = time + (1 if rng.random() < 0.15 else 0)
            given.append(f"{mask_name}={c([zeros(side, side), zeros(side, side, more=BOOL), f'nn.Transformer.generate_square_subsequent_mask({side})'])}")
        if rng.random() < 0.25:
            rows = [batch, time] if batched else [time]
            if rng.random() < 0.15:
                rows = [time + 1, batch]
            given.append(f"{'src' if part == 'Encoder' else 'tgt'}_key_padding_mask={zeros(*rows, more=BOOL)}")
        if part == "Decoder" and rng.random() < 0.25:
            given.append(f"memory_mask={zeros(time, source if rng.random() < 0.8 else source + 1)}")
        if part == "Decoder" and rng.random() < 0.2:
            rows = [batch, source] if batched else [source]
            given.append(f"memory_key_padding_mask={zeros(*rows, more=BOOL)}")
        yield name, f"{module}({', '.join(given)})"


def whole(rng):
    c = rng.choice
    for _ in range(110):
        first = c([False, True])
        module = f"nn.Transformer({c(['8, 2', 'd_model=8, nhead=4', '8, nhead=2'])}, {c(['num_encoder_layers=1, num_decoder_layers=1', 'num_encoder_layers=2, num_decoder_layers=1'])}, dim_feedforward=16{', batch_first=True' if first else ''}{c(['', '', ', norm_first=True', ', bias=False'])})"
        if rng.random() < 0.15:
            yield "torch.nn.Transformer", f"sum(p.numel() for p in {module}.parameters())"
            continue
        batch, s, t = c([1, 4]), c([5, 6]), c([6, 7])
        width = 8 + (1 if rng.random() < 0.1 else 0)
        rows = batch + (1 if rng.random() < 0.1 else 0)
        batched = rng.random() < 0.85
        src = ([batch, s, width] if first else [s, batch, width]) if batched else [s, width]
        tgt = ([rows, t, width] if first else [t, rows, width]) if batched else [t, width]
        given = [zeros(*src), zeros(*tgt)]
        if rng.random() < 0.4:
            side = t + (1 if rng.random() < 0.2 else 0)
            given.append(f"tgt_mask={c([zeros(side, side), f'nn.Transformer.generate_square_subsequent_mask({side})'])}")
        if rng.random() < 0.25:
            given.append(f"src_key_padding_mask={zeros(*([batch, s] if batched else [s]), more=BOOL)}")
        if rng.random() < 0.2:
            given.append(f"memory_mask={zeros(t, s if rng.random() < 0.8 else s + 1)}")
        yield "torch.nn.Transformer", f"{module}({', '.join(given)})"
    for n in (1, 4, 9):
        yield "torch.nn.Transformer.generate_square_subsequent_mask", f"nn.Transformer.generate_square_subsequent_mask({n})"


def products(rng):
    c = rng.choice
    for _ in range(140):
        lead = c([[], [2], [2, 4], [2, 4]])
        length, source, width, out = c([5, 6]), c([6, 7]), c([8, 4]), c([8, 3])
        q, k, v = [*lead, length, width], [*lead, source, width], [*lead, source, out]
        if rng.random() < 0.25:
            k = c([[*lead, source, width + 1], [*lead, source + 1, width], [1, *k[1:]], k[1:] if len(k) > 2 else k, [3, *k[1:]] if lead else k])
        options = []
        if rng.random() < 0.35:
            mask = c([[length, source], [*lead, length, source], [1, source], [length, 1]])
            if rng.random() < 0.15:
                mask = [source, length]
            options.append(c(["", "attn_mask="]) + zeros(*mask, more=c([BOOL, BOOL, "", ", dtype=torch.int64"])))
        options += [o for o in ("is_causal=True", "dropout_p=0.1", "scale=0.5") if rng.random() < 0.12]
        more = c(["", "", "", "", ", dtype=torch.float64"])
        yield "torch.nn.functional.scaled_dot_product_attention", f"F.scaled_dot_product_attention({', '.join([zeros(*q), zeros(*k, more=more), zeros(*v, more=more), *options])})"
    for _ in range(10):
        yield "torch.nn.functional.scaled_dot_product_attention", f"F.scaled_dot_product_attention({zeros(2, 8, 5, 4)}, {zeros(2, 2, 6, 4)}, {zeros(2, 2, 6, c([3, 4]))}, enable_gqa=True)"


def cases(rng):
    yield from heads(rng)
    yield from layers(rng)
    yield from whole(rng)
    yield from products(rng)
