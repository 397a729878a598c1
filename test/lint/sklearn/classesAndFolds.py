import keras
import numpy as np
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.metrics import classification_report, confusion_matrix, f1_score
from sklearn.model_selection import KFold, StratifiedKFold
from sklearn.naive_bayes import MultinomialNB
from sklearn.preprocessing import LabelBinarizer, LabelEncoder

y = np.array([0, 1, 2, 1, 0, 2])
p = np.array([0, 1, 2, 2, 0, 1])
f1_score(y, p)  #! error[unknown-argument]: f1_score of 3 classes takes an average
f1_score(y, p, average='macro')
f1_score(y > 0, p > 0)
tn, fp, fn, tp = confusion_matrix(y, p).ravel()  #! error[dim-mismatch]: 9 values cannot be taken apart into 4 names
tn, fp, fn, tp = confusion_matrix(y > 0, p > 0).ravel()
classification_report(y, p, target_names=['cat', 'dog'])  #! error[dim-mismatch]: there are 3 classes, but 2 names
classification_report(y, p, target_names=['cat', 'dog'], labels=[0, 1])

X = np.random.rand(90, 10)
labels = np.random.randint(0, 3, 90)
Y = keras.utils.to_categorical(labels)
for train, test in StratifiedKFold(3).split(X, Y):  #! error[rank-mismatch]: split takes class ids along one axis
    print(X[train].shape)
for train, test in StratifiedKFold(3).split(X, labels):
    print(X[train].shape)
for train, test in KFold(10).split(X[:6]):  #! error[dim-mismatch]: 10 parts cannot be made of 6 samples
    print(X[train].shape)

binarizer = LabelBinarizer()
wide = binarizer.fit_transform(['a', 'b', 'c', 'a'])
binarizer.inverse_transform(wide.argmax(axis=1))  #! error[rank-mismatch]: a column for each of 3 classes
binarizer.inverse_transform(wide)
binarizer.transform(wide)  #! error[rank-mismatch]: takes labels along one axis
encoder = LabelEncoder().fit(['a', 'b', 'c'])
encoder.inverse_transform(wide)  #! error[rank-mismatch]: takes labels along one axis
encoder.inverse_transform(wide.argmax(axis=1))

docs = ['free money now', 'call me later', 'win money', 'see you later']
vectorizer = CountVectorizer()
counts = vectorizer.fit_transform(docs)
len(counts)  #! error[missing-attribute]: A sparse matrix has no length
bayes = MultinomialNB().fit(counts, [1, 0, 1, 0])
bayes.predict(CountVectorizer().fit_transform(['free call']))  #! error[dim-mismatch]: the fit was on 9 features
bayes.predict(vectorizer.transform(['free call']))
