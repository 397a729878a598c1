import math
import random
from pathlib import Path
from typing import Sequence

import keras
import numpy as np
from keras import layers


class Compose:
    def __init__(self, *transforms):
        self.transforms = transforms

    def __call__(self, image: np.ndarray) -> np.ndarray:
        for transform in self.transforms:
            image = transform(image)
        return image


class RandomCrop:
    def __init__(self, size: int):
        self.size = size

    def __call__(self, image):
        h, w = image.shape[:2]
        top, left = random.randint(0, h - self.size), random.randint(0, w - self.size)
        return image[top : top + self.size, left : left + self.size]


class Normalize:
    def __init__(self, mean: Sequence[float], std: Sequence[float]):
        self.mean = np.asarray(mean, dtype="float32")
        self.std = np.asarray(std, dtype="float32")

    def __call__(self, image):
        return (image.astype("float32") / 255.0 - self.mean) / self.std


def random_flip(image):
    return image[:, ::-1] if random.random() < 0.5 else image


class Folder(keras.utils.PyDataset):
    def __init__(self, files, labels, transform, batch_size=8, shuffle=True, n_classes=3, **kwargs):
        super().__init__(**kwargs)
        self.files, self.labels = np.asarray(files), np.asarray(labels)
        self.transform, self.batch_size, self.n_classes = transform, batch_size, n_classes
        self.shuffle = shuffle
        self.order = np.arange(len(self.files))
        self.on_epoch_end()

    def __len__(self):
        return math.ceil(len(self.files) / self.batch_size)

    def __getitem__(self, idx):
        chosen = self.order[idx * self.batch_size : (idx + 1) * self.batch_size]
        images = np.stack([self.transform(np.load(self.files[i])) for i in chosen])
        targets = np.eye(self.n_classes, dtype="float32")[self.labels[chosen]]
        return images, targets

    def on_epoch_end(self):
        if self.shuffle:
            np.random.shuffle(self.order)


def write_images(root: Path, per_class: int, classes: Sequence[str]) -> tuple[list[str], list[int]]:
    files, labels = [], []
    rng = np.random.default_rng(0)
    for label, name in enumerate(classes):
        folder = root / name
        folder.mkdir(parents=True, exist_ok=True)
        for i in range(per_class):
            path = folder / f"{i:03d}.npy"
            np.save(path, rng.integers(0, 255, (40, 40, 3), dtype=np.uint8))
            files.append(str(path))
            labels.append(label)
    return files, labels


CLASSES = ("cat", "dog", "fox")
MEAN, STD = (0.485, 0.456, 0.406), (0.229, 0.224, 0.225)
files, labels = write_images(Path("images"), 8, CLASSES)
order = np.random.permutation(len(files))
cut = int(0.75 * len(order))
train_ids, val_ids = order[:cut], order[cut:]
pick = lambda ids: ([files[i] for i in ids], [labels[i] for i in ids])
train_transform = Compose(RandomCrop(32), random_flip, Normalize(MEAN, STD))
val_transform = Compose(lambda im: im[4:36, 4:36], Normalize(MEAN, STD))
train = Folder(*pick(train_ids), train_transform, workers=1)
val = Folder(*pick(val_ids), val_transform, shuffle=False)

base = keras.Sequential(
    [
        layers.Input((32, 32, 3)),
        layers.Conv2D(16, 5, activation="relu"),
        layers.AveragePooling2D(2),
        layers.Conv2D(32, 5, activation="relu"),
        layers.AveragePooling2D(2),
        layers.Flatten(),
    ],
    name="base",
)
model = keras.Sequential([base, layers.Dense(48, activation="relu"), layers.Dropout(0.4), layers.Dense(len(CLASSES), activation="softmax")])
model.compile(optimizer="rmsprop", loss="categorical_crossentropy", metrics=["accuracy"])
print(base.output_shape, model.count_params())
history = model.fit(train, validation_data=val, epochs=1, verbose=0)
images, targets = val[0]
probs = model.predict(images, verbose=0)
for prob, target in zip(probs, targets):
    print(CLASSES[int(prob.argmax())], CLASSES[int(target.argmax())], f"{prob.max():.2f}")
