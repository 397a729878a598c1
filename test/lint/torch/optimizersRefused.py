#- framework: torch
# Optimizers and schedules that PyTorch refuses.
import torch
from torch import nn, optim
from torch.optim.lr_scheduler import OneCycleLR, ReduceLROnPlateau, StepLR

model = nn.Linear(8, 3)
opt = optim.SGD(model.parameters(), lr=0.1)
optim.Adam(model)  #! error[dtype-mismatch]: Adam takes the parameters of a module, not the module itself: .parameters() gives them
optim.Adam(model.parameters)  #! error[dtype-mismatch]: Adam takes the parameters of a module, it gets a method that is not called
optim.SGD(model.parameters(), lr=0.1, nesterov=True)  #! error[unknown-argument]: SGD: nesterov needs a momentum, and no dampening
optim.Adam(model.parameters(), learning_rate=0.1)  #! error[unknown-argument]: Adam does not take learning_rate
optim.Adam([model.parameters(), model.parameters()])  #! error[dtype-mismatch]: Adam takes tensors one by one; one of the parameters is a list of them or a module
plateau = ReduceLROnPlateau(opt, 'min')
plateau.step()  #! error[missing-argument]: step needs metrics
StepLR(model, 3)  #! error[dtype-mismatch]: StepLR takes an optimizer first
StepLR(opt)  #! error[missing-argument]: StepLR needs step_size
OneCycleLR(opt, 0.1)  #! error[missing-argument]: OneCycleLR needs total_steps, or epochs, steps_per_epoch
m2 = torch.compile(model)
o = m2(torch.zeros(2, 9))
#   ^^^^^^^^^^^^^^^^^^^^^ error[dim-mismatch]: Linear expects 8 features, gets 9: (2, 9)
class MyOpt(optim.Optimizer):
    def __init__(self, params, lr=0.1):
        super().__init__(params, dict(lr=lr))
    def step(self):
        for g in self.param_groups:
            pass
MyOpt(model.parameters()).zero_grad()
@torch.compile
def f(a): return a
f(1, 2)  #! error[unknown-argument]: f takes at most 1 positional arguments, it gets 2
