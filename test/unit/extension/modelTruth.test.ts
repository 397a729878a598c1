import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { promises as fs } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type * as vscode from 'vscode';
import type * as Truth from '../../../extension/src/node/modelTruth';
import type { RunHost } from '../../../extension/src/runs/runHost';
import type { KnownModels } from '../../../extension/protocol/knownModels';
import type { ModelEvent } from '../../../extension/protocol/runs';
import type { RunSummary } from '../../../extension/protocol/runViews';
import * as training from '../../../extension/training';
import { knew, known, knownModel, ran, runModel } from '../training/modelTruth/models';
import { fileUri, installFakeVscode, type FakeEditor } from './support/fakeVscode';
import { run as summary } from './support/run';

const text = 'import keras\nmodel = build()\nmodel.fit(x, y)\n';

describe('the comparison of runs with the analysis', () => {
  let editor: FakeEditor;
  let ModelTruth: typeof Truth.ModelTruth;
  let root: string;
  let workspace: string;
  let file: string;
  let runs: FakeRuns;
  let truth: Truth.ModelTruth;
  let analysis: () => KnownModels | null;
  let nAsked: number;

  before(async () => {
    editor = installFakeVscode();
    ({ ModelTruth } = await import('../../../extension/src/node/modelTruth'));
  });
  beforeEach(async () => {
    root = await fs.realpath(await fs.mkdtemp(path.join(os.tmpdir(), "tensorwright truth 'ü' ")));
    workspace = path.join(root, 'my project');
    file = path.join(workspace, 'train.py');
    await fs.mkdir(workspace);
    await fs.writeFile(file, text);
    Object.assign(editor, { answers: [], shown: [], documents: [], folders: [{ name: 'my project', uri: fileUri(workspace) }] });
    editor.commands.clear();
    runs = new FakeRuns(workspace);
    nAsked = 0;
    analysis = () => known([model(9)]);
    const ask = { knownModels: () => Promise.resolve((nAsked++, analysis())) };
    const log = { info: () => undefined, warn: () => undefined, error: (error: unknown) => assert.fail(String(error)) };
    truth = new ModelTruth(runs as unknown as RunHost, ask, () => Promise.resolve(training), log as unknown as vscode.LogOutputChannel);
  });
  afterEach(async () => {
    truth.dispose();
    await fs.rm(root, { recursive: true, force: true });
  });

  const model = (units: number) =>
    knownModel([knew('Dense', [null, 4], [null, units], 5 * units), knew('Activation', [null, units], [null, units], 0)], {
      at: { uri: fileUri(file).toString(), line: 2 },
      lines: [{ uri: fileUri(file).toString(), from: 1, to: 2 }],
    });
  const built = (units: number): ModelEvent =>
    runModel([ran('dense', 'Dense', [null, 4], [null, units], 5 * units), ran('act', 'Activation', [null, units], [null, units], 0)]);
  const report = (id: string) => path.join(workspace, '.tensorwright', 'runs', id, 'artifacts', 'model-difference.md');
  const exists = (name: string) =>
    fs.stat(name).then(
      () => true,
      () => false,
    );

  it('offers a report once for a run that this window started, and writes nothing more when nothing differs', async () => {
    await runs.begin('one', [built(8)]);
    await truth.idle();
    assert.equal(editor.shown.length, 1);
    assert.match(editor.shown[0]!, /^What mnist built differs from what the analysis says/);
    assert.ok(await exists(report('one')));
    runs.end('one');
    await truth.idle();
    assert.equal(editor.shown.length, 1);
    assert.equal(nAsked, 2);
    analysis = () => known([model(8)]);
    await runs.begin('two', [built(8)]);
    runs.end('two');
    await truth.idle();
    assert.ok(!(await exists(report('two'))));
    assert.equal(editor.shown.length, 1);
  });

  it('does not offer the same difference again, but another one', async () => {
    for (const id of ['one', 'two', 'three']) {
      if (id === 'three') analysis = () => known([model(10)]);
      await runs.begin(id, [built(8)]);
      await truth.idle();
      assert.ok(await exists(report(id)));
    }
    assert.equal(editor.shown.length, 2);
  });

  it('compares at the end what was trained later', async () => {
    analysis = () =>
      known([
        { ...model(8), ownName: 'first' },
        { ...model(9), ownName: 'second' },
      ]);
    await runs.begin('one', [{ ...built(8), name: 'first' }]);
    await truth.idle();
    assert.deepEqual(editor.shown, []);
    runs.record('one', { ...built(7), name: 'second' });
    await truth.idle();
    assert.equal(nAsked, 1);
    runs.end('one');
    await truth.idle();
    assert.equal(editor.shown.length, 1);
    assert.match(await fs.readFile(report('one'), 'utf8'), /Sequential `second`/);
  });

  it('leaves runs alone that were over before, and offers nothing for those of another window', async () => {
    await runs.begin('past', [built(8)], { status: 'ok', here: false });
    await truth.idle();
    assert.equal(nAsked, 0);
    await runs.begin('other', [built(8)], { here: false });
    await truth.idle();
    assert.ok(await exists(report('other')));
    assert.deepEqual(editor.shown, []);
  });

  it('waits while the program, or what it imports, is being edited', async () => {
    const imported = fileUri(path.join(workspace, 'net.py'));
    editor.documents = [{ uri: fileUri(file), isDirty: true }];
    await runs.begin('one', [built(8)]);
    await truth.idle();
    assert.equal(nAsked, 0);
    editor.documents = [{ uri: imported, isDirty: true }];
    analysis = () => known([model(9)], { dependencies: [imported.toString()] });
    runs.end('one');
    await truth.idle();
    assert.equal(nAsked, 1);
    assert.ok(!(await exists(report('one'))));
    editor.documents = [{ uri: imported, isDirty: false }];
    await runs.begin('two', [built(8)]);
    await truth.idle();
    assert.ok(await exists(report('two')));
  });

  it('saves where the person says, with the source only if they say so, and shows what was saved', async () => {
    await runs.begin('one', [built(8)]);
    await truth.idle();
    const opened: unknown[] = [];
    editor.commands.set('vscode.open', (uri) => opened.push((uri as vscode.Uri).fsPath));
    for (const [name, button] of [
      ['plain.md', 'Save'],
      ['whole.md', 'Save with Source'],
    ] as const) {
      const target = path.join(root, name);
      editor.shown.length = 0;
      editor.answers = [
        ({ items }) => {
          assert.deepEqual(items, ['Save', 'Save with Source']);
          return button;
        },
        () => fileUri(target),
      ];
      await truth.save(runs.get('one')!);
      assert.deepEqual(editor.shown, [
        'Save a report of where mnist and the analysis differ?',
        path.join(workspace, 'train-difference.md'),
      ]);
      const saved = await fs.readFile(target, 'utf8');
      assert.equal(saved.includes('model = build()'), button === 'Save with Source');
      assert.ok(!saved.includes('model.fit') && !saved.includes(root));
    }
    assert.deepEqual(opened, [path.join(root, 'plain.md'), path.join(root, 'whole.md')]);
  });

  it('writes nothing when the person changes their mind, and says when it cannot write', async () => {
    await runs.begin('one', [built(8)]);
    await truth.idle();
    editor.answers = [() => undefined];
    await truth.save(runs.get('one')!);
    editor.answers = [() => 'Save', () => undefined];
    await truth.save(runs.get('one')!);
    assert.deepEqual(await fs.readdir(root), ['my project']);
    await fs.rm(path.dirname(report('one')), { recursive: true });
    editor.shown.length = 0;
    editor.answers = [() => 'Save', () => fileUri(path.join(root, 'late.md'))];
    const quiet = new ModelTruth(
      runs as unknown as RunHost,
      { knownModels: () => Promise.resolve(null) },
      () => Promise.resolve(training),
      {
        error: () => undefined,
      } as unknown as vscode.LogOutputChannel,
    );
    await quiet.save(runs.get('one')!);
    quiet.dispose();
    assert.match(editor.shown.at(-1)!, /^The report could not be written: /);
  });
});

