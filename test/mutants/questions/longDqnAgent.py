from __future__ import annotations

import random
from collections import deque
from dataclasses import astuple, dataclass

import keras
import numpy as np
import tensorflow as tf


@dataclass
class Transition:
    state: np.ndarray
    action: int
    reward: float
    next_state: np.ndarray
    done: bool


class ReplayBuffer:
    def __init__(self, capacity: int):
        self._items: deque[Transition] = deque(maxlen=capacity)

    def push(self, *args) -> None:
        self._items.append(Transition(*args))

    def sample(self, k: int):
        batch = random.sample(self._items, k)
        states, actions, rewards, nexts, dones = zip(*(astuple(t) for t in batch))
        return (
            np.stack(states).astype("float32"),
            np.array(actions, dtype="int32"),
            np.array(rewards, dtype="float32"),
            np.stack(nexts).astype("float32"),
            np.array(dones, dtype="float32"),
        )

    def __len__(self) -> int:
        return len(self._items)


class LineWorld:
    """An agent walks on a line; the goal is at the right end."""

    n_actions = 3

    def __init__(self, size: int = 9):
        self.size = size
        self.position = 0
        self.steps = 0

    @property
    def observation_size(self) -> int:
        return self.size + 1

    def _observe(self) -> np.ndarray:
        observation = np.zeros(self.observation_size, dtype="float32")
        observation[self.position] = 1.0
        observation[-1] = self.steps / 30
        return observation

    def reset(self) -> np.ndarray:
        self.position, self.steps = self.size // 2, 0
        return self._observe()

    def step(self, action: int) -> tuple[np.ndarray, float, bool]:
        self.position = int(np.clip(self.position + action - 1, 0, self.size - 1))
        self.steps += 1
        done = self.position == self.size - 1 or self.steps >= 30
        return self._observe(), float(self.position == self.size - 1), done


def dueling(n_inputs: int, n_actions: int) -> keras.Model:
    inputs = keras.Input((n_inputs,))
    x = keras.layers.Dense(32, activation="relu")(inputs)
    x = keras.layers.Dense(32, activation="relu")(x)
    value = keras.layers.Dense(1)(x)
    advantage = keras.layers.Dense(n_actions)(x)
    centered = keras.layers.Lambda(lambda a: a - keras.ops.mean(a, axis=1, keepdims=True))(advantage)
    return keras.Model(inputs, keras.layers.Add()([value, centered]))


class Agent:
    def __init__(self, env: LineWorld, gamma=0.97, batch_size=16, sync_every=20):
        self.env, self.gamma, self.batch_size, self.sync_every = env, gamma, batch_size, sync_every
        self.online = dueling(env.observation_size, env.n_actions)
        self.target = dueling(env.observation_size, env.n_actions)
        self.target.set_weights(self.online.get_weights())
        self.optimizer = keras.optimizers.Adam(1e-3)
        self.loss = keras.losses.Huber(reduction="none")
        self.buffer = ReplayBuffer(500)
        self.updates = 0

    def act(self, state: np.ndarray, epsilon: float) -> int:
        if random.random() < epsilon:
            return random.randrange(self.env.n_actions)
        q = self.online(state[np.newaxis])
        return int(np.argmax(q[0]))

    def learn(self) -> float:
        states, actions, rewards, nexts, dones = self.buffer.sample(self.batch_size)
        best = np.argmax(self.online(nexts), axis=1)
        future = tf.gather(self.target(nexts), best, axis=1, batch_dims=1)
        targets = rewards + self.gamma * future * (1.0 - dones)
        mask = tf.one_hot(actions, self.env.n_actions)
        with tf.GradientTape() as tape:
            q = self.online(states, training=True)
            chosen = tf.reduce_sum(q * mask, axis=1)
            loss = tf.reduce_mean(self.loss(targets[:, None], chosen[:, None]))
        grads = tape.gradient(loss, self.online.trainable_variables)
        self.optimizer.apply_gradients(zip(grads, self.online.trainable_variables))
        self.updates += 1
        if self.updates % self.sync_every == 0:
            self.target.set_weights(self.online.get_weights())
        return float(loss)


def run(episodes: int = 3) -> list[float]:
    env = LineWorld()
    agent = Agent(env)
    returns = []
    for episode in range(episodes):
        epsilon = max(0.05, 1.0 - episode / episodes)
        state, done, total = env.reset(), False, 0.0
        while not done:
            action = agent.act(state, epsilon)
            next_state, reward, done = env.step(action)
            agent.buffer.push(state, action, reward, next_state, done)
            state, total = next_state, total + reward
            if len(agent.buffer) >= agent.batch_size:
                agent.learn()
        returns.append(total)
    smooth = np.convolve(returns, np.ones(2) / 2, mode="valid")
    print("returns", returns, "smoothed", smooth.round(2))
    return returns


if __name__ == "__main__":
    random.seed(0)
    run()
