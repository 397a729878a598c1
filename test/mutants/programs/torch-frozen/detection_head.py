"""Toy single shot detector: one coloured rectangle per image, two feature maps."""
import torch
import torch.nn as nn
import torch.nn.functional as F
from torchvision.ops import box_iou, nms

IMG = 64
NUM_CLASSES = 3            # + background (index 0)
SCALES = {"p3": [14., 22.], "p4": [30., 42.]}
RATIOS = [1.0, 2.0, 0.5]


def make_anchors(fmap, stride, sizes):
    """centre-size anchors of a feature map -> (fmap*fmap*A, 4) as xyxy"""
    shifts = (torch.arange(fmap) + 0.5) * stride
    cy, cx = torch.meshgrid(shifts, shifts, indexing="ij")
    centres = torch.stack([cx, cy], dim=-1).reshape(-1, 1, 2)
    wh = torch.tensor([[s * r ** 0.5, s / r ** 0.5] for s in sizes for r in RATIOS])
    wh = wh.unsqueeze(0).expand(centres.size(0), -1, -1)
    centres = centres.expand(-1, wh.size(1), -1)
    return torch.cat([centres - wh / 2, centres + wh / 2], dim=-1).view(-1, 4)


def encode(boxes, anchors):
    a_wh = anchors[:, 2:] - anchors[:, :2]
    a_c = anchors[:, :2] + a_wh / 2
    b_wh = boxes[:, 2:] - boxes[:, :2]
    b_c = boxes[:, :2] + b_wh / 2
    return torch.cat([(b_c - a_c) / a_wh / 0.1, torch.log(b_wh / a_wh) / 0.2], dim=1)


def decode(deltas, anchors):
    a_wh = anchors[:, 2:] - anchors[:, :2]
    a_c = anchors[:, :2] + a_wh / 2
    c = a_c + deltas[..., :2] * 0.1 * a_wh
    wh = a_wh * torch.exp(deltas[..., 2:] * 0.2)
    return torch.cat([c - wh / 2, c + wh / 2], dim=-1)


def down_block(cin, cout):
    return nn.Sequential(
        nn.Conv2d(cin, cout, 3, padding=1), nn.BatchNorm2d(cout), nn.ReLU(),
        nn.Conv2d(cout, cout, 3, stride=2, padding=1), nn.BatchNorm2d(cout), nn.ReLU(),
    )


class TinySSD(nn.Module):
    def __init__(self, num_classes):
        super().__init__()
        self.num_classes = num_classes
        self.num_anchors = 2 * len(RATIOS)
        self.base = nn.Sequential(down_block(3, 8), down_block(8, 16), down_block(16, 24))   # 64 -> 8
        self.extra = down_block(24, 32)                                                      # 8 -> 4
        chans = {"p3": 24, "p4": 32}
        self.cls_heads = nn.ModuleDict({
            k: nn.Conv2d(c, self.num_anchors * (num_classes + 1), 3, padding=1) for k, c in chans.items()})
        self.box_heads = nn.ModuleDict({
            k: nn.Conv2d(c, self.num_anchors * 4, 3, padding=1) for k, c in chans.items()})
        self.register_buffer("anchors", torch.cat([
            make_anchors(8, 8, SCALES["p3"]), make_anchors(4, 16, SCALES["p4"])]))

    def forward(self, x):
        p3 = self.base(x)
        p4 = self.extra(p3)
        cls_out, box_out = [], []
        for name, feat in (("p3", p3), ("p4", p4)):
            n = feat.size(0)
            c = self.cls_heads[name](feat).permute(0, 2, 3, 1).contiguous()
            b = self.box_heads[name](feat).permute(0, 2, 3, 1).contiguous()
            cls_out.append(c.view(n, -1, self.num_classes + 1))
            box_out.append(b.view(n, -1, 4))
        return torch.cat(cls_out, dim=1), torch.cat(box_out, dim=1)


class MultiBoxLoss(nn.Module):
    def __init__(self, anchors, neg_ratio=3, iou_threshold=0.4):
        super().__init__()
        self.anchors, self.neg_ratio, self.thr = anchors, neg_ratio, iou_threshold

    def match(self, boxes, labels):
        iou = box_iou(boxes, self.anchors)             # (objects, anchors)
        best_iou, best_obj = iou.max(dim=0)
        best_anchor = iou.argmax(dim=1)
        best_iou[best_anchor] = 1.0
        best_obj[best_anchor] = torch.arange(boxes.size(0))
        target = labels[best_obj] + 1
        target[best_iou < self.thr] = 0
        return target, encode(boxes[best_obj], self.anchors)

    def forward(self, cls_logits, box_deltas, gt_boxes, gt_labels):
        matched = [self.match(b, l) for b, l in zip(gt_boxes, gt_labels)]
        cls_t = torch.stack([m[0] for m in matched])
        box_t = torch.stack([m[1] for m in matched])
        pos = cls_t > 0
        loc_loss = F.smooth_l1_loss(box_deltas[pos], box_t[pos], reduction="sum")
        ce = F.cross_entropy(cls_logits.transpose(1, 2), cls_t, reduction="none")
        # hard negative mining
        neg_ce = ce.clone().masked_fill(pos, 0)
        rank = neg_ce.argsort(dim=1, descending=True).argsort(dim=1)
        neg = rank < self.neg_ratio * pos.sum(dim=1, keepdim=True)
        return (loc_loss + ce[pos | neg].sum()) / pos.sum()


def sample_batch(n):
    imgs = torch.rand(n, 3, IMG, IMG) * 0.2
    boxes, labels = [], []
    for i in range(n):
        w, h = torch.randint(14, 36, (2,)).tolist()
        x, y = int(torch.randint(0, IMG - w, (1,))), int(torch.randint(0, IMG - h, (1,)))
        k = int(torch.randint(NUM_CLASSES, (1,)))
        imgs[i, k, y:y + h, x:x + w] += 0.7
        boxes.append(torch.tensor([[x, y, x + w, y + h]], dtype=torch.float32))
        labels.append(torch.tensor([k]))
    return imgs, boxes, labels


model = TinySSD(NUM_CLASSES)
criterion = MultiBoxLoss(model.anchors)
optim = torch.optim.SGD(model.parameters(), lr=2e-3, momentum=0.9)
for it in range(12):
    images, boxes, labels = sample_batch(8)
    loss = criterion(*model(images), boxes, labels)
    optim.zero_grad()
    loss.backward()
    torch.nn.utils.clip_grad_norm_(model.parameters(), 10.)
    optim.step()
print(f"loss {loss.item():.3f}")

model.eval()
with torch.no_grad():
    images, boxes, labels = sample_batch(4)
    cls_logits, deltas = model(images)
    scores, classes = cls_logits.softmax(-1)[..., 1:].max(dim=-1)
    decoded = decode(deltas, model.anchors)
    for i in range(4):
        keep = nms(decoded[i], scores[i], 0.45)[:3]
        print(classes[i][keep].tolist(), box_iou(decoded[i][keep], boxes[i]).squeeze(1).max().item())
