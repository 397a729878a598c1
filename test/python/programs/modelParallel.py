"""The stages of a network lie on several devices, as far as there are any."""

import json

import torch
import torch.nn as nn
import torch.nn.functional as F
import torch.optim as optim
import torchvision.models as models

torch.manual_seed(0)
dataset = torch.utils.data.TensorDataset(torch.rand(8, 3, 64, 64), torch.randint(0, 1000, (8,)))
dataloader = torch.utils.data.DataLoader(dataset, batch_size=4)
devices = ["cuda:%d" % (i % torch.cuda.device_count()) if torch.cuda.is_available() else "cpu" for i in range(4)]


class ModelParallelResNet50(nn.Module):
    def __init__(self):
        super(ModelParallelResNet50, self).__init__()
        stages = models.resnet50()
        self.model = nn.Sequential(
            nn.Sequential(stages.conv1, stages.bn1, stages.relu, stages.maxpool, stages.layer1).to(devices[0]),
            stages.layer2.to(devices[1]),
            stages.layer3.to(devices[2]),
            nn.Sequential(stages.layer4, nn.AdaptiveAvgPool2d(1), nn.Flatten(1), nn.Linear(2048, 1000)).to(devices[3]),
        )

    def forward(self, x):
        for layer in self.model:
            x = layer(x.to(next(layer.parameters()).device))
        return x


model = ModelParallelResNet50()
optimizer = optim.SGD(model.parameters(), lr=0.01)
losses = []
for epoch in range(2):
    for inputs, labels in dataloader:
        inputs, labels = inputs.to(devices[0]), labels.to(devices[3])
        optimizer.zero_grad()
        outputs = model(inputs)
        loss = F.cross_entropy(outputs, labels)
        loss.backward()
        optimizer.step()
        losses.append(loss.item())

with open("log.json", "w") as file:
    json.dump({"losses": losses, "params": sum(p.numel() for p in model.parameters())}, file)
