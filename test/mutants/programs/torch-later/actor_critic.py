"""Actor-critic (A2C with n-step returns) in a small grid world of our own, several environments side by side."""
import argparse
from collections import deque, namedtuple

import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F
import torch.optim as optim
from torch.distributions import Categorical

parser = argparse.ArgumentParser()
parser.add_argument('--gamma', type=float, default=0.97, metavar='G', help='discount factor (default: 0.97)')
parser.add_argument('--seed', type=int, default=543, metavar='N')
parser.add_argument('--num-envs', type=int, default=6)
parser.add_argument('--rollout', type=int, default=10)
parser.add_argument('--updates', type=int, default=40)
args = parser.parse_args()

Transition = namedtuple('Transition', ['log_prob', 'value', 'entropy', 'reward', 'not_done'])


class GridWorld:
    """The agent looks for the goal; an observation has three planes: agent, goal, walls."""
    MOVES = ((-1, 0), (1, 0), (0, -1), (0, 1))

    def __init__(self, size=7, seed=0, max_steps=30):
        self.size, self.max_steps = size, max_steps
        self.rng = np.random.RandomState(seed)
        self.walls = np.zeros((size, size), dtype=bool)
        self.walls[size // 2, 1:-1] = True
        self.walls[size // 2, size // 2] = False

    def _free_cell(self):
        while True:
            cell = tuple(self.rng.randint(self.size, size=2))
            if not self.walls[cell]:
                return cell

    def reset(self):
        self.agent, self.goal, self.t = self._free_cell(), self._free_cell(), 0
        return self._obs()

    def _obs(self):
        obs = np.zeros((3, self.size, self.size), dtype=np.float32)
        obs[0][self.agent] = 1
        obs[1][self.goal] = 1
        obs[2] = self.walls
        return obs

    def step(self, action):
        dr, dc = self.MOVES[action]
        r = min(max(self.agent[0] + dr, 0), self.size - 1)
        c = min(max(self.agent[1] + dc, 0), self.size - 1)
        if not self.walls[r, c]:
            self.agent = (r, c)
        self.t += 1
        reached = self.agent == self.goal
        return self._obs(), (1.0 if reached else -0.02), reached or self.t >= self.max_steps


class Policy(nn.Module):
    def __init__(self, size, n_actions):
        super(Policy, self).__init__()
        self.conv1 = nn.Conv2d(3, 12, kernel_size=3, padding=1)
        self.conv2 = nn.Conv2d(12, 18, kernel_size=3, stride=2)
        side = (size - 3) // 2 + 1
        self.affine1 = nn.Linear(18 * side * side, 60)
        self.action_head = nn.Linear(60, n_actions)
        self.value_head = nn.Linear(60, 1)

    def forward(self, x):
        x = F.relu(self.conv1(x))
        x = F.relu(self.conv2(x))
        x = F.relu(self.affine1(x.flatten(start_dim=1)))
        action_prob = F.softmax(self.action_head(x), dim=-1)
        state_values = self.value_head(x).squeeze(-1)
        return action_prob, state_values


torch.manual_seed(args.seed)
device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
envs = [GridWorld(seed=args.seed + i) for i in range(args.num_envs)]
model = Policy(envs[0].size, len(GridWorld.MOVES)).to(device)
optimizer = optim.Adam(model.parameters(), lr=3e-3)


def finish_rollout(memory, last_value):
    """returns are worked out from the back; all stacked tensors are (rollout, num_envs)"""
    R = last_value
    returns = deque()
    for step in reversed(memory):
        R = step.reward + args.gamma * R * step.not_done
        returns.appendleft(R)
    returns = torch.stack(list(returns)).detach()
    log_probs = torch.stack([m.log_prob for m in memory])
    values = torch.stack([m.value for m in memory])
    entropy = torch.stack([m.entropy for m in memory]).mean()

    advantage = returns - values.detach()
    advantage = (advantage - advantage.mean()) / (advantage.std() + 1e-6)
    policy_loss = -(log_probs * advantage).mean()
    value_loss = F.smooth_l1_loss(values, returns)
    loss = policy_loss + 0.5 * value_loss - 0.01 * entropy

    optimizer.zero_grad()
    loss.backward()
    nn.utils.clip_grad_norm_(model.parameters(), 0.5)
    optimizer.step()
    return loss.item()


def main():
    obs = np.stack([env.reset() for env in envs])
    ep_reward = np.zeros(args.num_envs)
    running_reward = deque(maxlen=20)
    for i_update in range(1, args.updates + 1):
        memory = []
        for t in range(args.rollout):
            probs, value = model(torch.from_numpy(obs).to(device))
            m = Categorical(probs)
            action = m.sample()
            obs, rewards, dones = map(np.array, zip(*[e.step(a) for e, a in zip(envs, action.tolist())]))
            ep_reward += rewards
            for k in np.flatnonzero(dones):
                running_reward.append(ep_reward[k])
                ep_reward[k] = 0
                obs[k] = envs[k].reset()
            memory.append(Transition(m.log_prob(action), value, m.entropy(),
                                     torch.tensor(rewards, dtype=torch.float32, device=device),
                                     torch.tensor(1 - dones.astype(np.float32), device=device)))
        with torch.no_grad():
            _, last_value = model(torch.from_numpy(obs).to(device))
        loss = finish_rollout(memory, last_value)
        if i_update % 10 == 0 and running_reward:
            print('Update {}\tloss {:.3f}\tAverage reward: {:.2f}'.format(i_update, loss, np.mean(running_reward)))


if __name__ == '__main__':
    main()
