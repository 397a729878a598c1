"""RetinaNet-like detector on 64x64 pictures with coloured squares."""
import math
import torch
import torch.nn as nn
import torch.nn.functional as F
from torchvision import ops
from torch.utils.data import DataLoader

NUM_CLASSES = 3
STRIDES, SIZES, RATIOS = [4, 8, 16], [10.0, 20.0, 36.0], [0.7, 1.0, 1.4]

def make_squares(length, size=64):
    g = torch.Generator().manual_seed(1)
    items = []
    for _ in range(length):
        img = torch.rand(3, size, size, generator=g) * 0.2
        boxes, labels = [], []
        for _ in range(int(torch.randint(1, 4, (1,), generator=g))):
            s = int(torch.randint(8, 28, (1,), generator=g))
            x, y = torch.randint(0, size - s, (2,), generator=g).tolist()
            c = int(torch.randint(0, NUM_CLASSES, (1,), generator=g))
            img[c, y:y + s, x:x + s] += 0.7
            boxes.append([x, y, x + s, y + s])
            labels.append(c)
        items.append((img, torch.tensor(boxes, dtype=torch.float32), torch.tensor(labels)))
    return items

def collate(batch):
    images, boxes, labels = zip(*batch)
    return torch.stack(images), boxes, labels

def conv_bn(i, o, stride=1):
    return nn.Sequential(nn.Conv2d(i, o, 3, stride, 1, bias=False), nn.BatchNorm2d(o), nn.ReLU())

class Backbone(nn.Module):
    def __init__(self, widths=(16, 24, 32, 48)):
        super().__init__()
        self.stem = conv_bn(3, widths[0], 2)
        self.stages = nn.ModuleList(conv_bn(a, b, 2) for a, b in zip(widths[:-1], widths[1:]))

    def forward(self, x):
        feats = [self.stem(x)]
        for s in self.stages:
            feats.append(s(feats[-1]))
        return feats[1:]

class FPN(nn.Module):
    def __init__(self, in_channels, out_channels):
        super().__init__()
        self.lateral = nn.ModuleList([nn.Conv2d(c, out_channels, 1) for c in in_channels])
        self.smooth = nn.ModuleList([nn.Conv2d(out_channels, out_channels, 3, padding=1) for _ in in_channels])

    def forward(self, feats):
        laterals = [l(f) for l, f in zip(self.lateral, feats)]
        for i in range(len(laterals) - 1, 0, -1):
            up = F.interpolate(laterals[i], size=laterals[i - 1].shape[-2:], mode="nearest")
            laterals[i - 1] = laterals[i - 1] + up
        return [s(x) for s, x in zip(self.smooth, laterals)]

class Head(nn.Module):
    def __init__(self, channels, n_anchors, out_per_anchor, prior=0.5):
        super().__init__()
        self.out_per_anchor = out_per_anchor
        self.tower = nn.Sequential(conv_bn(channels, channels), conv_bn(channels, channels))
        self.pred = nn.Conv2d(channels, n_anchors * out_per_anchor, 3, padding=1)
        nn.init.constant_(self.pred.bias, -math.log((1 - prior) / prior))

    def forward(self, feats):
        outs = []
        for f in feats:
            n, _, h, w = f.shape
            p = self.pred(self.tower(f)).view(n, -1, self.out_per_anchor, h, w)
            outs.append(p.permute(0, 3, 4, 1, 2).reshape(n, -1, self.out_per_anchor))
        return torch.cat(outs, dim=1)

class RetinaNet(nn.Module):
    def __init__(self, channels=24):
        super().__init__()
        self.backbone = Backbone()
        self.fpn = FPN((24, 32, 48), channels)
        self.cls_head = Head(channels, len(RATIOS), NUM_CLASSES, prior=0.01)
        self.box_head = Head(channels, len(RATIOS), 4)

    @staticmethod
    def anchors(feats):
        all_anchors = []
        for f, stride, size in zip(feats, STRIDES, SIZES):
            h, w = f.shape[-2:]
            ys, xs = torch.meshgrid(torch.arange(h), torch.arange(w), indexing="ij")
            centers = (torch.stack([xs, ys], dim=-1).reshape(-1, 1, 2) + 0.5) * stride
            r = torch.tensor(RATIOS).sqrt()
            wh = torch.stack([size / r, size * r], dim=-1)[None]
            all_anchors.append(torch.cat([centers - wh / 2, centers + wh / 2], dim=-1).view(-1, 4))
        return torch.cat(all_anchors)

    def forward(self, x):
        feats = self.fpn(self.backbone(x))
        return self.cls_head(feats), self.box_head(feats), self.anchors(feats)

def encode(gt, anchors):
    g, a = ops.box_convert(gt, "xyxy", "cxcywh"), ops.box_convert(anchors, "xyxy", "cxcywh")
    return torch.cat([(g[:, :2] - a[:, :2]) / a[:, 2:], torch.log(g[:, 2:] / a[:, 2:])], dim=1)

def decode(deltas, anchors):
    a = ops.box_convert(anchors, "xyxy", "cxcywh")
    xy = deltas[:, :2] * a[:, 2:] + a[:, :2]
    wh = a[:, 2:] * deltas[:, 2:].clamp(max=3).exp()
    return ops.box_convert(torch.cat([xy, wh], 1), "cxcywh", "xyxy")

def criterion(logits, deltas, anchors, boxes, labels):
    total = 0.0
    for lg, dl, gt, lab in zip(logits, deltas, boxes, labels):
        best_iou, best_gt = ops.box_iou(anchors, gt).max(dim=1)
        pos, ignore = best_iou >= 0.5, (best_iou > 0.4) & (best_iou < 0.5)
        target = torch.zeros_like(lg)
        target[pos, lab[best_gt[pos]]] = 1.0
        n_pos = max(int(pos.sum()), 1)
        total = total + ops.sigmoid_focal_loss(lg[~ignore], target[~ignore], reduction="sum") / n_pos
        total = total + F.smooth_l1_loss(dl[pos], encode(gt[best_gt[pos]], anchors[pos]), reduction="sum") / n_pos
    return total / len(boxes)

loader = DataLoader(make_squares(16), batch_size=4, shuffle=True, collate_fn=collate)
model = RetinaNet()
optimizer = torch.optim.SGD(model.parameters(), lr=0.01, momentum=0.9)
for epoch in range(2):
    for images, boxes, labels in loader:
        loss = criterion(*model(images), boxes, labels)
        optimizer.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
    print("epoch", epoch, "loss %.3f" % loss.item())

model.eval()
with torch.no_grad():
    logits, deltas, anchors = model(images)
    for i in range(len(images)):
        scores, cls = logits[i].sigmoid().max(dim=1)
        top = scores.topk(50).indices
        cand = ops.clip_boxes_to_image(decode(deltas[i][top], anchors[top]), images.shape[-2:])
        keep = ops.batched_nms(cand, scores[top], cls[top], 0.5)[:5]
        print(i, "kept", len(keep), "best iou", round(ops.box_iou(cand[keep], boxes[i]).max().item(), 3))
