"""Several processes that the program starts train one model together."""

import json
import os

import torch
import torch.distributed as dist
import torch.nn as nn
import torch.nn.functional as F
import torch.optim as optim
import torchvision.models as models
from torch.multiprocessing import Process

dataset = torch.utils.data.TensorDataset(torch.rand(8, 3, 64, 64), torch.randint(0, 1000, (8,)))
dataloader = torch.utils.data.DataLoader(dataset, batch_size=4)


def train(rank, world_size):
    os.environ.setdefault("MASTER_ADDR", "127.0.0.1")
    dist.init_process_group(backend="gloo", rank=rank, world_size=world_size)
    torch.set_num_threads(1)
    torch.manual_seed(rank)
    model = models.resnet50()
    ddp_model = nn.parallel.DistributedDataParallel(model)
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
    with open("log%d.json" % rank, "w") as file:
        json.dump({"losses": losses, "params": sum(p.numel() for p in model.parameters())}, file)
    dist.destroy_process_group()


def main():
    world_size = 2
    processes = []
    for rank in range(world_size):
        p = Process(target=train, args=(rank, world_size))
        p.start()
        processes.append(p)
    for p in processes:
        p.join()
        assert p.exitcode == 0, p.exitcode


if __name__ == "__main__":
    main()
