import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { promises as fs } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { createLocalizer } from '../../../extension/protocol/localize';
import {
  findNode,
  pickBackend,
  planRun,
  requestFromPlan,
  TrainingError,
  type NodeChoice,
  type RunRequest,
  type TrainingHome,
} from '../../../extension/training';
import { childEnvironment } from '../../../extension/training/childEnvironment';
import { readGitState } from '../../../extension/training/gitState';

const en = createLocalizer('en');
const thisNode: NodeChoice = { path: process.execPath, version: process.versions.node, source: 'path', env: {} };
const trainers = path.join(__dirname, '..', '..', 'runs', 'training', 'fixtures', 'trainer');

describe('planning a run', function () {
  this.timeout(30_000);
  let root: string;
  let home: TrainingHome;
  beforeEach(async () => {
    root = await fs.realpath(await fs.mkdtemp(path.join(os.tmpdir(), 'tensorwright-plan-')));
    home = { trainers, copies: path.join(root, 'copies') };
  });
  afterEach(() => fs.rm(root, { recursive: true, force: true }));

  const refusal = async (promise: Promise<unknown>): Promise<string> => {
    const error = await promise.then(
      () => assert.fail('it was not refused'),
      (e: unknown) => e,
    );
    assert.ok(error instanceof TrainingError, String(error));
    return en.render(error.userMessage);
  };
  /** A program that answers as a Node of some version would. */
  const fakeNode = async (folder: string, version: string): Promise<string> => {
    const file = path.join(root, folder, 'node');
    await fs.mkdir(path.dirname(file), { recursive: true });
    await fs.writeFile(file, `#!/bin/sh\necho "${version}"\n`, { mode: 0o755 });
    return file;
  };

  describe('findNode', function () {
    before(function () {
      // The stand-ins for other versions of Node are shell scripts.
      assert.notEqual(process.platform, 'win32');
    });

    it('takes the one of the setting or says why not', async () => {
      assert.deepEqual(await findNode({ node: process.execPath }), { ...thisNode, source: 'setting' });
      assert.match(
        await refusal(findNode({ node: path.join(root, 'nope') })),
        /The Node of the setting cannot be used\. There is no file .*nope\./,
      );
      assert.match(await refusal(findNode({ node: await fakeNode('old', '18.19.1') })), /is Node 18\.19\.1; 20 or newer is needed/);
      assert.match(await refusal(findNode({ node: await fakeNode('odd', 'hello') })), /is not a Node/);
      assert.match(await refusal(findNode({ node: root })), /does not run|There is no file/);
    });

    it('passes by what is too old on PATH, and never takes one of the current folder', async () => {
      await fakeNode('old', '16.0.0');
      const good = await fakeNode('good', '22.1.0');
      const search = ['', '.', 'relative', path.join(root, 'none'), path.join(root, 'old'), path.dirname(good)].join(path.delimiter);
      assert.deepEqual(await findNode({}, search), { path: good, version: '22.1.0', source: 'path', env: {} });
    });

    it("falls back to the editor's own with its environment, else says what it found", async () => {
      const old = await fakeNode('old', '16.0.0');
      const fallbackNode = { path: process.execPath, env: { ELECTRON_RUN_AS_NODE: '1' } };
      assert.deepEqual(await findNode({ fallbackNode }, path.dirname(old)), { ...thisNode, source: 'editor', env: fallbackNode.env });
      assert.match(await refusal(findNode({}, path.dirname(old))), /No usable Node was found\. .* is Node 16\.0\.0/);
      assert.match(await refusal(findNode({}, '')), /Install Node 20 or newer/);
    });
  });

  describe('pickBackend', () => {
    const probes = async (): Promise<string[]> =>
      (await fs.readFile(path.join(root, 'probes'), 'utf8').catch(() => '')).trim().split('\n').filter(Boolean);
    const withRefused = async <T>(refused: string, work: () => Promise<T>): Promise<T> => {
      Object.assign(process.env, { FAKE_REFUSED: refused, FAKE_PROBE_LOG: path.join(root, 'probes') });
      try {
        return await work();
      } finally {
        delete process.env['FAKE_REFUSED'];
        delete process.env['FAKE_PROBE_LOG'];
      }
    };

    it('takes the first that trains and remembers it', async () => {
      const pick = () => withRefused('', () => pickBackend('auto', thisNode, home, path.join(root, 'cache')));
      const expected = { node: thisNode, choice: { requested: 'auto', picked: 'wasm', refused: [] } };
      assert.deepEqual(await pick(), expected);
      assert.deepEqual(await pick(), expected);
      assert.deepEqual(await probes(), ['wasm'], 'the second time it was known');
      await withRefused('', () => pickBackend('auto', { ...thisNode, version: '99.0.0' }, home, path.join(root, 'cache')));
      assert.deepEqual(await probes(), ['wasm', 'wasm'], 'another Node is tried anew');
      await fs.writeFile(path.join(root, 'cache', 'probes.json'), '{"broken');
      assert.deepEqual(await pick(), expected);
    });

    it('says why a better one was not taken', async () => {
      const { choice } = await withRefused('wasm', () => pickBackend('auto', thisNode, home, root));
      assert.deepEqual(choice, { requested: 'auto', picked: 'cpu', refused: [{ backend: 'wasm', reason: 'wasm has no kernels here.' }] });
    });

    it('never replaces one that was asked for', async () => {
      await withRefused('wasm', async () => {
        assert.match(
          await refusal(pickBackend('wasm', thisNode, home, root)),
          /The backend wasm does not work here: wasm has no kernels here\./,
        );
        assert.equal((await pickBackend('cpu', thisNode, home, root)).choice.picked, 'cpu');
      });
      assert.match(await refusal(pickBackend('abacus', thisNode, home, root)), /no backend called abacus; there are: auto, wasm, cpu/);
      assert.match(
        await withRefused('wasm,cpu', () => refusal(pickBackend('auto', { ...thisNode, version: '98' }, home, root))),
        /No backend works here: wasm: .* cpu: /,
      );
    });

    it('says that the trainer is missing', async () => {
      const empty = path.join(root, 'empty');
      for (const folder of [empty, path.join(root, 'nowhere')]) {
        await fs.mkdir(empty, { recursive: true });
        assert.match(await refusal(pickBackend('auto', thisNode, { ...home, trainers: folder }, root)), /The trainer is missing/);
      }
    });
  });

  describe('planRun', () => {
    let request: RunRequest;
    beforeEach(async () => {
      await fs.writeFile(path.join(root, 'train.ts'), 'export {};\n');
      request = { file: 'train.ts', workspace: root, node: process.execPath, seed: 7, args: ['--fast'], target: 'main' };
    });

    it('states all that a run needs, and can be asked for again', async () => {
      const plan = await planRun(request, home);
      assert.equal(plan.file, path.join(root, 'train.ts'));
      assert.deepEqual(
        [plan.cwd, plan.workspace, plan.kind, plan.seed, plan.args, plan.target],
        [root, root, 'tfjs', 7, ['--fast'], 'main'],
      );
      assert.deepEqual(plan.interpreter, { path: process.execPath, version: process.versions.node, source: 'setting' });
      assert.equal(plan.name, `train-${plan.id.slice(-4)}`);
      assert.equal(plan.versions['node'], process.versions.node);
      assert.match(plan.sourceHash, /^[0-9a-f]{64}$/);
      assert.equal(plan.git, undefined);
      assert.ok(!('epochs' in plan), 'what was not asked for is not there');
      assert.deepEqual(JSON.parse(JSON.stringify(plan)), plan);
      const again = await planRun({ ...requestFromPlan(plan), node: process.execPath }, home);
      assert.deepEqual({ ...again, id: '', name: '', createdAt: '' }, { ...plan, id: '', name: '', createdAt: '' });
      assert.notEqual(again.name, plan.name);
      const named = await planRun({ ...request, name: ' my run ' }, home);
      assert.equal(requestFromPlan(named).name, 'my run');
    });

    it('refuses in a sentence what cannot be trained', async () => {
      const refused = (change: Partial<RunRequest>): Promise<string> => refusal(planRun({ ...request, ...change }, home));
      assert.match(await refused({ file: 'gone.ts' }), /There is no file .*gone\.ts\./);
      assert.match(await refused({ file: 'model.ipynb' }), /Notebooks cannot be trained yet\. Export model\.ipynb/);
      assert.match(await refused({ file: 'README.md' }), /README\.md is not a Python, TypeScript or JavaScript program/);
      assert.match(await refused({ cwd: 'gone' }), /There is no folder .*gone to start in\./);
      assert.match(await refused({ envFiles: ['.env'] }), /There is no file with environment variables .*\.env\./);
      await fs.mkdir(path.join(root, 'folder.ts'));
      assert.match(await refused({ file: 'folder.ts' }), /cannot be read/);
      for (const epochs of [0, -1, 1.5, NaN]) assert.match(await refused({ epochs }), /number of epochs must be a positive whole number/);
      assert.match(await refused({ seed: 0.5 }), /seed must be a whole number/);
    });

    it('knows the commit and whether files differ from it', async () => {
      const git = (...args: string[]) =>
        execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@b', '-c', 'commit.gpgsign=false', ...args], {
          cwd: root,
          stdio: 'pipe',
          encoding: 'utf8',
        }).trim();
      git('init', '-q');
      assert.equal(await readGitState(root), undefined, 'no commit yet');
      git('add', 'train.ts');
      git('commit', '-qm', 'first');
      assert.deepEqual((await planRun(request, home)).git, { commit: git('rev-parse', 'HEAD'), dirty: false });
      await fs.appendFile(path.join(root, 'train.ts'), '// changed\n');
      assert.equal((await readGitState(root))?.dirty, true);
      assert.equal(await readGitState(path.join(root, 'nowhere')), undefined);
    });
  });
});

describe('childEnvironment', () => {
  it("is the user's without the editor's", () => {
    assert.deepEqual(childEnvironment({ PATH: '/bin', NODE_OPTIONS: '--x', VSCODE_PID: '1', ELECTRON_RUN_AS_NODE: '1' }), {
      PATH: '/bin',
      NODE_OPTIONS: '--x',
    });
  });
});
