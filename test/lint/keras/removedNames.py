import numpy as np
import pandas as pd
from keras import backend as K
from keras.layers import Dense, merge, CuDNNLSTM
#                               ^^^^^ error[removed-api]: keras.layers.merge is gone since Keras 3
#                                      ^^^^^^^^^ error[removed-api]: keras.layers.CuDNNLSTM is gone since Keras 3; keras.layers.LSTM does the same
from keras.layers.core import Flatten, Dropout as Drop
#    ^^^^^^^^^^^^^^^^^ error[removed-api]: keras.layers.core is gone since Keras 3; what was in it is in keras.layers
from keras.models import Sequential
from keras.optimizers import adam, SGD
#                            ^^^^ error[removed-api]: keras.optimizers.adam is gone since Keras 3; keras.optimizers.Adam does the same
from keras.preprocessing.image import ImageDataGenerator, img_to_array
#                                     ^^^^^^^^^^^^^^^^^^ error[removed-api]: keras.preprocessing.image.ImageDataGenerator is gone since Keras 3; tensorflow.keras.preprocessing.image.ImageDataGenerator does the same
from keras.preprocessing.text import Tokenizer
#    ^^^^^^^^^^^^^^^^^^^^^^^^ error[removed-api]: keras.preprocessing.text is gone since Keras 3; what was in it is in tensorflow.keras.preprocessing.text
from keras.utils import np_utils
#                       ^^^^^^^^ error[removed-api]: keras.utils.np_utils is gone since Keras 3; keras.utils does the same
from tensorflow.keras.layers.experimental import preprocessing
#    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error[removed-api]: tensorflow.keras.layers.experimental is gone since Keras 3; what was in it is in tensorflow.keras.layers
from tensorflow.python.keras.layers import BatchNormalization
#                                          ^^^^^^^^^^^^^^^^^^ error[removed-api]: tensorflow.python.keras.layers.BatchNormalization is gone; tensorflow.keras.layers.BatchNormalization does the same
from sklearn.cross_validation import train_test_split
#    ^^^^^^^^^^^^^^^^^^^^^^^^ error[removed-api]: sklearn.cross_validation is gone since scikit-learn 0.24; what was in it is in sklearn.model_selection
from sklearn.externals import joblib
#                             ^^^^^^ error[removed-api]: sklearn.externals.joblib is gone since scikit-learn 0.24; joblib does the same
from scipy.misc import imresize
#                      ^^^^^^^^ error[removed-api]: scipy.misc.imresize is gone since SciPy 1.12
import keras.layers.recurrent
#      ^^^^^^^^^^^^^^^^^^^^^^ error[removed-api]: keras.layers.recurrent is gone since Keras 3; what was in it is in keras.layers
import keras

# What the names stand for is known all the same.
labels = np_utils.to_categorical(np.array([0, 3, 1]))
model = Sequential()
model.add(Flatten(input_shape=(4, 4)))
model.add(Dense(3, activation='softmax'))
model.compile(loss='categorical_crossentropy', optimizer=adam(1e-3))
model.fit(np.zeros((3, 4, 4)), labels)  #! error[loss-target-mismatch]: The output has 3 classes, the labels have 4: (None, 3) and (None, 4)
x, x_test = train_test_split(np.zeros((10, 4)), test_size=0.2)
state = keras.layers.recurrent.LSTM(8)(keras.Input((5, 2)))  #> [null, 8]
flipped = preprocessing.RandomFlip()(keras.Input((8, 8, 3)))  #> [null, 8, 8, 3]
mean = K.mean(np.zeros((3, 4), dtype=np.float))
#      ^^^^^^ error[removed-api]: keras.backend.mean is gone since Keras 3; tensorflow.keras.backend.mean does the same
#                                    ^^^^^^^^ error[removed-api]: numpy.float is gone since NumPy 1.24; float does the same
table = pd.DataFrame({'a': [1, 2]}).as_matrix()
#       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error[removed-api]: pandas.DataFrame.as_matrix is gone since pandas 1; pandas.DataFrame.to_numpy does the same
keras.utils.np_utils.to_categorical([1, 0])  #! error[removed-api]: keras.utils.np_utils is gone since Keras 3; keras.utils does the same

# What another version needs.
try:
    from keras.layers import LeakyReLU, Highway
except ImportError:
    from keras.layers import LeakyReLU
if keras.__version__ < '2':
    from keras.layers import Merge
np.int = int
np.int(3)
