import csv
import io
import json
import os
import time
from collections import Counter, OrderedDict, defaultdict, deque

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from keras import layers
from sklearn.ensemble import RandomForestClassifier
from sklearn.model_selection import GridSearchCV, KFold, cross_val_score
from sklearn.pipeline import Pipeline, make_pipeline
from sklearn.preprocessing import MinMaxScaler, StandardScaler
from sklearn.svm import SVC

images = np.zeros((4, 28, 28))
settings = {'figsize': (3, 3)}
memory = deque([], 10)
counts = Counter('abca', more=2)
groups = defaultdict(list, a=[1])
OrderedDict(a=1).popitem(last=False)

fig, ax = plt.subplots(1, 1, sharex=True, **settings)
ax.plot([1, 2], [3, 4], 'r--', lw=2, label='a', marker='o', ms=3, transform=ax.transAxes)
ax.bar([1, 2], [3, 4], yerr=[1, 1], capsize=4, ecolor='k', tick_label=['a', 'b'])
ax.text(0.5, 0.5, 'x', ha='center', va='top', fontdict={'size': 3}, bbox=dict(facecolor='w'))
ax.hist([1, 2, 3], bins=3, histtype='step', edgecolor='k', rwidth=0.8)
ax.annotate('x', (0, 0), xytext=(1, 1), arrowprops={'arrowstyle': '->'}, fontsize=8)
ax.twinx().set_ylabel('loss', color='b', rotation=90)
plt.imshow(images[0], cmap=plt.cm.gray_r, interpolation='nearest', vmin=0)
plt.savefig('a.png', dpi=300, bbox_inches='tight', facecolor='w')
plt.colorbar(fraction=0.05, pad=0.01)
plt.legend(['a'], loc='best', fontsize=8, ncol=2)
three = plt.figure().add_subplot(111, projection='3d')
three.plot_surface(images[0], images[0], images[0], cmap='viridis')
three.set_zlabel('z')
fig.tight_layout(pad=1)
for one, row in zip(plt.subplots(2, 2)[1].flat, images):
    one.imshow(row)
    one.axis('off')

with open('log.csv', 'w', newline='', encoding='utf-8') as file:
    writer = csv.writer(file, delimiter=',')
    writer.writerow(['a', 'b'])
    json.dump({'a': 1}, file, indent=2, sort_keys=True)
    print('x', 'y', sep=';', end='', file=file, flush=True)
with open('log.csv') as file:
    header = next(file)
    lines = [line.rstrip('\n') for line in file]
    file.seek(0)
    rest = file.readlines()
text = io.StringIO('a,b\n1,2')
frame = pd.read_csv(text, sep=',', header=0)
frame.drop(columns=['a']).sort_values('b', ascending=False).reset_index(drop=True)

pipe = make_pipeline(StandardScaler(), SVC(C=1.0, kernel='rbf', probability=True))
print(len(pipe), pipe[0], pipe[-1])
search = GridSearchCV(pipe, {'svc__C': [1, 10]}, cv=3, n_jobs=-1, scoring='accuracy', verbose=0)
search.fit(images.reshape(4, -1), [0, 1, 0, 1])
forest = RandomForestClassifier(n_estimators=10, max_depth=3, random_state=0).fit(images.reshape(4, -1), [0, 1, 0, 1])
for tree in forest:
    print(tree)
for train, test in KFold(n_splits=2, shuffle=True, random_state=1).split(images):
    print(train, test)
scores = cross_val_score(forest, images.reshape(4, -1), [0, 1, 0, 1], cv=2)
print('%.3f +/- %.3f' % (scores.mean(), scores.std()), time.strftime('%H:%M'), os.path.join('a', 'b', 'c'))
