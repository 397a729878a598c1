#- framework: torchvision
import torch
from torchvision import models

# Weights know their number of classes.
models.resnet18(weights=models.ResNet18_Weights.DEFAULT, num_classes=10)  #! error[class-count]: 1000 classes
models.resnet18(weights='IMAGENET1K_V3')  #! error[unknown-argument]: no weights

detector = models.detection.fasterrcnn_resnet50_fpn(weights=None)
detector([torch.rand(3, 300, 400)])  #! error[missing-argument]: training mode
