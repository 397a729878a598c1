import numpy as np
import torch
import torch.nn as nn
from torch.nn.utils.parametrizations import weight_norm


class Chomp1d(nn.Module):
    def __init__(self, chomp_size):
        super(Chomp1d, self).__init__()
        self.chomp_size = chomp_size

    def forward(self, x):
        return x[:, :, :-self.chomp_size].contiguous()


class TemporalBlock(nn.Module):
    def __init__(self, n_inputs, n_outputs, kernel_size, stride, dilation, padding, dropout=0.2):
        super(TemporalBlock, self).__init__()
        self.conv1 = weight_norm(nn.Conv1d(n_inputs, n_outputs, kernel_size,
                                           stride=stride, padding=padding, dilation=dilation))
        self.chomp1 = Chomp1d(padding)
        self.relu1 = nn.ReLU()
        self.dropout1 = nn.Dropout(dropout)

        self.conv2 = weight_norm(nn.Conv1d(n_outputs, n_outputs, kernel_size,
                                           stride=stride, padding=padding, dilation=dilation))
        self.chomp2 = Chomp1d(padding)
        self.relu2 = nn.ReLU()
        self.dropout2 = nn.Dropout(dropout)

        self.net = nn.Sequential(self.conv1, self.chomp1, self.relu1, self.dropout1,
                                 self.conv2, self.chomp2, self.relu2, self.dropout2)
        self.downsample = nn.Conv1d(n_inputs, n_outputs, 1) if n_inputs != n_outputs else None
        self.relu = nn.ReLU()

    def forward(self, x):
        out = self.net(x)
        res = x if self.downsample is None else self.downsample(x)
        return self.relu(out + res)


class TemporalConvNet(nn.Module):
    def __init__(self, num_inputs, num_channels, kernel_size=2, dropout=0.2):
        super(TemporalConvNet, self).__init__()
        layers = []
        for i in range(len(num_channels)):
            dilation_size = 2 ** i
            in_channels = num_inputs if i == 0 else num_channels[i - 1]
            layers += [TemporalBlock(in_channels, num_channels[i], kernel_size, stride=1, dilation=dilation_size,
                                     padding=(kernel_size - 1) * dilation_size, dropout=dropout)]
        self.network = nn.Sequential(*layers)

    def forward(self, x):
        return self.network(x)


class TCN(nn.Module):
    def __init__(self, input_size, output_size, num_channels, kernel_size, dropout):
        super(TCN, self).__init__()
        self.tcn = TemporalConvNet(input_size, num_channels, kernel_size=kernel_size, dropout=dropout)
        self.linear = nn.Linear(num_channels[-1], output_size)
        self.linear.weight.data.normal_(0, 0.01)

    def forward(self, x):
        return self.linear(self.tcn(x)[:, :, -1])


class CopyTCN(nn.Module):
    def __init__(self, vocab, embed, num_channels, kernel_size):
        super(CopyTCN, self).__init__()
        self.embed = nn.Embedding(vocab, embed)
        self.tcn = TemporalConvNet(embed, num_channels, kernel_size=kernel_size, dropout=0.05)
        self.decoder = nn.Linear(num_channels[-1], vocab)

    def forward(self, tokens):
        x = self.embed(tokens).transpose(1, 2)      # (N, C_in, L)
        out = self.tcn(x).transpose(1, 2)           # (N, L, C_out)
        return self.decoder(out)


def adding_data(N, seq_length):
    X_num = torch.rand([N, 1, seq_length])
    X_mask = torch.zeros([N, 1, seq_length])
    Y = torch.zeros([N, 1])
    for i in range(N):
        positions = np.random.choice(seq_length, size=2, replace=False)
        X_mask[i, 0, positions[0]] = 1
        X_mask[i, 0, positions[1]] = 1
        Y[i, 0] = X_num[i, 0, positions[0]] + X_num[i, 0, positions[1]]
    return torch.cat((X_num, X_mask), dim=1), Y


def copy_data(batch, T, mem_length):
    seq = torch.randint(1, 9, (batch, mem_length))
    zeros = torch.zeros(batch, T, dtype=torch.long)
    marker = 9 * torch.ones(batch, mem_length + 1, dtype=torch.long)
    placeholders = torch.zeros(batch, mem_length, dtype=torch.long)
    return torch.cat((seq, zeros[:, :-1], marker), 1), torch.cat((placeholders, zeros, seq), 1)


device = torch.device("cuda" if torch.cuda.is_available() else "cpu")

# adding problem
batch_size, seq_length = 30, 45
X_train, Y_train = adding_data(450, seq_length)
X_test, Y_test = adding_data(60, seq_length)
model = TCN(2, 1, [14] * 4, kernel_size=4, dropout=0.0).to(device)
optimizer = torch.optim.Adam(model.parameters(), lr=4e-3)
for epoch in range(2):
    model.train()
    total_loss = 0
    for i in range(0, X_train.size(0), batch_size):
        x, y = X_train[i:i + batch_size].to(device), Y_train[i:i + batch_size].to(device)
        optimizer.zero_grad()
        loss = nn.functional.mse_loss(model(x), y)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        total_loss += loss.item()
    model.eval()
    with torch.no_grad():
        test_loss = nn.functional.mse_loss(model(X_test.to(device)), Y_test.to(device))
    print('adding: epoch {:2d}\ttrain {:.5f}\ttest {:.5f}'.format(epoch, total_loss / (450 // batch_size), test_loss.item()))

# copy memory
mem_length, T = 5, 12
copier = CopyTCN(10, 8, [16, 16, 24], kernel_size=5).to(device)
optimizer = torch.optim.RMSprop(copier.parameters(), lr=2e-3)
criterion = nn.CrossEntropyLoss()
for it in range(1, 31):
    x, y = copy_data(24, T, mem_length)
    out = copier(x.to(device))
    loss = criterion(out.contiguous().view(-1, 10), y.to(device).view(-1))
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    if it % 10 == 0:
        recalled = out[:, -mem_length:].argmax(2).cpu() == y[:, -mem_length:]
        print('copy: step {:3d}\tloss {:.5f}\trecall {:.3f}'.format(it, loss.item(), recalled.float().mean().item()))
