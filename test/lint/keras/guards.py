#- framework: keras
# A condition that compares sizes may be the guard of what stands behind it; a flag is none.
import keras
from keras import layers
from settings import axis, use_residual, stride


def block(x, filters):
    shortcut = x
    channels = x.shape[axis]
    x = layers.Conv2D(filters, 1)(x)
    if stride == 1 and channels == filters:
        x = layers.Add()([shortcut, x])
    return x


y = block(keras.Input((8, 8, 4)), 6)

x = keras.Input((8,))
if use_residual:
    y = layers.Add()([x, layers.Dense(9)(x)])
    #   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error[broadcast-mismatch]: (None, 8) and (None, 9)


def test_wrong_groups(self):
    with self.assertRaisesRegex(ValueError, "groups"):
        layers.Conv2D(filters=5, kernel_size=2, groups=2)
