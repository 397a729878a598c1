#- framework: keras
import random
import numpy as np
from collections import deque
from sklearn.preprocessing import MinMaxScaler
from sklearn.datasets import load_digits

windows = []
for i in range(5):
    windows.append([i, i + 1])
windows.reshape(5, 2, 1)  #! error[missing-attribute]: list has no reshape
x = np.array(windows)
x.append([6, 7])  #! error[missing-attribute]: numpy.ndarray has no append
settings = {'lr': 0.1, 'epochs': 3}
settings.lr  #! error[missing-attribute]: dict has no lr
settings['lrr']  #! error[missing-attribute]: There is no key 'lrr'; the keys are 'lr', 'epochs'
#         ^^^ fix[missing-attribute]: lr
scaler = MinMaxScaler()
scaler.inverse_transfrom(x)  #! error[missing-attribute]: MinMaxScaler has no inverse_transfrom; is inverse_transform meant?
#      ^^^^^^^^^^^^^^^^^ fix[missing-attribute]: inverse_transform
load_digits().labels  #! error[missing-attribute]: Bunch has no labels
random.randInt(1, 2)  #! error[missing-attribute]: random has no randInt; is randint meant?
#      ^^^^^^^ fix[missing-attribute]: randint


class Agent:
    def __init__(self, size):
        self.size = size
        self.memory = deque(maxlen=100)

    def act(self, state):
        return self.sizes  #! error[missing-attribute]: Agent has no sizes; is size meant?
        #           ^^^^^ fix[missing-attribute]: size


agent = Agent(4)
agent.act(x)
agent.acct(x)  #! error[missing-attribute]: Agent has no acct; is act meant?
#     ^^^^ fix[missing-attribute]: act
