"""PyTorch's Fourier transforms, along one axis, along several and of pieces of a signal, and the weights of the pieces."""

HEADER = "import torch"
LIBRARIES = ["torch"]


def cases(rng):
    c = rng.choice
    shapes = ["2, 3, 8", "4, 7", "9", "2, 2, 4, 6"]

    def one(shape, dtype):
        return f"torch.ones({shape})" if dtype == "float32" else f"torch.ones({shape}, dtype=torch.{dtype})"

    def typed():
        return c(["float32", "float32", "float64", "int64", "complex64", "complex128", "bool"])

    for name in ("fft", "ifft", "rfft", "irfft", "hfft", "ihfft"):
        for _ in range(16):
            shape = c(shapes)
            rank = shape.count(",") + 1
            tail = c(["", "", ", 5", ", n=6", f", dim={c([0, -1, rank - 1])}", f", n=4, dim={c([0, -rank])}", ", norm='ortho'", ", None, 0", f", dim={rank}", ", n=0"])
            yield f"torch.fft.{name}", f"torch.fft.{name}({one(shape, typed())}{tail})"
        for _ in range(9):
            tail = c(["", "", ", s=(4, 6)", ", (3, 5)", ", dim=(0, 1)", ", s=(5, -1)", ", norm='forward'", ", dim=(0, 5)", ", s=(4,), dim=(0, 1)"])
            yield f"torch.fft.{name}2", f"torch.fft.{name}2({one(c(shapes[:2] + shapes[3:]), typed())}{tail})"
            tail = c(["", "", ", s=(4, 6)", ", s=(5,)", ", dim=(0, 1)", ", dim=-1", ", s=(5, -1), dim=(0, 1)", ", dim=(0, 5)", ", s=(4, 5), dim=(0,)"])
            yield f"torch.fft.{name}n", f"torch.fft.{name}n({one(c(shapes[:2] + shapes[3:]), typed())}{tail})"
    for _ in range(10):
        n = c([1, 5, 8, 9])
        name = c(["fftfreq", "rfftfreq"])
        yield f"torch.fft.{name}", f"torch.fft.{name}({n}{c(['', ', 0.5', ', d=2.0', ', dtype=torch.float64'])})"
        name = c(["fftshift", "ifftshift"])
        yield f"torch.fft.{name}", f"torch.fft.{name}({one(c(shapes), typed())}{c(['', ', dim=0', ', dim=(0,)', ', -1', ', dim=7'])})"
        name = c(["hann", "hamming", "blackman", "bartlett", "kaiser"])
        yield f"torch.{name}_window", f"torch.{name}_window({c([5, 8, 1, 0, -1])}{c(['', ', False', ', periodic=True', ', dtype=torch.float64'])})"
    for _ in range(40):
        shape = c(["100", "2, 100", "2, 128", "1, 2, 100"])
        tail = c(["", ", 4", ", hop_length=8", ", center=False", ", onesided=False", ", normalized=True", ", window=torch.hann_window(16)", ", 4, 8, torch.hann_window(8)"])
        how = c([", return_complex=True"] * 5 + ["", ", return_complex=False"])
        yield "torch.stft", c(["torch.stft({}, 16{}{})", "{}.stft(16{}{})"]).format(one(shape, c(["float32", "float32", "float64", "complex64"])), tail, how)
        tail = c(["", ", 4", ", hop_length=8, window=torch.ones(16)", ", window=torch.hann_window(16)", ", length=90", ", 4, 16"])
        yield "torch.istft", c(["torch.istft({}, 16{})", "{}.istft(16{})"]).format(one(c(["9, 26", "2, 9, 26", "9, 20", "9"]), c(["complex64", "complex64", "complex128", "float32"])), tail)
