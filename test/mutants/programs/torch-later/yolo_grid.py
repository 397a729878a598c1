import torch
import torch.nn as nn
from torch.utils.data import Dataset, DataLoader

S, B, C = 5, 2, 4          # grid, boxes per cell, classes
IMG = 80

architecture_config = [
    # (kernel_size, filters, stride, padding), "M" is maxpool, list: [conv1, conv2, repeats]
    (7, 8, 2, 3),
    "M", (3, 16, 1, 1), "M",
    [(1, 8, 1, 0), (3, 16, 1, 1), 2],
    (3, 32, 2, 1),
]


class CNNBlock(nn.Module):
    def __init__(self, in_channels, out_channels, **kwargs):
        super(CNNBlock, self).__init__()
        self.conv = nn.Conv2d(in_channels, out_channels, bias=False, **kwargs)
        self.batchnorm = nn.BatchNorm2d(out_channels)

    def forward(self, x):
        return torch.nn.functional.leaky_relu(self.batchnorm(self.conv(x)), 0.1)


class Yolov1(nn.Module):
    def __init__(self, in_channels=3, **kwargs):
        super(Yolov1, self).__init__()
        self.darknet = self._create_conv_layers(in_channels, architecture_config)
        self.fcs = self._create_fcs(**kwargs)

    def forward(self, x):
        return self.fcs(self.darknet(x))

    def _create_conv_layers(self, in_channels, architecture):
        layers = []
        for x in architecture:
            if type(x) == str:
                layers += [nn.MaxPool2d(kernel_size=(2, 2), stride=(2, 2))]
                continue
            convs = [x] if type(x) == tuple else x[:2] * x[2]
            for k, filters, stride, padding in convs:
                layers += [CNNBlock(in_channels, filters, kernel_size=k, stride=stride, padding=padding)]
                in_channels = filters
        return nn.Sequential(*layers)

    def _create_fcs(self, split_size, num_boxes, num_classes):
        return nn.Sequential(
            nn.Flatten(),
            nn.Linear(32 * split_size * split_size, 96),
            nn.Dropout(0.1),
            nn.LeakyReLU(0.1),
            nn.Linear(96, split_size * split_size * (num_classes + num_boxes * 5)),
        )


def intersection_over_union(boxes_preds, boxes_labels):
    # midpoint format: (..., 4) = x, y, w, h
    p1 = boxes_preds[..., 0:2] - boxes_preds[..., 2:4] / 2
    p2 = boxes_preds[..., 0:2] + boxes_preds[..., 2:4] / 2
    l1 = boxes_labels[..., 0:2] - boxes_labels[..., 2:4] / 2
    l2 = boxes_labels[..., 0:2] + boxes_labels[..., 2:4] / 2
    wh = (torch.min(p2, l2) - torch.max(p1, l1)).clamp(0)
    inter = wh[..., 0:1] * wh[..., 1:2]
    areas = abs((p2 - p1).prod(-1, keepdim=True)) + abs((l2 - l1).prod(-1, keepdim=True))
    return inter / (areas - inter + 1e-6)


class YoloLoss(nn.Module):
    def __init__(self, S=7, B=2, C=20):
        super(YoloLoss, self).__init__()
        self.mse = nn.MSELoss(reduction="sum")
        self.S, self.B, self.C, self.lambda_noobj, self.lambda_coord = S, B, C, 0.5, 5

    def forward(self, predictions, target):
        predictions = predictions.reshape(-1, self.S, self.S, self.C + self.B * 5)
        C = self.C
        iou_b1 = intersection_over_union(predictions[..., C + 1:C + 5], target[..., C + 1:C + 5])
        iou_b2 = intersection_over_union(predictions[..., C + 6:C + 10], target[..., C + 1:C + 5])
        iou_maxes, bestbox = torch.max(torch.cat([iou_b1.unsqueeze(0), iou_b2.unsqueeze(0)], dim=0), dim=0)
        exists_box = target[..., C].unsqueeze(3)  # Iobj_i
        box_predictions = exists_box * (bestbox * predictions[..., C + 6:C + 10]
                                        + (1 - bestbox) * predictions[..., C + 1:C + 5])
        box_targets = exists_box * target[..., C + 1:C + 5]
        xy_p, wh_p = box_predictions.split(2, dim=-1)
        xy_t, wh_t = box_targets.split(2, dim=-1)
        wh_p = torch.sign(wh_p) * torch.sqrt(torch.abs(wh_p + 1e-6))
        box_loss = self.mse(xy_p, xy_t) + self.mse(wh_p, torch.sqrt(wh_t))

        pred_box = bestbox * predictions[..., C + 5:C + 6] + (1 - bestbox) * predictions[..., C:C + 1]
        object_loss = self.mse(torch.flatten(exists_box * pred_box),
                               torch.flatten(exists_box * target[..., C:C + 1]))
        no_object_loss = sum(
            self.mse(torch.flatten((1 - exists_box) * predictions[..., k:k + 1], start_dim=1),
                     torch.flatten((1 - exists_box) * target[..., C:C + 1], start_dim=1))
            for k in (C, C + 5))
        class_loss = self.mse(torch.flatten(exists_box * predictions[..., :C], end_dim=-2),
                              torch.flatten(exists_box * target[..., :C], end_dim=-2))
        return self.lambda_coord * box_loss + object_loss + self.lambda_noobj * no_object_loss + class_loss


class SquaresDataset(Dataset):
    def __init__(self, n, max_objects=3):
        self.images, self.labels = [], []
        for _ in range(n):
            img, label = torch.rand(3, IMG, IMG) * 0.2, torch.zeros(S, S, C + 5 * B)
            for _ in range(int(torch.randint(1, max_objects + 1, (1,)))):
                x, y = (torch.rand(2) * 0.8 + 0.1).tolist()
                w, h = (torch.rand(2) * 0.2 + 0.1).tolist()
                cls = int(torch.randint(C, (1,)))
                top, left = max(int((y - h / 2) * IMG), 0), max(int((x - w / 2) * IMG), 0)
                img[cls % 3, top:int((y + h / 2) * IMG), left:int((x + w / 2) * IMG)] += 0.7
                i, j = int(S * y), int(S * x)
                if label[i, j, C] == 0:
                    label[i, j, C] = 1
                    label[i, j, C + 1:C + 5] = torch.tensor([S * x - j, S * y - i, w * S, h * S])
                    label[i, j, cls] = 1
            self.images.append(img)
            self.labels.append(label)

    def __len__(self):
        return len(self.images)

    def __getitem__(self, index):
        return self.images[index], self.labels[index]


def main():
    device = "cuda" if torch.cuda.is_available() else "cpu"
    model, loss_fn = Yolov1(split_size=S, num_boxes=B, num_classes=C).to(device), YoloLoss(S, B, C)
    optimizer = torch.optim.Adam(model.parameters(), lr=1e-3)
    loader = DataLoader(SquaresDataset(40), batch_size=10, shuffle=True, drop_last=True)
    for epoch in range(3):
        for x, y in loader:
            loss = loss_fn(model(x.to(device)), y.to(device))
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
        print(f"epoch {epoch}: loss {loss.item():.3f}")


main()
