import keras
import numpy as np
from keras import layers, ops

SIZE, BATCH, WIDTH = 32, 16, 64


def get_augmenter(min_area: float, brightness: float) -> keras.Sequential:
    zoom = 1.0 - np.sqrt(min_area)
    return keras.Sequential(
        [
            layers.Rescaling(1 / 255),
            layers.RandomFlip("horizontal"),
            layers.RandomTranslation(zoom / 2, zoom / 2),
            layers.RandomZoom((-zoom, 0.0), (-zoom, 0.0)),
            layers.RandomBrightness(brightness, value_range=(0, 1)),
        ]
    )


def get_encoder() -> keras.Sequential:
    model = keras.Sequential([layers.Input((SIZE, SIZE, 3))], name="encoder")
    for _ in range(3):
        model.add(layers.Conv2D(WIDTH, 3, strides=2, activation="relu"))
    model.add(layers.Flatten())
    model.add(layers.Dense(WIDTH, activation="relu"))
    return model


class ContrastiveModel(keras.Model):
    def __init__(self, temperature: float = 0.1):
        super().__init__()
        self.temperature = temperature
        self.augmenter = get_augmenter(0.25, 0.3)
        self.encoder = get_encoder()
        self.projection = keras.Sequential([layers.Input((WIDTH,)), layers.Dense(WIDTH, activation="relu"), layers.Dense(WIDTH)])
        self.probe = keras.Sequential([layers.Input((WIDTH,)), layers.Dense(10)], name="probe")
        self.loss_tracker = keras.metrics.Mean(name="c_loss")
        self.accuracy = keras.metrics.SparseCategoricalAccuracy(name="c_acc")

    @property
    def metrics(self):
        return [self.loss_tracker, self.accuracy]

    def contrastive_loss(self, first, second):
        first = ops.normalize(first, axis=1)
        second = ops.normalize(second, axis=1)
        similarities = ops.matmul(first, ops.transpose(second)) / self.temperature
        labels = ops.arange(ops.shape(first)[0])
        self.accuracy.update_state(labels, similarities)
        self.accuracy.update_state(labels, ops.transpose(similarities))
        one = keras.losses.sparse_categorical_crossentropy(labels, similarities, from_logits=True)
        two = keras.losses.sparse_categorical_crossentropy(labels, ops.transpose(similarities), from_logits=True)
        return ops.mean(one + two) / 2

    def call(self, images, training=None):
        return self.projection(self.encoder(images, training=training))

    def compute_loss(self, x=None, y=None, y_pred=None, sample_weight=None, training=True):
        first = self(self.augmenter(x, training=True))
        second = self(self.augmenter(x, training=True))
        loss = self.contrastive_loss(first, second)
        self.loss_tracker.update_state(loss)
        return loss


def linear_probe(encoder, x, y, n_classes=10):
    features = encoder.predict(x, verbose=0)
    probe = keras.Sequential([keras.Input((features.shape[-1],)), layers.Dense(n_classes)])
    probe.compile("adam", keras.losses.SparseCategoricalCrossentropy(from_logits=True), metrics=["accuracy"])
    probe.fit(features, y, epochs=1, verbose=0)
    return probe


(x_train, y_train), (x_test, y_test) = keras.datasets.cifar10.load_data()
unlabeled = x_train[:64]
model = ContrastiveModel()
model.compile(optimizer=keras.optimizers.Adam(1e-3))
model.fit(unlabeled.astype("float32"), np.zeros((len(unlabeled), 1)), batch_size=BATCH, epochs=1, verbose=0)
probe = linear_probe(model.encoder, x_train[:100] / 255.0, y_train[:100])
full = keras.Sequential([layers.Input((SIZE, SIZE, 3)), layers.Rescaling(1 / 255), model.encoder, probe])
logits = full.predict(x_test[:20], verbose=0)
top = np.argpartition(-logits, 3, axis=1)[:, :3]
hits = (top == y_test[:20]).any(axis=1)
print("top-3", hits.mean(), full.output_shape, [v.shape for v in probe.trainable_variables])
