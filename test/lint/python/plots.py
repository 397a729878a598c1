import datetime

import keras
import matplotlib.pyplot as plt
import numpy as np

images = np.zeros((9, 8, 8))
plt.figure(figsize=(6))  #! error[dtype-mismatch]: figsize takes a width and a height, it gets 1 numbers
plt.subplots(2, 2, figsize=8)  #! error[dtype-mismatch]: figsize takes a width and a height, it gets 1 numbers
for i in range(4):
    plt.subplot(1, 3, i + 1)  #! error[axis-out-of-range]: 1 rows of 3 plots have no plot 4
    plt.imshow(images[i])
stamp = datetime.datetime.now().stftime('%Y%m%d')  #! error[missing-attribute]: datetime has no stftime; is strftime meant?
print(round(3, 2.5))  #! error[dtype-mismatch]: ndigits does not take float

plt.figure(figsize=(6, 4))
for i in range(9):
    plt.subplot(3, 3, i + 1)
plt.subplot(331)
plt.subplot(2, 2, (1, 3))
plt.figure(1, (8, 6))
took = datetime.datetime.now() - datetime.datetime(2020, 1, 1)
print(took.total_seconds(), datetime.datetime.now().strftime('%H:%M'), round(3.14159, 2))
