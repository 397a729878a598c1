"""What programs of PyTorch need to be run many times over: imports made once, and random data in place of downloads."""

import os


def import_frameworks():
    """Imports what the programs use, without starting a thread that a forked child would lack."""
    import matplotlib.pyplot  # noqa: F401
    import numpy  # noqa: F401
    import pandas  # noqa: F401
    import sklearn.datasets  # noqa: F401
    import sklearn.metrics  # noqa: F401
    import sklearn.model_selection  # noqa: F401
    import sklearn.preprocessing  # noqa: F401
    import torch
    import torch.utils.data  # noqa: F401
    import torchvision.datasets
    import torchvision.models
    import torchvision.ops
    import torchvision.transforms
    import torchvision.transforms.v2  # noqa: F401

    torch.set_num_threads(1)
    replace_data_sets(torchvision)


def replace_data_sets(torchvision):
    """Random images of the true extents and types. There are fewer of them unless `MUTANT_SAMPLES` is "all"."""
    import numpy as np
    import torch
    from PIL import Image

    everything = os.environ.get("MUTANT_SAMPLES") == "all"

    def stand_in(name, size, mode, classes, samples):
        class Images(torchvision.datasets.VisionDataset):
            def __init__(self, root=None, train=True, transform=None, target_transform=None, download=False, **_):
                super().__init__(root, transform=transform, target_transform=target_transform)
                rng = np.random.default_rng(7)
                n = samples[0 if train else 1] if everything else (256 if train else 96)
                shape = (n, *size) if mode == "L" else (n, *size, 3)
                data = rng.integers(0, 256, shape, dtype="uint8")
                labels = np.arange(n) % classes
                # As the real ones keep them: tensors for MNIST, an array and a list for CIFAR.
                self.data = torch.from_numpy(data) if mode == "L" else data
                self.targets = torch.from_numpy(labels) if mode == "L" else labels.tolist()
                self.classes = [f"class {i}" for i in range(classes)]
                self.train = train

            def __len__(self):
                return len(self.data)

            def __getitem__(self, index):
                image, label = self.data[index], int(self.targets[index])
                image = Image.fromarray(image.numpy() if mode == "L" else image, mode=mode)
                if self.transform is not None:
                    image = self.transform(image)
                if self.target_transform is not None:
                    label = self.target_transform(label)
                return image, label

        Images.__name__ = Images.__qualname__ = name
        return Images

    for name, classes in (("MNIST", 10), ("FashionMNIST", 10), ("KMNIST", 10)):
        setattr(torchvision.datasets, name, stand_in(name, (28, 28), "L", classes, (60000, 10000)))
    for name, classes in (("CIFAR10", 10), ("CIFAR100", 100)):
        setattr(torchvision.datasets, name, stand_in(name, (32, 32), "RGB", classes, (50000, 10000)))
