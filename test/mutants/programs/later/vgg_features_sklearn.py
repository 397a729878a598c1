import numpy as np
from keras.applications.vgg16 import VGG16, preprocess_input
from keras.models import Model
from keras.layers import Flatten, Dense, Input
from sklearn.linear_model import LogisticRegression

base = VGG16(weights=None, include_top=False, input_shape=(32, 32, 3))
for layer in base.layers:
    layer.trainable = False
x = Flatten()(base.output)
x = Dense(32, activation='relu')(x)
prediction = Dense(2, activation='softmax')(x)
model = Model(inputs=base.input, outputs=prediction)
print(base.output_shape, model.output_shape)

images = np.random.randint(0, 256, (6, 32, 32, 3)).astype('float32')
y = np.array([0, 1, 0, 1, 0, 1])
features = base.predict(preprocess_input(images), verbose=0)
features = features.reshape((features.shape[0], 1 * 1 * 512))
clf = LogisticRegression(max_iter=20)
clf.fit(features, y)
print(clf.score(features, y))
