import torch
import torch.nn as nn
import torch.nn.functional as F
from torch.nn.utils.rnn import pack_padded_sequence


class Classifier(nn.Module):
    def __init__(self):
        super().__init__()
        self.embed = nn.Embedding(1000, 64)
        self.gru = nn.GRU(32, 48, batch_first=True)
        self.head = nn.Linear(48, 3)

    def forward(self, ids):
        out, h = self.gru(self.embed(ids))
        #        ^^^^^^^^^^^^^^^^^^^^^^^^^ error[dim-mismatch]: GRU expects 32 features, gets 64: (4, 9, 64)
        return self.head(h[-1])


Classifier()(torch.zeros(4, 9, dtype=torch.int64))

lstm = nn.LSTM(8, 16, batch_first=True)
out = lstm(torch.zeros(4, 5, 8))
nn.Linear(16, 2)(out)  #! error[input-mismatch]: Linear takes a tensor, it gets a tuple of 2
lstm(torch.zeros(4, 5, 8), (torch.zeros(1, 5, 16), torch.zeros(1, 5, 16)))  #! error[dim-mismatch]: LSTM expects h_0 of shape (1, 4, 16), gets (1, 5, 16)
out, h, c = lstm(torch.zeros(4, 5, 8))  #! error[dim-mismatch]: 2 values cannot be taken apart into 3 names
pack_padded_sequence(torch.zeros(4, 5, 8), [5, 4, 2, 1])  #! error[dim-mismatch]: pack_padded_sequence takes a length for each of 5 sequences, it gets 4: (4, 5, 8)

scores = torch.zeros(4, 3)
criterion = nn.CrossEntropyLoss()
criterion(scores, torch.zeros(4))  #! error[loss-target-mismatch]: CrossEntropyLoss: class ids are of type int64, the target is of type float32
criterion(scores, torch.zeros(4, 1, dtype=torch.int64))  #! error[loss-target-mismatch]: CrossEntropyLoss: for an output of shape (4, 3) the target is (4,), one class for each; it has (4, 1)
criterion(scores, torch.zeros(5, dtype=torch.int64))  #! error[loss-target-mismatch]: CrossEntropyLoss: for an output of shape (4, 3) the target is (4,), one class for each; it has (5,)
nn.BCELoss()(torch.zeros(4, 1), torch.zeros(4))  #! error[loss-target-mismatch]: BCELoss: output and target must have the same shape: (4, 1) and (4,)
nn.MSELoss()(torch.zeros(4, 1), torch.zeros(4))  #! warning[silent-broadcast]: MSELoss: output and target are (4, 1), (4,): they are stretched to (4, 4), and what comes out is not the loss that is meant
F.binary_cross_entropy_with_logits(torch.zeros(4), torch.zeros(4, dtype=torch.int64))  #! error[loss-target-mismatch]: binary_cross_entropy_with_logits: the target must be of type float32, it is of type int64
nn.CrossEntropyLoss(reduction='none')(scores, torch.zeros(4, dtype=torch.int64)).backward()  #! error[rank-mismatch]: backward begins at a single number, this tensor is (4,): average or sum it first

attention = nn.MultiheadAttention(30, 4)
#           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error[dim-mismatch]: MultiheadAttention: embed_dim must be divisible by num_heads: 30 and 4
attention = nn.MultiheadAttention(32, 4)
x = torch.zeros(10, 4, 32)
y = attention(x, x, x)
nn.Linear(32, 8)(y)  #! error[input-mismatch]: Linear takes a tensor, it gets a tuple of 2
attention(x, x, x, attn_mask=torch.zeros(4, 4))  #! error[dim-mismatch]: MultiheadAttention expects a mask of shape (10, 10), gets (4, 4)
nn.TransformerEncoderLayer(64, 4)(x)  #! error[dim-mismatch]: TransformerEncoderLayer: src must have 64 features, it has 32: (10, 4, 32)
nn.Embedding(10, 4)(torch.zeros(3))  #! error[dtype-mismatch]: Embedding takes indices of type int64 or int32, not float32
nn.init.kaiming_normal_(torch.empty(64))  #! error[rank-mismatch]: kaiming_normal_: tensor must have at least 2 axes, it is (64,)
