#- framework: torch
# Optimizers, schedules and modes as programs use them.
import torch
from torch import nn, optim
from torch.optim import Adam, SGD
from torch.optim.lr_scheduler import StepLR, ReduceLROnPlateau, OneCycleLR
from torch.utils.data import DataLoader, TensorDataset
device = torch.device('cuda' if torch.cuda.is_available() else 'cpu')
model = nn.Sequential(nn.Linear(8, 16), nn.Linear(16, 3)).to(device)
opt = optim.AdamW(model.parameters(), lr=1e-3, weight_decay=0.01)
opt2 = SGD([{'params': model.parameters(), 'lr': 0.1}], momentum=0.9, nesterov=True)
opt3 = Adam(list(model.parameters()) + list(model.parameters()))
opt4 = Adam(filter(lambda p: p.requires_grad, model.parameters()))
sched = StepLR(opt, step_size=3)
scaler = torch.cuda.amp.GradScaler()
loader = DataLoader(TensorDataset(torch.zeros(64, 8), torch.zeros(64)), 16)
@torch.no_grad()
def evaluate(net, x):
    return net(x)
for e in range(2):
    for x, y in loader:
        opt.zero_grad()
        with torch.autocast('cuda'):
            out = model(x).mean()
        scaler.scale(out).backward()
        scaler.step(opt)
        scaler.update()
    sched.step()
    for g in opt.param_groups:
        g['lr'] = 0.1
    with torch.no_grad():
        r = evaluate(model, x)
