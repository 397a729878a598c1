#- framework: keras
# Layers of a network of keras.applications by name: what they give, and names that it does not have.
import numpy as np
import tensorflow as tf
from tensorflow.keras import layers

base = tf.keras.applications.VGG16(weights=None, include_top=False, input_shape=(128, 96, 3))
early = base.get_layer('block3_conv3').output  #> [null, 32, 24, 256]
last = base.get_layer('block5_pool')
print(last.name, last.strides, last.output.shape, base.get_layer('block1_conv1').filters)
features = tf.keras.Model(base.input, [early, base.output])
style, content = features(np.zeros((2, 128, 96, 3)))
style  #> [2, 32, 24, 256]
base.get_layer('block5_conv4')  #! error[missing-attribute]: No layer is called 'block5_conv4'

# A decoder meets the maps of its encoder.
x = layers.Conv2DTranspose(256, 2, strides=2)(base.get_layer('block5_conv3').output)
layers.Concatenate()([x, base.get_layer('block4_conv3').output])
layers.Concatenate()([x, base.get_layer('block3_conv3').output])  #! error[dim-mismatch]

# What a program stacks on it goes by other names.
pooled = layers.GlobalAveragePooling2D(name='pooled')(base.output)
model = tf.keras.Model(base.input, layers.Dense(3, name='classes')(pooled))
model.get_layer('block4_conv2').output  #> [null, 16, 12, 512]
model.get_layer('classes')
for name in ['block1_pool', 'block4_pool']:
    part = base.get_layer(name=name).output

# Several parts of one network are no two networks.
net = tf.keras.applications.ResNet50(weights=None, include_top=False, input_shape=(200, 200, 3))
pyramid = tf.keras.Model(net.input, [net.get_layer('conv4_block6_out').output, net.output])
classes = tf.keras.applications.MobileNetV2(weights=None, classes=7).get_layer('predictions').output  #> [null, 7]
