#- framework: keras
# A name that says its module once more.
import tensorflow as tf

noise = tf.random.random_normal([8, 4])  #! error[missing-attribute]: tensorflow.random has no random_normal; is normal meant?
#                 ^^^^^^^^^^^^^ fix[missing-attribute]: normal
scaled = noise * tf.ones([4, 8])  #! error[broadcast-mismatch]: (8, 4) and (4, 8)
