import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { PythonChild } from '../runs/python/pythonChild';
import { frameworksPython } from './support/frameworks';

class FrameworksChild extends PythonChild {
  override readonly python = frameworksPython();
}

describe('figures of a run', () => {
  let run: FrameworksChild;
  beforeEach(() => (run = new FrameworksChild()));
  afterEach(() => run.dispose());

  const figures = (): [string, string | undefined][] => run.of('artifact').map((artifact) => [artifact.path, artifact.title]);
  /** Width and height of a PNG; fails when it is none. */
  const sizeOf = (name: string): [number, number] => {
    const png = fs.readFileSync(path.join(run.runDir, name));
    assert.equal(png.subarray(1, 4).toString(), 'PNG');
    return [png.readUInt32BE(16), png.readUInt32BE(20)];
  };

  it('go to its artifacts when they are shown, and showing waits for nobody', async () => {
    const text = `
import matplotlib
matplotlib.use('TkAgg')
import matplotlib.pyplot as plt
from matplotlib.pyplot import show
plt.switch_backend('QtAgg')
plt.figure(figsize=(4, 3)); plt.plot([1, 2, 3]); plt.title('训练 loss')
plt.figure(num='second'); plt.plot([1, 2])
plt.show()
print('open', plt.get_fignums())
plt.plot([3, 2, 1]); show(block=True)
fig, ax = plt.subplots(); fig.suptitle('own'); fig.show()
`;
    assert.equal(await run.run('main.py', text), 0, run.stderr);
    assert.equal(run.stdout, 'open []\n');
    assert.deepEqual(figures(), [
      ['artifacts/figure-1.png', '训练 loss'],
      ['artifacts/figure-2.png', 'second'],
      ['artifacts/figure-3.png', undefined],
      ['artifacts/figure-4.png', 'own'],
    ]);
    assert.deepEqual(sizeOf('artifacts/figure-1.png'), [400, 300]);
    assert.deepEqual(
      fs.readdirSync(path.join(run.runDir, 'artifacts')).sort(),
      figures().map(([file]) => path.basename(file)),
    );
    assert.equal(run.of('warning').length, 0, JSON.stringify(run.of('warning')));
  });

  it('that are drawn again and again are one file that is renewed', async () => {
    const text = `
import matplotlib.pyplot as plt
plt.ion()
for i in range(5):
    plt.clf(); plt.plot(range(i + 2)); plt.title('step %d' % i)
    plt.pause(0.01)
plt.ioff()
plt.figure(num=9); plt.figure(num=1)
plt.show(block=False)
print('current', plt.gcf().number)
plt.show()
`;
    assert.equal(await run.run('main.py', text), 0, run.stderr);
    const shown = figures();
    assert.deepEqual(new Set(shown.map(([file]) => file)), new Set(['artifacts/figure-1.png', 'artifacts/figure-2.png']));
    assert.equal(run.stdout, 'current 1\n');
    assert.ok(shown.some(([, title]) => title === 'step 4'));
  });

  it('of Pillow, too, and what the program saves itself lies where it says', async () => {
    const text = `
from PIL import Image
import matplotlib.pyplot as plt
Image.new('RGB', (32, 16), 'red').show(title='red')
plt.plot([1]); plt.savefig('mine.png')
`;
    assert.equal(await run.run('main.py', text), 0, run.stderr);
    assert.deepEqual(figures(), [['artifacts/figure-1.png', 'red']]);
    assert.deepEqual(sizeOf('artifacts/figure-1.png'), [32, 16]);
    assert.ok(fs.existsSync(path.join(run.workspace, 'mine.png')));
  });

  it('do not make a run fail whose folder is gone or full', async () => {
    const text = `
import shutil, sys
import matplotlib.pyplot as plt
shutil.rmtree(sys.argv[1])
plt.plot([1]); plt.show()
print('went on', file=sys.stderr)
`;
    run.write('main.py', text);
    await run.start('main.py', { args: [run.runDir] });
    assert.equal(await run.ended(), 0);
    assert.equal(fs.existsSync(run.runDir), false);
  });
});
