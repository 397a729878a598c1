import copy
import os
import tempfile
import time

import torch
import torch.nn as nn
import torch.optim as optim
from torch.optim import lr_scheduler
from PIL import Image, ImageDraw
from torchvision import datasets, models, transforms


def make_image_folder(root, per_class=(10, 6)):
    """writes root/{train,val}/{circle,square,triangle}/*.png"""
    for phase, count in zip(('train', 'val'), per_class):
        for name in ('circle', 'square', 'triangle'):
            folder = os.path.join(root, phase, name)
            os.makedirs(folder)
            for i in range(count):
                img = Image.new('RGB', (72, 60), (20 * i % 255, 90, 130))
                draw = ImageDraw.Draw(img)
                x, y, r = 25 + i % 9, 25 + i % 7, 12 + i % 5
                if name == 'circle':
                    draw.ellipse((x - r, y - r, x + r, y + r), fill='yellow')
                elif name == 'square':
                    draw.rectangle((x - r, y - r, x + r, y + r), fill='yellow')
                else:
                    draw.polygon([(x, y - r), (x - r, y + r), (x + r, y + r)], fill='yellow')
                img.save(os.path.join(folder, '%03d.png' % i))


data_transforms = {
    'train': transforms.Compose([
        transforms.RandomResizedCrop(64, scale=(0.6, 1.0)),
        transforms.RandomHorizontalFlip(),
        transforms.ToTensor(),
        transforms.Normalize([0.485, 0.456, 0.406], [0.229, 0.224, 0.225])
    ]),
    'val': transforms.Compose([
        transforms.Resize(68),
        transforms.CenterCrop(64),
        transforms.ToTensor(),
        transforms.Normalize([0.485, 0.456, 0.406], [0.229, 0.224, 0.225])
    ]),
}


def train_model(model, dataloaders, dataset_sizes, criterion, optimizer, scheduler, device, num_epochs=25):
    since = time.time()
    best_model_wts = copy.deepcopy(model.state_dict())
    best_acc = 0.0

    for epoch in range(num_epochs):
        print(f'Epoch {epoch}/{num_epochs - 1}')
        print('-' * 10)

        # Each epoch has a training and validation phase
        for phase in ['train', 'val']:
            if phase == 'train':
                model.train()
            else:
                model.eval()

            running_loss = 0.0
            running_corrects = 0
            for inputs, labels in dataloaders[phase]:
                inputs = inputs.to(device)
                labels = labels.to(device)
                optimizer.zero_grad()
                with torch.set_grad_enabled(phase == 'train'):
                    outputs = model(inputs)
                    _, preds = torch.max(outputs, 1)
                    loss = criterion(outputs, labels)
                    if phase == 'train':
                        loss.backward()
                        optimizer.step()
                running_loss += loss.item() * inputs.size(0)
                running_corrects += torch.sum(preds == labels.data)
            if phase == 'train':
                scheduler.step()

            epoch_loss = running_loss / dataset_sizes[phase]
            epoch_acc = running_corrects.double() / dataset_sizes[phase]
            print(f'{phase} Loss: {epoch_loss:.4f} Acc: {epoch_acc:.4f}')
            if phase == 'val' and epoch_acc > best_acc:
                best_acc = epoch_acc
                best_model_wts = copy.deepcopy(model.state_dict())

    print(f'Training complete in {time.time() - since:.0f}s, best val Acc: {best_acc:4f}')
    model.load_state_dict(best_model_wts)
    return model


def set_parameter_requires_grad(model, feature_extracting):
    if feature_extracting:
        for param in model.parameters():
            param.requires_grad = False


def initialize_model(num_classes, feature_extract=True, hidden=None):
    # weights='IMAGENET1K_V1' where the machine may download
    model_ft = models.mobilenet_v2(weights=None)
    set_parameter_requires_grad(model_ft.features, feature_extract)
    in_features = model_ft.classifier[1].in_features
    if hidden is None:
        model_ft.classifier[1] = nn.Linear(in_features, num_classes)
    else:
        model_ft.classifier[1] = nn.Sequential(
            nn.Linear(in_features, hidden), nn.ReLU(inplace=True), nn.Linear(hidden, num_classes))
    return model_ft


def main():
    device = torch.device("cuda:0" if torch.cuda.is_available() else "cpu")
    with tempfile.TemporaryDirectory() as data_dir:
        make_image_folder(data_dir)
        image_datasets = {x: datasets.ImageFolder(os.path.join(data_dir, x), data_transforms[x])
                          for x in ['train', 'val']}
        dataloaders = {x: torch.utils.data.DataLoader(image_datasets[x], batch_size=10, shuffle=(x == 'train'))
                       for x in ['train', 'val']}
        dataset_sizes = {x: len(image_datasets[x]) for x in ['train', 'val']}
        class_names = image_datasets['train'].classes

        model_conv = initialize_model(len(class_names), feature_extract=True, hidden=100).to(device)
        params_to_update = [p for p in model_conv.parameters() if p.requires_grad]
        print('training', sum(p.numel() for p in params_to_update), 'parameters of',
              sum(p.numel() for p in model_conv.parameters()))

        criterion = nn.CrossEntropyLoss()
        optimizer_conv = optim.SGD(params_to_update, lr=0.001, momentum=0.9)
        exp_lr_scheduler = lr_scheduler.StepLR(optimizer_conv, step_size=7, gamma=0.1)
        train_model(model_conv, dataloaders, dataset_sizes, criterion, optimizer_conv, exp_lr_scheduler, device, 2)


if __name__ == '__main__':
    main()
