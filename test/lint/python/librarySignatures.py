import io
import json
import os
import random
from collections import deque

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from keras import layers
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import KFold
from sklearn.preprocessing import MinMaxScaler, StandardScaler

images = np.zeros((4, 28, 28))
memory = deque(maxlenn=2000)  #! error[unknown-argument]: deque does not take maxlenn; is maxlen meant?
table = np.loadtxt('data.csv', delimitor=',')  #! error[unknown-argument]: is delimiter meant?
df = pd.read_csv('data.csv', headr=None)  #! error[unknown-argument]: is header meant?
os.makedirs('logs', exists_ok=True)  #! error[unknown-argument]: is exist_ok meant?
json.dump({'a': 1})  #! error[missing-argument]: dump needs fp
random.randint(3)  #! error[missing-argument]: randint needs b
order = sorted([3, 1], reversed=True)  #! error[unknown-argument]: is reverse meant?
words = 'a b'.split(' ', maxsplits=1)  #! error[unknown-argument]: is maxsplit meant?
print(', '.join('a', 'b'))  #! error[unknown-argument]: join takes at most 1 positional arguments, it gets 2

plt.figure(figszie=(6, 6))  #! error[unknown-argument]: is figsize meant?
plt.imshow()  #! error[missing-argument]: imshow needs X
plt.plot([1, 2], lable='loss')  #! error[unknown-argument]: is label meant?
fig, axes = plt.subplots(2, 2)
axes.imshow(images[0])  #! error[missing-attribute]: numpy.ndarray has no imshow
fig, ax = plt.subplots()
ax.set_tile('Digits')  #! error[missing-attribute]: is set_title meant?
ax.set_xlabel()  #! error[missing-argument]: set_xlabel needs xlabel

text = io.StringIO('a,b')
text.seeek(0)  #! error[missing-attribute]: is seek meant?

scaler = MinMaxScaler(feature_rang=(0, 1))  #! error[unknown-argument]: is feature_range meant?
model = LogisticRegression(max_itr=100)  #! error[unknown-argument]: is max_iter meant?
model.fit(images.reshape(4, -1))  #! error[missing-argument]: fit needs y
data = StandardScaler()
n = int(len(data) * 0.8)  #! error[missing-attribute]: StandardScaler has no length
train = data[:3]  #! error[missing-attribute]: StandardScaler has no items to ask for
for fold in KFold(3):  #! error[missing-attribute]: KFold has no items to go through
    print(fold)
