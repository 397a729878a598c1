"""Recurrent modules, their cells and packed sequences."""

HEADER = "import torch\nfrom torch import nn\nfrom torch.nn.utils.rnn import pack_padded_sequence, pad_packed_sequence, pad_sequence, pack_sequence, unpad_sequence"
LIBRARIES = ["torch"]


def shape_text(dims):
    return ", ".join(map(str, dims)) if dims else "()"


def recurrent(rng):
    c = rng.choice
    for _ in range(420):
        kind = c(["RNN", "LSTM", "GRU"])
        size, hidden, layers = c([3, 8]), c([4, 6]), c([1, 1, 2, 3])
        batch_first, both = c([False, True]), c([False, False, True])
        options = [str(size), c([str(hidden), f"hidden_size={hidden}"])]
        named = "hidden_size" in options[1]
        if layers != 1:
            options.append(f"num_layers={layers}" if named or rng.random() < 0.6 else str(layers))
        if kind == "RNN" and rng.random() < 0.3:
            options.append(c(["nonlinearity='relu'", "nonlinearity='tanh'"]))
        proj = c([2, 3]) if kind == "LSTM" and rng.random() < 0.25 else 0
        if proj:
            options.append(f"proj_size={proj}")
        if batch_first:
            options.append("batch_first=True")
        if both:
            options.append("bidirectional=True")
        if rng.random() < 0.15:
            options.append(c(["bias=False", "dropout=0.0", "dropout=0.0, bias=True"]))
        elif rng.random() < 0.05:
            options.append(c(["dropout=1.5", "dropout=-0.1"]))
        module = f"nn.{kind}({', '.join(options)})"
        batch, time = c([1, 4, 5]), c([5, 7])
        batched = rng.random() < 0.8
        width = size if rng.random() < 0.9 else size + 1
        dims = ([batch, time, width] if batch_first else [time, batch, width]) if batched else [time, width]
        if rng.random() < 0.04:
            dims = c([[width], [2, *dims, width][:4] if batched else [1, 1, *dims]])
        x = f"torch.zeros({shape_text(dims)}{c(['', '', '', '', '', '', '', '', ', dtype=torch.int64']) if rng.random() < 0.3 else ''})"
        stacked, out = layers * (2 if both else 1), proj or hidden
        wrong = rng.random() < 0.25

        def state(n):
            lead = stacked + (c([0, 1]) if wrong else 0)
            rows = batch + (c([0, 0, 1]) if wrong else 0)
            last = n + (c([0, 0, 1]) if wrong else 0)
            return f"torch.zeros({lead}, {rows}, {last})" if batched else f"torch.zeros({lead}, {last})"

        hx = ""
        if rng.random() < 0.45:
            hx = f"({state(out)}, {state(hidden)})" if kind == "LSTM" else state(hidden)
            if rng.random() < 0.06:
                hx = state(hidden) if kind == "LSTM" else f"({state(hidden)}, {state(hidden)})"
            hx = f", {c(['', 'hx='])}{hx}"
        name = f"torch.nn.{kind}"
        how = rng.random()
        if how < 0.3:
            yield name, f"{module}({x}{hx})[0]"
        elif how < 0.65:
            last = "out, (h, c)" if kind == "LSTM" else "out, h"
            yield name, f"rnn = {module}\n{last} = rnn({x}{hx})\n({'out, h, c' if kind == 'LSTM' else 'out, h'})"
        elif how < 0.85:
            yield name, f"rnn = {module}\nout, state = rnn({x}{hx})\n{c(['out', 'state[0]', 'out[-1]'])}"
        else:
            yield name, f"sum(p.numel() for p in {module}.parameters())"
    for kind in ("RNN", "LSTM", "GRU"):
        for wrong in ("8, 0", "8, 16, 0", "0, 16", "8, 16.0", "8, 16, proj_size=16", "8, 16, proj_size=20", "8", ""):
            yield f"torch.nn.{kind}", f"rnn = nn.{kind}({wrong})\nrnn(torch.zeros(5, 4, 8))[0]"


