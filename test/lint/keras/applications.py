import numpy as np
from tensorflow import keras
from tensorflow.keras.applications import VGG16
from tensorflow.keras.applications.resnet50 import ResNet50, decode_predictions, preprocess_input

base = VGG16(weights='imagenet', include_top=False, input_shape=(150, 150, 3))
base.trainable = False
model = keras.Sequential([
    base,
    keras.layers.Flatten(),  #> [null, 8192]
    keras.layers.Dense(256, activation='relu'),
    keras.layers.Dense(1, activation='sigmoid'),
])

inputs = keras.Input(shape=(224, 224, 3))
x = keras.applications.MobileNetV2(include_top=False, weights=None)(inputs)  #> [null, 7, 7, 1280]
x = keras.layers.GlobalAveragePooling2D()(x)  #> [null, 1280]

extractor = keras.applications.EfficientNetB0(include_top=False, pooling='avg', input_shape=(96, 96, 3))
head = keras.layers.Dense(5)(extractor.output)  #> [null, 5]
whole = keras.Model(extractor.input, head)

resnet = ResNet50(weights='imagenet')
images = preprocess_input(np.zeros((4, 224, 224, 3)))  #> [4, 224, 224, 3]
resnet(np.zeros((4, 100, 100, 3)))  #! error[input-mismatch]: (None, 224, 224, 3)
decode_predictions(np.zeros((4, 10)))  #! error[dim-mismatch]: 1000 classes

gray = VGG16(include_top=False, input_shape=(48, 48, 1))  #! error[dim-mismatch]: 3 channels
small = VGG16(include_top=False, weights=None, input_shape=(28, 28, 3))  #! error[dim-mismatch]: at least 32×32
ten = ResNet50(weights='imagenet', classes=10)  #! error[unknown-argument]: 1000 classes
ok = ResNet50(weights=None, classes=10, input_shape=(64, 64, 1))