/** Runs of a window as far as the comparison needs them, with real directories. */
class FakeRuns {
  readonly startedHere = new Set<string>();
  readonly #runs = new Map<string, { summary: RunSummary; events: ModelEvent[] }>();
  readonly #listeners = new Set<(ids: string[]) => void>();

  constructor(readonly workspace: string) {}

  readonly onDidChange = (listener: (ids: string[]) => void) => {
    this.#listeners.add(listener);
    return { dispose: () => this.#listeners.delete(listener) };
  };

  get(id: string): RunSummary | undefined {
    return this.#runs.get(id)?.summary;
  }

  events(id: string): readonly ModelEvent[] {
    return this.#runs.get(id)?.events ?? [];
  }

  refresh(): Promise<void> {
    return Promise.resolve();
  }

  async begin(id: string, events: ModelEvent[], { status = 'running', here = true } = {}): Promise<void> {
    const dir = path.join(this.workspace, '.tensorwright', 'runs', id);
    const file = path.join(this.workspace, 'train.py');
    await fs.mkdir(path.join(dir, 'source'), { recursive: true });
    await fs.copyFile(file, path.join(dir, 'source', 'train.py'));
    const sourceHash = createHash('sha256')
      .update(await fs.readFile(file))
      .digest('hex');
    const plan = { version: 1, id, file, workspace: this.workspace, args: [], kind: 'python', interpreter: {}, versions: {}, sourceHash };
    await fs.writeFile(path.join(dir, 'run.json'), JSON.stringify({ ...plan, createdAt: new Date().toISOString() }));
    if (here) this.startedHere.add(id);
    const change = { id, dir, file, status: status as RunSummary['status'], endedAt: status === 'running' ? null : 1 };
    this.#runs.set(id, { summary: summary({ ...change, params: null }), events: [] });
    this.#changed(id);
    for (const event of events) this.record(id, event);
  }

  record(id: string, event: ModelEvent): void {
    const run = this.#runs.get(id)!;
    run.events.push(event);
    run.summary = { ...run.summary, params: event.params };
    this.#changed(id);
  }

  end(id: string): void {
    const run = this.#runs.get(id)!;
    run.summary = { ...run.summary, status: 'ok', endedAt: 1 };
    this.#changed(id);
  }

  #changed(id: string): void {
    for (const listener of this.#listeners) listener([id]);
  }
}
