import keras
import numpy as np
import tensorflow as tf
from keras import layers
from tensorflow.keras.layers import Dence, Flatten  #! error[missing-attribute]: keras.layers has no Dence; is Dense meant?

x = keras.Input((8, 8, 3))
y = Dence(4)(x)  #> [null, 8, 8, 4]
z = layers.LST(4)
#   ^^^^^^^^^^ error[missing-attribute]: keras.layers has no LST; is LSTM meant?
#          ^^^ fix[missing-attribute]: LSTM
a = np.zeros((4, 3))
a.shappe  #! error[missing-attribute]: numpy.ndarray has no shappe; is shape meant?
np.random.ranndint(3, size=4)  #! error[missing-attribute]: numpy.random has no ranndint; is randint meant?
keras.optimizers.adam(1e-3)  #! error[removed-api]: keras.optimizers.adam is gone since Keras 3; keras.optimizers.Adam does the same

# What is guarded, what others add, and what an earlier version had.
try:
    from keras.layers import LSTMM
except ImportError:
    pass
np.product([1, 2])  #! error[removed-api]: numpy.product is gone since NumPy 2; numpy.prod does the same
layers.LocallyConnected1D  #! error[removed-api]: keras.layers.LocallyConnected1D is gone since Keras 3
tf.placeholder  #! error[removed-api]: tf.compat.v1.placeholder does the same
tf.compat.v1.placeholdr
np.my_own_addition  #! error[missing-attribute]: numpy has no my_own_addition
if hasattr(np, 'trapezoid'):
    np.trapezoid([1, 2])

class Cases:
    SIZES = [2, 3]
    EVEN = [n for n in SIZES if n % 2 == 0]
    PAIRS = [(a, b) for a in EVEN for b in (1, 2)]

later = later + 1  #! error[undefined-name]: The name later is not defined
later = 2
later = [later for later in [1, 2]]
