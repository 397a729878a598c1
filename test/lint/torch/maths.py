import torch


# Batches of logits, whose classes are on the last axis.
logits = torch.randn(16, 10)
probs = torch.softmax(logits, dim=-1)  #> [16, 10]
best, where = probs.max(dim=1)
top = probs.topk(3).values  #> [16, 3]
centered = logits - logits.mean(0, keepdim=True)  #> [16, 10]

probs.softmax(dim=2)  #! error[axis-out-of-range]: no axis 2
probs.topk(11)  #! error[axis-out-of-range]: 11 of 10
centered + torch.randn(16)  #! error[broadcast-mismatch]: differ on axis -1

counts = torch.ones(10, dtype=torch.int64)
counts.mean()  #! error[dtype-mismatch]: mean does not take int64
counts /= 2  #! error[dtype-mismatch]: keeps the element type
counts.add_(0.5)  #! error[dtype-mismatch]: keeps the element type
mask = probs > 0.5  #> [16, 10]
inverted = 1 - mask  #! error[dtype-mismatch]: does not subtract truth values
flipped = -mask  #! error[dtype-mismatch]: no operation for bool

total = torch.zeros(())
total += probs.sum(dim=1)  #! error[broadcast-mismatch]: keeps the shape
weights = torch.ones(10)
weights.mul_(torch.ones(16, 10))  #! error[broadcast-mismatch]: keeps the shape
bad = [1.0, 2.0] + weights  #! error[dtype-mismatch]: does not take list and Tensor
torch.sqrt(2.0)  #! error[dtype-mismatch]: must be a tensor
