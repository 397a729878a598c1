import torch


def normalize(x, eps=1e-5):
    mean = x.mean(dim=-1, keepdim=True)
    var = x.var(dim=-1, keepdim=True, unbiased=False)
    return (x - mean) / torch.sqrt(var + eps)


def attention(q, k, v, mask=None):
    scores = q @ k.transpose(-2, -1) / q.size(-1) ** 0.5
    if mask is not None:
        scores = scores.masked_fill(mask == 0, float('-inf'))
    return scores.softmax(dim=-1) @ v


def accuracy(logits, labels):
    return (logits.argmax(dim=1) == labels).float().mean().item()


x = torch.randn(8, 5, 64)
y = normalize(x)  #> [8, 5, 64]
loss = 0.0
for step in range(3):
    loss += (y**2).sum()
running = torch.zeros(64)
running *= 0.9
running += 0.1 * x.mean((0, 1))
running.clamp_(min=0).sqrt_().mul_(2)
values, indices = x.sort(dim=-1, descending=True)
flags = (x > 0) & ~(x > 1) | (x < -1)
share = flags.sum() / flags.numel()
scale = 2 * torch.exp(-x.abs()) - 1 / (x**2 + 1)  #> [8, 5, 64]
low, high = torch.aminmax(x)
out = torch.std_mean(x, dim=0)[1]  #> [5, 64]
