import numpy as np
from sklearn.cross_validation import train_test_split
#    ^^^^^^^^^^^^^^^^^^^^^^^^ error[removed-api]: sklearn.cross_validation is gone since scikit-learn 0.24; what was in it is in sklearn.model_selection
from keras.models import Sequential
from keras.layers import Dense
from keras.optimizers import SGD

X = np.random.rand(150, 4)
Y = np.random.randint(0, 3, 150)
X_train, X_test, y_train, y_test = train_test_split(X, Y, test_size=0.3)
model = Sequential()
model.add(Dense(output_dim=8, input_dim=5, activation='relu'))
#         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error[unknown-argument]: Dense: output_dim is called units now
model.add(Dense(output_dim=3, activation='softmax'))
#         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error[unknown-argument]: Dense: output_dim is called units now
model.compile(loss='sparse_categorical_crossentropy', optimizer=SGD(lr=0.1, decay=1e-6, momentum=0.9, nesterov=True))
#                                                               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error[unknown-argument]: SGD: lr is called learning_rate now
model.fit(X_train, y_train, nb_epoch=2, batch_size=8)  #! error[unknown-argument]: nb_epoch is called epochs now  #! error[input-mismatch]: The model takes (None, 5), it is fed (None, 4)
