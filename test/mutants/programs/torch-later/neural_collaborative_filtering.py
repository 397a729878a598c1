"""Neural collaborative filtering (GMF, MLP and NeuMF), implicit feedback with sampled negatives."""
import argparse

import numpy as np
import torch
import torch.nn as nn
import torch.utils.data as data


class NCFData(data.Dataset):
    def __init__(self, features, num_item, interacted, num_ng=0):
        super(NCFData, self).__init__()
        self.features_ps = features
        self.num_item = num_item
        self.interacted = interacted
        self.num_ng = num_ng
        self.features_fill, self.labels_fill = features, [0 for _ in range(len(features))]

    def ng_sample(self):
        features_ng = []
        for u, _ in self.features_ps:
            for _ in range(self.num_ng):
                j = np.random.randint(self.num_item)
                while (u, j) in self.interacted:
                    j = np.random.randint(self.num_item)
                features_ng.append([u, j])
        self.features_fill = self.features_ps + features_ng
        self.labels_fill = [1] * len(self.features_ps) + [0] * len(features_ng)

    def __len__(self):
        return len(self.labels_fill)

    def __getitem__(self, idx):
        user, item = self.features_fill[idx]
        return user, item, self.labels_fill[idx]


class NCF(nn.Module):
    def __init__(self, user_num, item_num, factor_num, num_layers, dropout, model='NeuMF-end'):
        super(NCF, self).__init__()
        self.model = model
        self.embed_user_GMF = nn.Embedding(user_num, factor_num)
        self.embed_item_GMF = nn.Embedding(item_num, factor_num)
        self.embed_user_MLP = nn.Embedding(user_num, factor_num * (2 ** (num_layers - 1)))
        self.embed_item_MLP = nn.Embedding(item_num, factor_num * (2 ** (num_layers - 1)))

        MLP_modules = []
        for i in range(num_layers):
            input_size = factor_num * (2 ** (num_layers - i))
            MLP_modules.append(nn.Dropout(p=dropout))
            MLP_modules.append(nn.Linear(input_size, input_size // 2))
            MLP_modules.append(nn.ReLU())
        self.MLP_layers = nn.Sequential(*MLP_modules)

        predict_size = factor_num if self.model in ['MLP', 'GMF'] else factor_num * 2
        self.predict_layer = nn.Linear(predict_size, 1)
        self._init_weight_()

    def _init_weight_(self):
        for emb in (self.embed_user_GMF, self.embed_user_MLP, self.embed_item_GMF, self.embed_item_MLP):
            nn.init.normal_(emb.weight, std=0.01)
        for m in self.MLP_layers:
            if isinstance(m, nn.Linear):
                nn.init.xavier_uniform_(m.weight)
        nn.init.kaiming_uniform_(self.predict_layer.weight, a=1, nonlinearity='sigmoid')

    def forward(self, user, item):
        if not self.model == 'MLP':
            output_GMF = self.embed_user_GMF(user) * self.embed_item_GMF(item)
        if not self.model == 'GMF':
            interaction = torch.cat((self.embed_user_MLP(user), self.embed_item_MLP(item)), -1)
            output_MLP = self.MLP_layers(interaction)

        if self.model in ['GMF', 'MLP']:
            concat = output_GMF if self.model == 'GMF' else output_MLP
        else:
            concat = torch.cat((output_GMF, output_MLP), -1)
        prediction = self.predict_layer(concat)
        return prediction.view(-1)


def metrics(model, test_loader, top_k, device):
    HR, NDCG = [], []
    for user, item, label in test_loader:
        user, item = user.to(device), item.to(device)
        predictions = model(user, item)
        _, indices = torch.topk(predictions, top_k)
        recommends = torch.take(item, indices).cpu().numpy().tolist()
        gt_item = item[0].item()
        HR.append(1 if gt_item in recommends else 0)
        NDCG.append(np.reciprocal(np.log2(recommends.index(gt_item) + 2)) if gt_item in recommends else 0)
    return np.mean(HR), np.mean(NDCG)


parser = argparse.ArgumentParser()
parser.add_argument("--lr", type=float, default=0.005, help="learning rate")
parser.add_argument("--dropout", type=float, default=0.1, help="dropout rate")
parser.add_argument("--batch_size", type=int, default=128)
parser.add_argument("--epochs", type=int, default=2)
parser.add_argument("--top_k", type=int, default=10)
parser.add_argument("--factor_num", type=int, default=6)
parser.add_argument("--num_layers", type=int, default=3)
parser.add_argument("--num_ng", type=int, default=3, help="sample negative items for training")
parser.add_argument("--test_num_ng", type=int, default=39)
args = parser.parse_args()

# interactions: users like the items of their own taste
user_num, item_num = 50, 90
rng = np.random.RandomState(3)
taste_u, taste_i = rng.randn(user_num, 4), rng.randn(item_num, 4)
liked = np.argsort(-(taste_u @ taste_i.T + 0.3 * rng.randn(user_num, item_num)), axis=1)[:, :11]
train_data = [[u, int(i)] for u in range(user_num) for i in liked[u, 1:]]
interacted = {(u, int(i)) for u in range(user_num) for i in liked[u]}
test_data = []
for u in range(user_num):
    others = [i for i in range(item_num) if (u, i) not in interacted]
    test_data += [[u, int(liked[u, 0])]] + [[u, int(i)] for i in rng.choice(others, args.test_num_ng, replace=False)]

train_dataset = NCFData(train_data, item_num, interacted, args.num_ng)
test_dataset = NCFData(test_data, item_num, interacted)
train_loader = data.DataLoader(train_dataset, batch_size=args.batch_size, shuffle=True)
test_loader = data.DataLoader(test_dataset, batch_size=args.test_num_ng + 1, shuffle=False)

device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
for kind in ('GMF', 'MLP', 'NeuMF-end'):
    model = NCF(user_num, item_num, args.factor_num, args.num_layers, args.dropout, kind).to(device)
    loss_function = nn.BCEWithLogitsLoss()
    optimizer = torch.optim.Adam(model.parameters(), lr=args.lr)
    for epoch in range(args.epochs):
        model.train()
        train_loader.dataset.ng_sample()
        for user, item, label in train_loader:
            user, item, label = user.to(device), item.to(device), label.float().to(device)
            model.zero_grad()
            loss = loss_function(model(user, item), label)
            loss.backward()
            optimizer.step()
        model.eval()
        HR, NDCG = metrics(model, test_loader, args.top_k, device)
        print("{} epoch {:03d}: HR: {:.3f}\tNDCG: {:.3f}".format(kind, epoch, HR, NDCG))
