import numpy as np
import tensorflow as tf
import keras
from sklearn.preprocessing import StandardScaler

x = np.random.rand(100, 4)
y = np.random.randint(0, 3, 100)


def classifier(metrics=None):
    model = keras.Sequential([keras.Input((4,)), keras.layers.Dense(3, activation='softmax')])
    model.compile('adam', 'sparse_categorical_crossentropy', metrics=metrics)
    return model


scaler = StandardScaler().fit(x)
classifier().fit(scaler, y)  #! error[input-mismatch]: fit: x is of type StandardScaler; Keras takes arrays
classifier().fit(x, y.argmax(axis=-1))  #! error[input-mismatch]: fit: y is a single number; Keras takes arrays with an axis of samples
classifier().predict(5)  #! error[input-mismatch]: predict: x is of type int; Keras takes arrays

dataset = tf.data.Dataset.from_tensor_slices((x, y)).batch(10)
classifier().fit(dataset, y, epochs=2)  #! error[unknown-argument]: fit: y comes with the items of x where x gives batches
classifier().fit(dataset, validation_split=0.2)  #! error[unknown-argument]: fit: validation_split takes a part of arrays; x gives batches
classifier().fit(dataset, batch_size=10)

classifier().fit(x, y, class_weight={0: 1.0, 1: 2.0}, sample_weight=np.ones(100))  #! error[unknown-argument]: fit takes class_weight or sample_weight, not both
classifier().fit(x, y, class_weight=[1.0, 2.0, 2.0])  #! error[unknown-argument]: fit: class_weight is a dict from class numbers to weights
classifier().fit(x, y, class_weight={0: 1.0, 1: 2.0})
classifier().fit(x, y, callbacks=[keras.callbacks.EarlyStopping])  #! error[unknown-argument]: fit: EarlyStopping is a class; callbacks takes instances
classifier().fit(x, y, callbacks=[keras.callbacks.EarlyStopping()])
