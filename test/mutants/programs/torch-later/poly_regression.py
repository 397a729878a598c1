import math
import torch
import matplotlib
matplotlib.use('Agg')
import matplotlib.pyplot as plt


class Polynomial(torch.nn.Module):
    def __init__(self, degree, n_outputs=1):
        """
        One weight per power of x and output, and one bias per output.
        """
        super().__init__()
        self.degree = degree
        self.weight = torch.nn.Parameter(torch.randn(degree, n_outputs) * 0.1)
        self.bias = torch.nn.Parameter(torch.zeros(n_outputs))

    def powers(self, x):
        # (n,) -> (n, degree)
        p = torch.arange(1, self.degree + 1)
        return x.unsqueeze(-1).pow(p)

    def forward(self, x):
        return self.powers(x) @ self.weight + self.bias

    def string(self, j=0):
        terms = [f'{self.bias[j].item():.2f}']
        for k, w in enumerate(self.weight[:, j].tolist(), start=1):
            terms.append(f'{w:.2f} x^{k}')
        return 'y = ' + ' + '.join(terms)


class Polynomial3(torch.nn.Module):
    def __init__(self):
        super().__init__()
        self.a = torch.nn.Parameter(torch.randn(()))
        self.b = torch.nn.Parameter(torch.randn(()))
        self.c = torch.nn.Parameter(torch.randn(()))
        self.d = torch.nn.Parameter(torch.randn(()))

    def forward(self, x):
        return self.a + self.b * x + self.c * x ** 2 + self.d * x ** 3


# scalar version, as in the introduction
x = torch.linspace(-math.pi, math.pi, 2000)
y = torch.sin(x)

model = Polynomial3()
criterion = torch.nn.MSELoss(reduction='sum')
optimizer = torch.optim.SGD(model.parameters(), lr=1e-6)
for t in range(301):
    y_pred = model(x)
    loss = criterion(y_pred, y)
    if t % 100 == 0:
        print(t, loss.item())
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()

# several functions at once, inputs scaled to [-1, 1]
u = x / math.pi
Y = torch.stack([torch.sin(x), torch.cos(x), torch.tanh(2 * x)], dim=1)     # 2000 x 3
poly = Polynomial(degree=7, n_outputs=3)
opt = torch.optim.Adam(poly.parameters(), lr=0.05)
for epoch in range(60):
    perm = torch.randperm(len(u))
    for idx in perm.split(500):
        loss = (poly(u[idx]) - Y[idx]).pow(2).mean()
        opt.zero_grad()
        loss.backward()
        opt.step()
print('mse after Adam', (poly(u) - Y).pow(2).mean(dim=0).tolist())

# closed form: normal equations with a small ridge
with torch.no_grad():
    A = torch.cat([torch.ones(len(u), 1), poly.powers(u)], dim=1)           # 2000 x 8
    gram = A.T @ A + 1e-4 * torch.eye(A.shape[1])
    coef = torch.linalg.solve(gram, A.T @ Y)                                # 8 x 3
    exact = Polynomial(degree=7, n_outputs=3)
    exact.bias.copy_(coef[0])
    exact.weight.copy_(coef[1:])
    print('mse closed form', (exact(u) - Y).pow(2).mean(dim=0).tolist())

print(exact.string(0))
print('distance of the two fits', (poly.weight - exact.weight).norm(dim=0).tolist())

fig, axes = plt.subplots(1, 3, figsize=(9, 2.5))
curves = poly(u).detach()
for j, ax in enumerate(axes):
    ax.plot(x.numpy(), Y[:, j].numpy(), lw=3, alpha=0.4)
    ax.plot(x.numpy(), curves[:, j].numpy())
plt.close(fig)
