#- framework: keras
# The labels go into the model, whose last layer takes them and the prediction as two arguments; what comes out of a vocabulary for texts of
# which nothing is known is computed at once.
import keras
import numpy as np
import tensorflow as tf
from keras import layers, ops

to_number = layers.StringLookup(vocabulary=list("abc"), mask_token=None)
to_text = layers.StringLookup(vocabulary=to_number.get_vocabulary(), mask_token=None, invert=True)


def encode(path, label):
    label = to_number(tf.strings.unicode_split(label, input_encoding="UTF-8"))
    return {"image": tf.zeros((20, 5)), "label": label}


dataset = tf.data.Dataset.from_tensor_slices((np.array(["a.png"]), np.array(["abc"]))).map(encode).batch(1)
for batch in dataset.take(1):
    print(tf.strings.reduce_join(to_text(batch["label"][0])).numpy().decode("utf-8"))


class CTCLayer(layers.Layer):
    def call(self, y_true, y_pred):
        batch = ops.cast(ops.shape(y_true)[0], dtype="int64")
        length = ops.cast(ops.shape(y_true)[1], dtype="int64")
        lengths = ops.cast(length * ops.ones(shape=(batch, 1), dtype="int64"), "float32")
        self.add_loss(ops.mean(y_pred) * ops.mean(lengths))
        return y_pred


image = layers.Input(shape=(20, 5), name="image")
label = layers.Input(shape=(None,), name="label")
x = layers.Dense(4, activation="softmax")(image)
model = keras.Model([image, label], CTCLayer()(label, x))
model.compile("adam")
model.fit(dataset, epochs=1)
layers.Dense(4)(image).numpy()  #! error[missing-attribute]: KerasTensor has no numpy
