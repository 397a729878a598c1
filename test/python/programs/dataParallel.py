"""A model behind `DistributedDataParallel`, in a group of one process."""

import json
import os

import torch
import torch.distributed as dist
import torch.nn.functional as F
import torch.optim as optim
import torchvision.models as models
from torch.nn.parallel import DistributedDataParallel as DDP

torch.manual_seed(0)
dataset = torch.utils.data.TensorDataset(torch.rand(8, 3, 64, 64), torch.randint(0, 1000, (8,)))
dataloader = torch.utils.data.DataLoader(dataset, batch_size=4)

# What torchrun tells each process.
os.environ.update(RANK="0", WORLD_SIZE="1", MASTER_ADDR="127.0.0.1")
dist.init_process_group(backend="gloo")
model = models.resnet50()
ddp_model = DDP(model)
optimizer = optim.SGD(ddp_model.parameters(), lr=0.01)
losses = []
for epoch in range(2):
    for inputs, labels in dataloader:
        optimizer.zero_grad()
        outputs = ddp_model(inputs)
        loss = F.cross_entropy(outputs, labels)
        loss.backward()
        optimizer.step()
        losses.append(loss.item())

with open("log.json", "w") as file:
    json.dump({"losses": losses, "params": sum(p.numel() for p in model.parameters())}, file)
