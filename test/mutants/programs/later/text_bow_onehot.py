# Spam or ham with a bag of words
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.preprocessing import LabelBinarizer, LabelEncoder
from sklearn.model_selection import train_test_split
from keras.models import Sequential
from keras.layers import Dense, Dropout, Activation
from keras.utils import to_categorical
import numpy as np

messages = ['free prize now', 'are you coming home', 'win cash today', 'see you at lunch', 'call me later'] * 8
kinds = ['spam', 'ham', 'spam', 'ham', 'other'] * 8
vectorizer = CountVectorizer(max_features=10)
X = vectorizer.fit_transform(messages).toarray()
encoder = LabelEncoder()
encoder.fit(kinds)
encoded_Y = encoder.transform(kinds)
dummy_y = to_categorical(encoded_Y)
num_classes = np.max(encoded_Y) + 1
X_train, X_test, Y_train, Y_test = train_test_split(X, dummy_y, test_size=0.25, random_state=2)

model = Sequential()
model.add(Dense(16, input_shape=(10,)))
model.add(Activation('relu'))
model.add(Dropout(0.5))
model.add(Dense(3))
model.add(Activation('softmax'))
model.compile(loss='categorical_crossentropy', optimizer='adam', metrics=['accuracy'])
model.fit(X_train, Y_train, batch_size=8, epochs=1, verbose=0, validation_split=0.1)
guess = np.argmax(model.predict(X_test, verbose=0), axis=1)
print(encoder.inverse_transform(guess)[:3])
