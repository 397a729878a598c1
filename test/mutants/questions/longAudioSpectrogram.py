import pathlib
from typing import Literal

import numpy as np
import tensorflow as tf
from tensorflow.keras import layers

RATE, SECONDS = 8000, 1
COMMANDS = np.array(["down", "go", "left", "no"])
Split = Literal["train", "val", "test"]


def tone(label: int, rng: np.random.Generator) -> np.ndarray:
    t = np.arange(RATE * SECONDS) / RATE
    wave = np.sin(2 * np.pi * (220 * (label + 1)) * t) + rng.normal(0, 0.1, t.shape)
    return wave[: rng.integers(6000, 8001)].astype("float32") / 2


def write_wavs(root: pathlib.Path, per_command: int) -> None:
    rng = np.random.default_rng(2)
    for label, command in enumerate(COMMANDS):
        (root / command).mkdir(parents=True, exist_ok=True)
        for i in range(per_command):
            audio = tf.constant(tone(label, rng))[:, tf.newaxis]
            tf.io.write_file(str(root / command / f"{i}.wav"), tf.audio.encode_wav(audio, RATE))


def get_waveform_and_label(path: tf.Tensor):
    parts = tf.strings.split(path, "/")
    label = tf.argmax(tf.cast(parts[-2] == COMMANDS, tf.int32))
    audio, _ = tf.audio.decode_wav(tf.io.read_file(path), desired_channels=1, desired_samples=RATE * SECONDS)
    return tf.squeeze(audio, axis=-1), label


def get_spectrogram(waveform, frame_length=255, frame_step=128):
    spectrogram = tf.abs(tf.signal.stft(waveform, frame_length=frame_length, frame_step=frame_step))
    return spectrogram[..., tf.newaxis]


def mfccs(waveform, n_mels=40, n_coefficients=13):
    magnitude = tf.abs(tf.signal.stft(waveform, 256, 128))
    mel = tf.signal.linear_to_mel_weight_matrix(n_mels, magnitude.shape[-1], RATE, 80.0, 3800.0)
    log_mel = tf.math.log(tf.tensordot(magnitude, mel, 1) + 1e-6)
    return tf.signal.mfccs_from_log_mel_spectrograms(log_mel)[..., :n_coefficients]


root = pathlib.Path("commands")
write_wavs(root, per_command=8)
files = tf.io.gfile.glob(str(root) + "/*/*")
files = tf.random.shuffle(files, seed=1)
sizes: dict[Split, slice] = {"train": slice(0, 20), "val": slice(20, 26), "test": slice(26, None)}
splits = {
    name: tf.data.Dataset.from_tensor_slices(files[part]).map(get_waveform_and_label, num_parallel_calls=tf.data.AUTOTUNE)
    for name, part in sizes.items()
}
spectrograms = {name: ds.map(lambda w, label: (get_spectrogram(w), label)) for name, ds in splits.items()}
for spectrogram, _ in spectrograms["train"].take(1):
    input_shape = spectrogram.shape
print("input", input_shape)

norm = layers.Normalization(axis=None)
norm.adapt(spectrograms["train"].map(lambda s, _: s))
model = tf.keras.Sequential(
    [
        layers.Input(shape=input_shape),
        layers.Resizing(32, 32),
        norm,
        layers.Conv2D(16, 3, activation="relu"),
        layers.Conv2D(32, 3, activation="relu"),
        layers.MaxPooling2D(),
        layers.Dropout(0.25),
        layers.Flatten(),
        layers.Dense(64, activation="relu"),
        layers.Dense(len(COMMANDS)),
    ]
)
model.compile(
    optimizer=tf.keras.optimizers.Adam(),
    loss=tf.keras.losses.SparseCategoricalCrossentropy(from_logits=True),
    metrics=["accuracy"],
)
batched = {name: ds.cache().batch(4) for name, ds in spectrograms.items()}
model.fit(batched["train"], validation_data=batched["val"], epochs=1, verbose=0)
y_true = np.concatenate([labels.numpy() for _, labels in batched["test"]])
y_pred = np.argmax(model.predict(batched["test"], verbose=0), axis=1)
matrix = tf.math.confusion_matrix(y_true, y_pred, num_classes=len(COMMANDS))
features = np.stack([mfccs(w).numpy().mean(axis=0) for w, _ in splits["test"]])
print(matrix.shape, features.shape, COMMANDS[y_pred])


class Export(tf.Module):
    def __init__(self, model):
        super().__init__()
        self.model = model

    @tf.function(input_signature=[tf.TensorSpec([None, RATE * SECONDS], tf.float32)])
    def __call__(self, x):
        logits = self.model(get_spectrogram(x), training=False)
        ids = tf.argmax(logits, axis=-1)
        return {"probabilities": tf.nn.softmax(logits), "ids": ids, "names": tf.gather(COMMANDS, ids)}


export = Export(model)
print(export(tf.zeros([2, RATE]))["probabilities"].shape)
