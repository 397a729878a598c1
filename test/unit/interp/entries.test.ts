import assert from 'node:assert/strict';
import { analyse } from '../../../server/src/interp/document/analyse';

/** Kinds and names of what Train can run in a Python program. */
function entriesOf(text: string): string[] {
  const uri = 'file:///train.py';
  const settings = { stepBudget: 100_000 };
  const { result } = analyse({ language: 'python', chunks: [{ uri, text }], files: new Map(), roots: [], settings });
  return result.entries.map((entry) => `${entry.kind} ${entry.name}`);
}

describe('what Train can run in a Python file', () => {
  const cases: Record<string, [program: string, entries: string[]]> = {
    'a fit with the arguments of one': ['model = load()\nmodel.fit(x, y, epochs=3)\n', ['fit model.fit']],
    'two fits': ['a.fit(x, epochs=1)\na.fit(x, epochs=1)\n', ['fit a.fit', 'fit a.fit#2']],
    'no fit of something else': ['from sklearn.svm import SVC\nSVC().fit(x, y)\n', []],
    "Lightning's trainer": ['import lightning as L\ntrainer = L.Trainer(max_epochs=2)\ntrainer.fit(model, loader)\n', ['fit trainer.fit']],
    "Hugging Face's trainer": ['t = Seq2SeqTrainer(model=m, args=a)\nt.train()\n', ['fit t.train']],
    'a trainer without a name': ['Trainer(model).train()\n', ['fit trainer.train']],
    'a trainer in an attribute': [
      'class A:\n    def run(self):\n        self.trainer = Trainer()\n        self.trainer.fit(self.m)\n',
      ['fit trainer.fit'],
    ],
    'not the training mode of a module': ['model = Net()\nmodel.train()\n', []],
    "fastai's own names": ['learn.fine_tune(1)\nlearn.fit_one_cycle(2)\n', ['fit learn.fine_tune', 'fit learn.fit_one_cycle']],
    'a loop with a step': ['for x in data:\n    loss = f(x)\n    loss.backward()\n    opt.step()\n', ['loop train']],
    'a loop in a function, once for the outermost': [
      'def fit_all(n):\n    for e in range(n):\n        for x in data:\n            loss.backward()\n',
      ['loop fit_all'],
    ],
    'a loop that calls a function which does the step': [
      'def step(x):\n    g = tape.gradient(loss, v)\n    opt.apply_gradients(zip(g, v))\nfor x in data:\n    step(x)\n',
      ['loop train'],
    ],
    'a loop that calls it through another, and a method': [
      'class T:\n    def one(self, x):\n        self.inner(x)\n    def inner(self, x):\n        x.backward()\n    def run(self):\n        while True:\n            self.one(1)\n',
      ['loop run'],
    ],
    'a loop of optax': [
      '@jax.jit\ndef update(p):\n    return optax.apply_updates(p, u)\nfor i in range(9):\n    p = update(p)\n',
      ['loop train'],
    ],
    'not a loop that only calls what trains in a loop of its own': [
      'def train():\n    for x in data:\n        x.backward()\nfor seed in range(3):\n    train()\n',
      ['loop train'],
    ],
    'the main part of a file without any of it': ['def work(): pass\nif __name__ == "__main__":\n    work()\n', ['main main']],
    'nothing in a file that defines a model alone': ['class Net(nn.Module):\n    def forward(self, x): return x\n', []],
  };
  for (const [name, [program, entries]] of Object.entries(cases)) {
    it(`is ${name}`, () => assert.deepEqual(entriesOf(program), entries));
  }
});