def cells(rng):
    c = rng.choice
    for _ in range(210):
        kind = c(["RNN", "LSTM", "GRU"])
        size, hidden, batch = c([3, 8]), c([4, 6]), c([1, 4])
        batched = rng.random() < 0.8
        width = size if rng.random() < 0.88 else size + 1
        x = f"torch.zeros({batch}, {width})" if batched else f"torch.zeros({width})"
        if rng.random() < 0.05:
            x = f"torch.zeros(2, {batch}, {width})"
        module = f"nn.{kind}Cell({size}, {hidden}{c(['', '', ', bias=False', ', False'])})"
        rows = batch + (1 if rng.random() < 0.12 else 0)
        last = hidden + (1 if rng.random() < 0.1 else 0)
        one = f"torch.zeros({rows}, {last})" if batched else f"torch.zeros({last})"
        hx = "" if rng.random() < 0.5 else f", ({one}, {one})" if kind == "LSTM" else f", {one}"
        if rng.random() < 0.15:
            yield f"torch.nn.{kind}Cell", f"sum(p.numel() for p in {module}.parameters())"
        elif kind == "LSTM" and rng.random() < 0.5:
            yield f"torch.nn.{kind}Cell", f"cell = {module}\nh, c = cell({x}{hx})\nh"
        else:
            yield f"torch.nn.{kind}Cell", f"{module}({x}{hx})"


def packed(rng):
    c = rng.choice
    for _ in range(170):
        batch_first = c([False, True])
        size, batch, time = c([3, 8]), 2, 6
        lengths = c(["[6, 3]", "[5, 5]", "(6, 1)", "[4, 2]"])
        if rng.random() < 0.1:
            lengths = c(["[3, 6]", "[6, 0]", "[6, 4, 2]"])
        dims = (batch, time, size) if batch_first else (time, batch, size)
        x = f"torch.zeros{dims}"
        pack = f"pack_padded_sequence({x}, {lengths}{', batch_first=True' if batch_first else ''}{c(['', '', ', enforce_sorted=False'])})"
        how = rng.random()
        if how < 0.2:
            yield "torch.nn.utils.rnn.pack_padded_sequence", f"{pack}.{c(['data', 'data', 'batch_sizes'])}"
        elif how < 0.4:
            total = c(["", "", ", total_length=8", ", total_length=3"])
            yield "torch.nn.utils.rnn.pad_packed_sequence", f"pad_packed_sequence({pack}{c(['', ', batch_first=True', ', True'])}{total})"
        else:
            kind = c(["RNN", "LSTM", "GRU"])
            hidden, both = c([4, 6]), c(["", ", bidirectional=True"])
            got = size if rng.random() < 0.9 else size + 1
            rnn = f"nn.{kind}({got}, {hidden}{both}{c(['', ', batch_first=True', ', num_layers=2'])})"
            state = "(h, c)" if kind == "LSTM" else "h"
            before = f"packed = {pack}\nout, {state} = {rnn}(packed)\n"
            yield f"torch.nn.{kind}", before + c(["out.data", "h", f"pad_packed_sequence(out{c(['', ', batch_first=True'])})", f"pad_packed_sequence(out{c(['', ', batch_first=True'])})[0]"])
    for _ in range(70):
        lengths = [c([1, 3, 5]) for _ in range(c([1, 2, 3]))]
        size = c(["", ", 4", ", 4, 2"])
        parts = [f"torch.zeros({n}{size})" for n in lengths]
        if rng.random() < 0.1:
            parts.append(f"torch.zeros(2{c([', 9', ', 3, 3'])})")
        given = f"[{', '.join(parts)}]"
        if rng.random() < 0.55:
            yield "torch.nn.utils.rnn.pad_sequence", f"pad_sequence({given}{c(['', '', ', batch_first=True', ', True', ', padding_value=1.0', ', True, 0.5'])})"
        else:
            yield "torch.nn.utils.rnn.pack_sequence", f"pack_sequence({given}{c(['', ', enforce_sorted=False', ', enforce_sorted=False'])}).{c(['data', 'batch_sizes'])}"


def stacks(rng):
    c = rng.choice
    for _ in range(60):
        kind = c(["RNN", "LSTM", "GRU"])
        hidden = c([4, 6])
        right = f"nn.Linear({hidden}, 3)"
        first = f"rnn = nn.{kind}(8, {hidden}, batch_first=True)\nhead = {c([right, right, 'nn.Linear(5, 3)'])}\n"
        use = c([
            "out, _ = rnn(torch.zeros(4, 7, 8))\nhead(out[:, -1, :])",
            "out, _ = rnn(torch.zeros(4, 7, 8))\nhead(out)",
            "out = rnn(torch.zeros(4, 7, 8))\nhead(out)",
            f"_, {'(h, c)' if kind == 'LSTM' else 'h'} = rnn(torch.zeros(4, 7, 8))\nhead(h[-1])",
        ])
        yield f"torch.nn.{kind}", first + use


def cases(rng):
    yield from recurrent(rng)
    yield from cells(rng)
    yield from packed(rng)
    yield from stacks(rng)
