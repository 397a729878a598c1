import torch
from einops import rearrange, reduce, repeat
from einops.layers.torch import Rearrange
from torch import nn

images = torch.randn(8, 3, 32, 32)
patches = rearrange(images, 'b c (h p1) (w p2) -> b (h w) (p1 p2 c)', p1=8, p2=8)  #> [8, 16, 192]
rearrange(images, 'b c (h p) w -> b c h p w', p=5)  #! error[reshape-size]: cannot be divided by 5
rearrange(images, 'b h w -> b w h')  #! error[rank-mismatch]: takes a tensor with 3 axes
rearrange(images, 'b c h w -> b h w')  #! error[unknown-argument]: 'c'
pooled = reduce(images, 'b c h w -> b c', 'mean')  #> [8, 3]
token = repeat(torch.zeros(1, 1, 192), '1 1 d -> b 1 d', b=8)  #> [8, 1, 192]

embed = nn.Sequential(Rearrange('b c (h p) (w q) -> b (h w) (c p q)', p=8, q=8), nn.Linear(64, 128))
embed(images)  #! error[dim-mismatch]: expects 64 features


def attend(q, k, v, heads=8):
    q, k, v = (rearrange(t, 'b n (h d) -> b h n d', h=heads) for t in (q, k, v))
    weights = torch.einsum('bhid,bhjd->bhij', q, k).softmax(dim=-1)
    return rearrange(weights @ v, 'b h n d -> b n (h d)')


x = torch.randn(2, 10, 512)
y = attend(x, x, x)  #> [2, 10, 512]
