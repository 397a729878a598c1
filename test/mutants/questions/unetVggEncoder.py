import tensorflow as tf
from tensorflow.keras.layers import *
def decoder_block(x, skip, filters):
    x = Conv2DTranspose(filters, 2, strides=2, padding="same")(x)
    x = Concatenate()([x, skip])
    return Conv2D(filters, 3, padding="same", activation="relu")(x)
inputs = Input((128, 128, 3))
vgg = tf.keras.applications.VGG16(include_top=False, weights=None, input_tensor=inputs)
s1 = vgg.get_layer("block1_conv2").output
s2 = vgg.get_layer("block2_conv2").output
s3 = vgg.get_layer("block3_conv3").output
s4 = vgg.get_layer("block4_conv3").output
b1 = vgg.get_layer("block5_conv3").output
d1 = decoder_block(b1, s3, 512)
d2 = decoder_block(d1, s3, 256)
d3 = decoder_block(d2, s2, 128)
d4 = decoder_block(d3, s1, 64)
model = tf.keras.Model(inputs, Conv2D(1, 1, activation="sigmoid")(d4))
