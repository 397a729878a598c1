import argparse
import time

import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F
from torch.nn.parameter import Parameter


def stochastic_block_model(sizes, p_in, p_out, n_feat, rng):
    labels = np.repeat(np.arange(len(sizes)), sizes)
    same = labels[:, None] == labels[None, :]
    prob = np.where(same, p_in, p_out)
    upper = np.triu(rng.random(prob.shape) < prob, k=1)
    adj = (upper | upper.T).astype(np.float32)
    centres = rng.normal(0, 1, (len(sizes), n_feat))
    feats = centres[labels] + rng.normal(0, 2.5, (len(labels), n_feat))
    return adj, feats.astype(np.float32), labels


def normalize(adj):
    """D^-1/2 (A + I) D^-1/2"""
    adj = adj + np.eye(adj.shape[0], dtype=adj.dtype)
    d_inv_sqrt = np.power(adj.sum(1), -0.5)
    return d_inv_sqrt[:, None] * adj * d_inv_sqrt[None, :]


class GraphConvolution(nn.Module):
    def __init__(self, in_features, out_features, bias=True):
        super(GraphConvolution, self).__init__()
        self.in_features = in_features
        self.out_features = out_features
        self.weight = Parameter(torch.FloatTensor(in_features, out_features))
        if bias:
            self.bias = Parameter(torch.FloatTensor(out_features))
        else:
            self.register_parameter('bias', None)
        self.reset_parameters()

    def reset_parameters(self):
        stdv = 1. / np.sqrt(self.weight.size(1))
        self.weight.data.uniform_(-stdv, stdv)
        if self.bias is not None:
            self.bias.data.uniform_(-stdv, stdv)

    def forward(self, input, adj):
        support = torch.mm(input, self.weight)
        output = torch.mm(adj, support)
        if self.bias is not None:
            return output + self.bias
        return output

    def __repr__(self):
        return f'{self.__class__.__name__} ({self.in_features} -> {self.out_features})'


class GraphAttention(nn.Module):
    """Dense single layer of a GAT with several heads."""

    def __init__(self, in_features, out_features, heads):
        super().__init__()
        self.heads, self.out = heads, out_features
        self.W = nn.Linear(in_features, heads * out_features, bias=False)
        self.a_src = Parameter(torch.randn(heads, out_features) * 0.1)
        self.a_dst = Parameter(torch.randn(heads, out_features) * 0.1)

    def forward(self, x, adj):
        n = x.size(0)
        h = self.W(x).view(n, self.heads, self.out)
        e = (h * self.a_src).sum(-1).unsqueeze(1) + (h * self.a_dst).sum(-1).unsqueeze(0)   # n x n x heads
        e = F.leaky_relu(e, 0.2).masked_fill((adj == 0).unsqueeze(-1), -9e15)
        alpha = e.softmax(dim=1)
        out = torch.einsum('ijh,jhd->ihd', alpha, h)
        return F.elu(out.reshape(n, self.heads * self.out))


class GCN(nn.Module):
    def __init__(self, nfeat, nhid, nclass, dropout, heads=3):
        super(GCN, self).__init__()
        self.gc1 = GraphConvolution(nfeat, nhid)
        self.att = GraphAttention(nhid, 7, heads)
        self.gc2 = GraphConvolution(heads * 7 + nhid, nclass)
        self.dropout = dropout

    def forward(self, x, adj):
        x = F.relu(self.gc1(x, adj))
        x = F.dropout(x, self.dropout, training=self.training)
        x = torch.cat([x, self.att(x, adj)], dim=1)
        x = self.gc2(x, adj)
        return F.log_softmax(x, dim=1)


def accuracy(output, labels):
    preds = output.max(1)[1].type_as(labels)
    correct = preds.eq(labels).double()
    return correct.sum() / len(labels)


parser = argparse.ArgumentParser()
parser.add_argument('--seed', type=int, default=42)
parser.add_argument('--epochs', type=int, default=30)
parser.add_argument('--lr', type=float, default=0.02)
parser.add_argument('--weight_decay', type=float, default=5e-4)
parser.add_argument('--hidden', type=int, default=16)
parser.add_argument('--dropout', type=float, default=0.4)
args = parser.parse_args()

np.random.seed(args.seed)
torch.manual_seed(args.seed)
adj, features, labels = stochastic_block_model([40, 30, 35], 0.2, 0.02, 19, np.random.default_rng(args.seed))
adj = torch.from_numpy(normalize(adj))
features = torch.from_numpy(features)
features = features / features.norm(dim=1, keepdim=True)
labels = torch.LongTensor(labels)
order = torch.randperm(len(labels))
idx_train, idx_val = order[:25], order[25:]

model = GCN(nfeat=features.shape[1], nhid=args.hidden, nclass=labels.max().item() + 1, dropout=args.dropout)
optimizer = torch.optim.Adam(model.parameters(), lr=args.lr, weight_decay=args.weight_decay)
print(model.gc1, model.gc2)

t = time.time()
for epoch in range(args.epochs):
    model.train()
    optimizer.zero_grad()
    output = model(features, adj)
    loss_train = F.nll_loss(output[idx_train], labels[idx_train])
    loss_train.backward()
    optimizer.step()

    if (epoch + 1) % 10 == 0:
        model.eval()
        with torch.no_grad():
            output = model(features, adj)
        loss_val = F.nll_loss(output[idx_val], labels[idx_val])
        print('Epoch: {:04d}'.format(epoch + 1), 'loss_train: {:.4f}'.format(loss_train.item()),
              'loss_val: {:.4f}'.format(loss_val.item()),
              'acc_val: {:.4f}'.format(accuracy(output[idx_val], labels[idx_val]).item()))
print("Total time elapsed: {:.2f}s".format(time.time() - t))
