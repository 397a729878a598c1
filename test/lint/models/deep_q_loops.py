# Loops in loops, a hundred thousand turns in all: what stands behind them is checked as well.
import random
from collections import deque

import gym
import numpy as np
from tensorflow import keras

env = gym.make("CartPole-v1")
memory = deque(maxlen=2000)


def build(state_size, action_size):
    model = keras.Sequential([
        keras.layers.Input((state_size,)),
        keras.layers.Dense(24, activation="relu"),
        keras.layers.Dense(action_size),
    ])
    model.compile(loss="mse", optimizer="adam")
    return model


model = build(4, 2)
for episode in range(50):
    state = np.reshape(env.reset(), (1, 4))
    for t in range(500):
        if random.random() > 0.1:
            action = np.argmax(model.predict(state)[0])
        else:
            action = random.randrange(2)
        following, reward, done, _ = env.step(action)
        following = np.reshape(following, (1, 4))
        memory.append((state, action, reward, following, done))
        state = following
        if len(memory) > 32:
            for s, a, r, n, d in random.sample(memory, 32):
                target = r if d else r + 0.95 * np.amax(model.predict(n)[0])
                f = model.predict(s)
                f[0][a] = target
                model.fit(s, f, epochs=1, verbose=0)

model.predict(np.zeros((8, 3)))  #! error[input-mismatch]: it is fed (None, 3)
