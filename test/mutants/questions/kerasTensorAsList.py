from tensorflow.keras.applications import VGG16
from tensorflow.keras.layers import Dense, Flatten, Reshape, Permute, multiply, GlobalAveragePooling2D
from tensorflow.keras.models import Model

base = VGG16(weights=None, include_top=False, input_shape=(64, 64, 3))

def se_block(tensor, ratio=16):
    filters = tensor.shape.as_list()[-1]
    se = GlobalAveragePooling2D()(tensor)
    se = Reshape((1, 1, filters))(se)
    se = Dense(filters // ratio, activation='relu')(se)
    se = Dense(filters, activation='sigmoid')(se)
    return multiply([tensor, se])

x = se_block(base.output)
x = Flatten()(x)
out = Dense(5, activation='softmax')(x)
model = Model(inputs=base.input, outputs=out)
