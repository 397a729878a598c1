import assert from 'node:assert/strict';
import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { commandLine } from '../../support/commandLine';

const root = path.resolve(__dirname, '..', '..', '..');

const program = (epochs: number, more = ''): string => `import * as tf from '@tensorflow/tfjs';
const model = tf.sequential();
model.add(tf.layers.dense({ inputShape: [4], units: 2 }));
model.compile({ optimizer: 'sgd', loss: 'meanSquaredError' });
console.log('begins with', process.argv.slice(2).join(' '));
${more}
await model.fit(tf.ones([32, 4]), tf.zeros([32, 2]), { epochs: ${epochs}, batchSize: 8 });
console.log('ends');
`;

/** `tensorwright train` and `runs` with the real trainer that the build made. */
describe('tensorwright train', function () {
  this.timeout(300_000);
  let folder: string;
  const children: ChildProcess[] = [];

  before(() => {
    assert.ok(
      fs.existsSync(path.join(root, 'dist/trainers/tfjs/child.js')),
      'the trainer is not built: node scripts/build.mjs tfjsTrainer',
    );
    folder = fs.mkdtempSync(path.join(os.tmpdir(), 'tensorwright-train-'));
    fs.symlinkSync(path.join(root, 'node_modules'), path.join(folder, 'node_modules'), 'junction');
    fs.writeFileSync(path.join(folder, 'short.ts'), program(2));
    fs.writeFileSync(path.join(folder, 'long.ts'), program(1_000_000));
    fs.writeFileSync(path.join(folder, 'fails.ts'), program(1, "throw new Error('planted in the program');"));
  });
  after(() => {
    for (const child of children) if (child.exitCode === null) child.kill('SIGKILL');
    fs.rmSync(folder, { recursive: true, force: true });
  });

  interface Session {
    child: ChildProcess;
    text: { out: string; err: string };
    ended: Promise<number | null>;
    until(pattern: RegExp): Promise<void>;
  }
  const begin = (...args: string[]): Session => {
    const child = spawn(process.execPath, [commandLine, ...args], {
      cwd: folder,
      env: { ...process.env, LANG: 'en_US.UTF-8', LC_ALL: '' },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    children.push(child);
    const text = { out: '', err: '' };
    const looks = new Set<() => void>();
    const heard = (stream: 'out' | 'err') => (part: string) => {
      text[stream] += part;
      for (const look of looks) look();
    };
    child.stdout.setEncoding('utf8').on('data', heard('out'));
    child.stderr.setEncoding('utf8').on('data', heard('err'));
    const ended = new Promise<number | null>((resolve) => child.on('close', resolve));
    const until = (pattern: RegExp): Promise<void> =>
      new Promise((resolve, reject) => {
        const look = (): void => {
          if (!pattern.test(text.err)) return;
          looks.delete(look);
          resolve();
        };
        looks.add(look);
        void ended.then((code) => reject(new Error(`ended with ${code} before ${String(pattern)}: ${text.err}`)));
        look();
      });
    return { child, text, ended, until };
  };
  const run = async (...args: string[]): Promise<{ code: number | null; out: string; err: string }> => {
    const session = begin(...args);
    return { code: await session.ended, ...session.text };
  };

  it('follows a run to its end: output, live line, folder last', async () => {
    const { code, out, err } = await run('train', 'short.ts', '--backend', 'cpu', '--epochs', '3', '--', 'one', '--two');
    assert.equal(code, 0, err);
    assert.match(err, /begins with one --two/);
    assert.match(err, /^ends$/m);
    assert.match(err, /done · .*epoch 3\/3.*loss/);
    const dir = out.trimEnd();
    assert.equal(path.dirname(dir), path.join(fs.realpathSync(folder), '.tensorwright', 'runs'));
    const plan = JSON.parse(fs.readFileSync(path.join(dir, 'run.json'), 'utf8')) as {
      epochs: number;
      args: string[];
      backend: { picked: string };
    };
    assert.deepEqual([plan.epochs, plan.args, plan.backend.picked], [3, ['one', '--two'], 'cpu']);
  });

  it('lists, shows, prints and deletes it', async () => {
    const list = JSON.parse((await run('runs', 'list', '--format', 'json')).out) as {
      runs: { id: string; status: string; step: number }[];
    };
    assert.deepEqual(
      list.runs.map((r) => [r.status, r.step]),
      [['ok', 12]],
    );
    assert.match((await run('runs', 'show', 'last')).out, /status +done\n[\s\S]*epoch +3\/3\n[\s\S]*loss +\d+\.\d{4}/);
    assert.match((await run('runs', 'output', list.runs[0]!.id.slice(0, 12))).out, /^begins with one --two\nends\n/);
    const deleted = await run('runs', 'delete', 'last');
    assert.deepEqual([deleted.code, (await run('runs', 'list')).out], [0, '']);
  });

  it('exits 1 for a program that throws, with the line of the user', async () => {
    const { code, out, err } = await run('train', 'fails.ts', '--backend', 'cpu');
    assert.equal(code, 1);
    assert.match(err, /fails\.ts:6:\d+: Error: planted in the program/);
    assert.ok(fs.existsSync(path.join(out.trimEnd(), 'run.json')));
  });

  it('stops the run at Ctrl-C, and says where it lies', async () => {
    const session = begin('train', 'long.ts', '--backend', 'cpu');
    await session.until(/epoch \d+\/1000000/);
    session.child.kill('SIGINT');
    assert.equal(await session.ended, 0);
    assert.match(session.text.err, /Stopping after this step/);
    assert.match(session.text.err, /stopped · /);
    const { pid } = JSON.parse(fs.readFileSync(path.join(session.text.out.trimEnd(), 'process.json'), 'utf8')) as { pid: number };
    assert.throws(() => process.kill(pid, 0), /ESRCH/);
  });

  it('leaves the run alive when it is killed itself; runs stop ends it', async () => {
    const session = begin('train', 'long.ts', '--backend', 'cpu');
    await session.until(/epoch \d+\/1000000/);
    session.child.kill('SIGKILL');
    await session.ended;
    assert.match((await run('runs', 'list')).out, /running/);
    const stopped = await run('runs', 'stop', 'last');
    assert.match(stopped.err, /has stopped/);
    assert.match((await run('runs', 'show', 'last')).out, /status +stopped/);
  });
});
