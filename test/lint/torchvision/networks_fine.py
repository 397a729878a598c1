#- framework: torchvision
import torch
import torchvision
from torch import nn
from torchvision import models
from torchvision.models import resnet50, ResNet50_Weights

images = torch.randn(8, 3, 224, 224)

model = resnet50(weights=ResNet50_Weights.DEFAULT)
for name, param in model.named_parameters():
    param.requires_grad = 'layer4' in name
model.fc = nn.Sequential(nn.Dropout(0.2), nn.Linear(model.fc.in_features, 10))
scores = model(images)

features = nn.Sequential(*list(model.children())[:-2])(images)

gray = models.resnet18()
gray.conv1 = nn.Conv2d(1, 64, kernel_size=7, stride=2, padding=3, bias=False)
gray.layer4[0].conv1 = nn.Conv2d(256, 512, 3, stride=2, padding=1, bias=False)
gray.maxpool = nn.Identity()
one = gray(torch.randn(4, 1, 64, 64))

pretrained = models.vgg16(pretrained=True)
pretrained.classifier[6] = nn.Linear(4096, 2)
two = pretrained(images)

net = models.mobilenet_v2(weights='IMAGENET1K_V1')
net.classifier[1] = nn.Linear(net.last_channel, 3)
three = net(images)

inception = models.inception_v3(aux_logits=True)
inception.AuxLogits.fc = nn.Linear(768, 4)
inception.fc = nn.Linear(2048, 4)
main, aux = inception(torch.randn(2, 3, 299, 299))
inception.eval()
alone = inception(torch.randn(2, 3, 299, 299))

segmentation = models.segmentation.deeplabv3_resnet50(weights=None, num_classes=5)
points = segmentation(images)['out']

detector = models.detection.fasterrcnn_resnet50_fpn(weights='DEFAULT')
width = detector.roi_heads.box_predictor.cls_score.in_features
detector.eval()
boxes = detector([torch.rand(3, 300, 400), torch.rand(3, 500, 400)])[1]['boxes']
detector.train()
losses = detector([torch.rand(3, 300, 400)], [{'boxes': torch.zeros(1, 4), 'labels': torch.ones(1, dtype=torch.int64)}])
total = sum(losses.values())


class Encoder(nn.Module):
    def __init__(self, classes, backbone='resnet34'):
        super().__init__()
        self.backbone = getattr(torchvision.models, backbone)(weights=None)
        self.backbone.fc = nn.Identity()
        self.head = nn.Linear(512, classes)

    def forward(self, x):
        return self.head(self.backbone(x))


encoded = Encoder(7)(images)
custom = models.resnet18(width_per_group=128)(images)
