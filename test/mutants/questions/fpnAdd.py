import keras
from keras import layers

def fpn(c3, c4, c5, f=32):
    p5 = layers.Conv2D(f, 1)(c5)
    p4 = layers.Add()([layers.UpSampling2D()(p5), layers.Conv2D(f, 1)(c4)])
    p3 = layers.Add()([layers.UpSampling2D()(p4), layers.Conv2D(f, 1)(c3)])
    return [layers.Conv2D(f, 3, padding="same")(p) for p in (p3, p4, p5)]

base = keras.applications.ResNet50(include_top=False, weights=None, input_shape=(200, 200, 3))
c3, c4, c5 = [base.get_layer(n).output for n in ("conv3_block4_out", "conv4_block6_out", "conv5_block3_out")]
outs = fpn(c3, c4, c5)
model = keras.Model(base.input, outs)
