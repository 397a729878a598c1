from sklearn.datasets import make_multilabel_classification
from sklearn.model_selection import RepeatedKFold
from sklearn.metrics import accuracy_score
from numpy import mean
from numpy import std
from keras.models import Sequential
from keras.layers import Dense


# get the dataset
def get_dataset():
    X, y = make_multilabel_classification(n_samples=100, n_features=10, n_classes=3, n_labels=2, random_state=1)
    return X, y


# get the model
def get_model(n_inputs, n_outputs):
    model = Sequential()
    model.add(Dense(20, input_dim=n_inputs, kernel_initializer='he_uniform', activation='relu'))
    model.add(Dense(n_outputs, activation='sigmoid'))
    model.compile(loss='binary_crossentropy', optimizer='adam')
    return model


# evaluate a model using repeated k-fold cross-validation
def evaluate_model(X, y):
    results = list()
    n_inputs, n_outputs = X.shape[1], y.shape[1]
    cv = RepeatedKFold(n_splits=2, n_repeats=1, random_state=1)
    for train_ix, test_ix in cv.split(X):
        X_train, X_test = X[train_ix], X[test_ix]
        y_train, y_test = y[train_ix], y[test_ix]
        model = get_model(n_inputs, n_outputs)
        model.fit(X_train, y_train, verbose=0, epochs=1)
        yhat = model.predict(X_test, verbose=0)
        yhat = yhat.round()
        acc = accuracy_score(y_test, yhat)
        print('>%.3f' % acc)
        results.append(acc)
    return results


X, y = get_dataset()
results = evaluate_model(X, y)
print('Accuracy: %.3f (%.3f)' % (mean(results), std(results)))
