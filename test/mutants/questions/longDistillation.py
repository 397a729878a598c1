import enum
from typing import Any

import keras
import numpy as np
import tensorflow as tf
from keras import layers


class Size(enum.Enum):
    SMALL = (8, 16)
    LARGE = (32, 64, 64)


def cnn(size: Size, n_classes: int, name: str) -> keras.Sequential:
    model = keras.Sequential(name=name)
    model.add(layers.Input(shape=(28, 28, 1)))
    for width in size.value:
        model.add(layers.Conv2D(width, (3, 3), strides=(2, 2), padding="same"))
        model.add(layers.LeakyReLU(negative_slope=0.2))
    model.add(layers.Flatten())
    model.add(layers.Dense(n_classes))
    return model


class Distiller(keras.Model):
    def __init__(self, student: keras.Model, teacher: keras.Model):
        super().__init__()
        self.student = student
        self.teacher = teacher
        self.teacher.trainable = False

    def compile(self, optimizer, metrics, student_loss, distillation_loss, alpha=0.1, temperature=3.0):
        super().compile(optimizer=optimizer, metrics=metrics)
        self.student_loss = student_loss
        self.distillation_loss = distillation_loss
        self.alpha = alpha
        self.temperature = temperature

    def call(self, x, training=None):
        return self.student(x, training=training)

    def compute_loss(self, x=None, y=None, y_pred=None, sample_weight=None, allow_empty=False, training=True):
        teacher_logits = self.teacher(x, training=False)
        hard = self.student_loss(y, y_pred)
        soft = self.distillation_loss(
            tf.nn.softmax(teacher_logits / self.temperature, axis=1),
            tf.nn.softmax(y_pred / self.temperature, axis=1),
        ) * (self.temperature**2)
        return self.alpha * hard + (1 - self.alpha) * soft


def prepare(images: np.ndarray) -> np.ndarray:
    images = images.astype("float32") / 255.0
    return images[..., None]


def evaluate(model: keras.Model, x: np.ndarray, y: np.ndarray) -> dict[str, Any]:
    loss, accuracy = model.evaluate(x, y, verbose=0)
    return {"name": model.name, "loss": round(loss, 3), "accuracy": round(accuracy, 3), "params": model.count_params()}


(x_train, y_train), (x_test, y_test) = keras.datasets.mnist.load_data()
x_train, x_test = prepare(x_train), prepare(x_test)

teacher = cnn(Size.LARGE, 10, "teacher")
student = cnn(Size.SMALL, 10, "student")
scratch = keras.models.clone_model(student)
for model in (teacher, scratch):
    model.compile(
        optimizer=keras.optimizers.Adam(),
        loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True),
        metrics=[keras.metrics.SparseCategoricalAccuracy()],
    )
teacher.fit(x_train, y_train, epochs=1, batch_size=64, verbose=0)
distiller = Distiller(student=student, teacher=teacher)
distiller.compile(
    optimizer=keras.optimizers.Adam(),
    metrics=[keras.metrics.SparseCategoricalAccuracy()],
    student_loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True),
    distillation_loss=keras.losses.KLDivergence(),
    alpha=0.1,
    temperature=10,
)
distiller.fit(x_train, y_train, epochs=1, batch_size=64, verbose=0)
scratch.fit(x_train, y_train, epochs=1, verbose=0)
rows = [evaluate(m, x_test, y_test) for m in (teacher, scratch)]
student_probs = keras.activations.softmax(keras.ops.convert_to_tensor(student.predict(x_test, verbose=0)))
agree = np.mean(np.argmax(teacher.predict(x_test, verbose=0), axis=1) == np.argmax(student_probs, axis=1))
for row in rows:
    print("{name:>10}  {loss:6.3f}  {accuracy:6.3f}  {params:8d}".format(**row))
print(f"teacher and student agree on {agree:.1%}")
