"""Contextual bandits: REINFORCE with a moving baseline, and an actor-critic with a clipped objective."""
from collections import deque
from dataclasses import dataclass
import torch
from torch import nn, optim
from torch.distributions import Categorical


@dataclass
class BanditConfig:
    n_arms: int = 5
    ctx_dim: int = 8
    noise: float = 0.3
    batch: int = 32
    iters: int = 60
    entropy_coef: float = 0.01
    lr: float = 1e-2


class ContextualBandit:
    def __init__(self, cfg: BanditConfig, seed=0):
        self.cfg = cfg
        gen = torch.Generator().manual_seed(seed)
        self.theta = torch.randn(cfg.n_arms, cfg.ctx_dim, generator=gen) / cfg.ctx_dim ** 0.5
        self.bias = torch.rand(cfg.n_arms, generator=gen)

    def contexts(self, n):
        return torch.randn(n, self.cfg.ctx_dim)

    def expected(self, ctx):
        return torch.tanh(ctx @ self.theta.T + self.bias)        # n x arms

    def pull(self, ctx, arms):
        mean = self.expected(ctx).gather(1, arms.unsqueeze(1)).squeeze(1)
        return mean + self.cfg.noise * torch.randn(len(arms))

    def regret(self, ctx, arms):
        exp = self.expected(ctx)
        return (exp.max(dim=1).values - exp[torch.arange(len(arms)), arms]).mean().item()


class Policy(nn.Module):
    def __init__(self, ctx_dim, n_arms, hidden=24):
        super().__init__()
        self.affine1 = nn.Linear(ctx_dim, hidden)
        self.dropout = nn.Dropout(p=0.1)
        self.affine2 = nn.Linear(hidden, n_arms)

    def forward(self, x):
        x = torch.relu(self.dropout(self.affine1(x)))
        return Categorical(logits=self.affine2(x))


class ActorCritic(nn.Module):
    def __init__(self, ctx_dim, n_arms, hidden=24):
        super().__init__()
        self.trunk = nn.Sequential(nn.Linear(ctx_dim, hidden), nn.Tanh(), nn.Linear(hidden, hidden), nn.Tanh())
        self.actor = nn.Linear(hidden, n_arms)
        self.critic = nn.Linear(hidden, 1)

    def forward(self, x):
        h = self.trunk(x)
        return Categorical(logits=self.actor(h)), self.critic(h).squeeze(-1)


def run_reinforce(env, cfg):
    policy = Policy(cfg.ctx_dim, cfg.n_arms)
    optimizer = optim.Adam(policy.parameters(), lr=cfg.lr)
    baseline, recent = 0.0, deque(maxlen=10)
    for it in range(cfg.iters):
        ctx = env.contexts(cfg.batch)
        dist = policy(ctx)
        arms = dist.sample()
        rewards = env.pull(ctx, arms)
        adv = (rewards - baseline) / (rewards.std() + 1e-6)
        loss = -(dist.log_prob(arms) * adv).mean() - cfg.entropy_coef * dist.entropy().mean()
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        baseline = 0.9 * baseline + 0.1 * rewards.mean().item()
        recent.append(env.regret(ctx, arms))
    return sum(recent) / len(recent)


def run_actor_critic(env, cfg):
    net = ActorCritic(cfg.ctx_dim, cfg.n_arms)
    optimizer = optim.RMSprop(net.parameters(), lr=cfg.lr / 2)
    memory = []
    recent = deque(maxlen=10)
    for it in range(cfg.iters):
        ctx = env.contexts(cfg.batch)
        with torch.no_grad():
            dist, _ = net(ctx)
            arms = dist.sample()
        memory.append((ctx, arms, dist.log_prob(arms), env.pull(ctx, arms)))
        recent.append(env.regret(ctx, arms))
        if len(memory) < 4:
            continue
        # PPO-like update on the last four batches
        ctx, arms, old_logp, rewards = (torch.cat(items) for items in zip(*memory))
        memory.clear()
        for _ in range(3):
            for idx in torch.randperm(len(arms)).chunk(4):
                dist, value = net(ctx[idx])
                adv = rewards[idx] - value.detach()
                ratio = (dist.log_prob(arms[idx]) - old_logp[idx]).exp()
                clipped = ratio.clamp(0.8, 1.2)
                actor = -torch.min(ratio * adv, clipped * adv).mean()
                critic = nn.functional.mse_loss(value, rewards[idx])
                loss = actor + 0.5 * critic - cfg.entropy_coef * dist.entropy().mean()
                optimizer.zero_grad()
                loss.backward()
                optimizer.step()
    return sum(recent) / len(recent)


if __name__ == "__main__":
    torch.manual_seed(17)
    config = BanditConfig()
    bandit = ContextualBandit(config)
    for runner in (run_reinforce, run_actor_critic):
        print(f"{runner.__name__:18s} final regret {runner(bandit, config):.4f}")
