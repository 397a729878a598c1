from tensorflow.keras.applications import ResNet50
from tensorflow.keras.models import Model
import numpy as np
base = ResNet50(weights=None, include_top=False, input_shape=(224, 224, 3))
model = Model(inputs=base.input, outputs=base.get_layer('block4_pool').output)
