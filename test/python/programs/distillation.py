"""A student network learns from a teacher, and from labels."""

import json

import torch
import torch.nn.functional as F
import torchvision.models as models

torch.manual_seed(0)
dataset = torch.utils.data.TensorDataset(torch.rand(10, 3, 64, 64), torch.randint(0, 1000, (10,)))
dataloader = torch.utils.data.DataLoader(dataset, batch_size=4, shuffle=True)

# Define teacher and student models
teacher_model = models.resnet50(weights=None)
teacher_model.eval()
student_model = models.resnet18()


# Define a knowledge distillation loss function
def distillation_loss(student_outputs, teacher_outputs, labels, alpha=0.5, temperature=2.0):
    loss_ce = F.cross_entropy(student_outputs, labels)
    loss_kd = F.kl_div(
        F.log_softmax(student_outputs / temperature, dim=1),
        F.softmax(teacher_outputs / temperature, dim=1),
        reduction="batchmean",
    ) * (temperature**2)
    return alpha * loss_ce + (1 - alpha) * loss_kd


# Example training loop
optimizer = torch.optim.SGD(student_model.parameters(), lr=0.01, momentum=0.9)
losses = []
for epoch in range(2):
    for inputs, labels in dataloader:
        optimizer.zero_grad()
        student_outputs = student_model(inputs)
        with torch.no_grad():
            teacher_outputs = teacher_model(inputs)
        loss = distillation_loss(student_outputs, teacher_outputs, labels)
        loss.backward()
        optimizer.step()
        losses.append(loss.item())

with open("log.json", "w") as file:
    json.dump({"losses": losses, "params": sum(p.numel() for p in student_model.parameters())}, file)
