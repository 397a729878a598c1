"""Linear regression from the ground up: only tensors and autograd, no torch.nn.

Part 1: the line y = w x + b.   Part 2: several features, minibatches, L2 penalty.
Part 3: the same solved in closed form.
"""
import random

import numpy as np
import torch
from sklearn.datasets import load_diabetes

torch.manual_seed(2)


# ---------------------------------------------------------------- part 1
celsius = torch.tensor([0.5, 14.0, 15.0, 28.0, 11.0, 8.0, 3.0, -4.0, 6.0, 13.0, 21.0])
unknown = torch.tensor([35.7, 55.9, 58.2, 81.9, 56.3, 48.9, 33.9, 21.8, 48.4, 60.4, 68.4])
unknown_n = 0.1 * unknown


def model(t_u, w, b):
    return w * t_u + b


def loss_fn(t_p, t_c):
    squared_diffs = (t_p - t_c) ** 2
    return squared_diffs.mean()


def training_loop(n_epochs, learning_rate, params, t_u, t_c):
    for epoch in range(1, n_epochs + 1):
        if params.grad is not None:
            params.grad.zero_()
        t_p = model(t_u, *params)
        loss = loss_fn(t_p, t_c)
        loss.backward()
        with torch.no_grad():
            params -= learning_rate * params.grad
        if epoch % 200 == 0:
            print('Epoch %d, Loss %f' % (epoch, loss.item()))
    return params


params = training_loop(
    n_epochs=600,
    learning_rate=1e-2,
    params=torch.tensor([1.0, 0.0], requires_grad=True),
    t_u=unknown_n,
    t_c=celsius)
print('w, b =', [round(p, 3) for p in params.tolist()])


# ---------------------------------------------------------------- part 2
def data_iter(batch_size, features, labels):
    num_examples = len(features)
    indices = list(range(num_examples))
    # The examples are read at random, in no particular order
    random.shuffle(indices)
    for i in range(0, num_examples, batch_size):
        batch_indices = torch.tensor(indices[i:min(i + batch_size, num_examples)])
        yield features[batch_indices], labels[batch_indices]


def linreg(X, w, b):
    return torch.matmul(X, w) + b


def squared_loss(y_hat, y):
    return (y_hat - y.reshape(y_hat.shape)) ** 2 / 2


def l2_penalty(w):
    return torch.sum(w.pow(2)) / 2


def sgd(params, lr, batch_size):
    with torch.no_grad():
        for param in params:
            param -= lr * param.grad / batch_size
            param.grad.zero_()


X, y = load_diabetes(return_X_y=True)
features = torch.tensor(X * np.sqrt(len(X)), dtype=torch.float32)          # (442, 10), unit variance
labels = torch.tensor((y - y.mean()) / y.std(), dtype=torch.float32)

w = torch.normal(0, 0.01, size=(features.shape[1], 1), requires_grad=True)
b = torch.zeros(1, requires_grad=True)
lr, num_epochs, batch_size, lambd = 0.03, 5, 34, 0.01

for epoch in range(num_epochs):
    for Xb, yb in data_iter(batch_size, features, labels):
        l = squared_loss(linreg(Xb, w, b), yb)
        (l.sum() + lambd * l2_penalty(w)).backward()
        sgd([w, b], lr, batch_size)
    with torch.no_grad():
        train_l = squared_loss(linreg(features, w, b), labels)
        print(f'epoch {epoch + 1}, loss {float(train_l.mean()):f}')


# ---------------------------------------------------------------- part 3
ones = torch.ones(features.shape[0], 1)
A = torch.hstack([features, ones])                                         # (442, 11)
gram = A.T @ A + lambd * torch.eye(A.shape[1])
beta = torch.linalg.solve(gram, A.T @ labels.unsqueeze(1))                  # (11, 1)
w_exact, b_exact = beta[:-1], beta[-1]

with torch.no_grad():
    resid = labels - linreg(features, w_exact, b_exact).squeeze()
    r2 = 1 - resid.dot(resid) / ((labels - labels.mean()) ** 2).sum()
    print('closed form R^2: %.3f' % r2.item())
    print('distance of the weights: %.3f' % torch.dist(w, w_exact).item())
