import assert from 'node:assert/strict';
import type { TextDocumentEdit } from 'vscode-languageserver/node';
import { commandIds } from '../../extension/protocol/commands';
import { brokenPython, soundTypeScript } from './support/programs';
import { ServerClient } from './support/serverClient';

const py = 'file:///workspace/net.py';
const ts = 'file:///workspace/net.ts';

describe('language server over stdio', function () {
  this.timeout(180_000);
  let client: ServerClient;
  before(async () => (client = await ServerClient.start()));
  after(() => client.stop());
  afterEach(() => assert.deepEqual(client.logs, []));

  it('reports a fault where the program would raise, with the chain of shapes', async () => {
    await client.open(py, brokenPython);
    const [diagnostic, ...more] = await client.diagnostics(py);
    assert.deepEqual(more, []);
    assert.equal(diagnostic!.code, 'non-positive-size');
    assert.equal(diagnostic!.severity, 1);
    assert.deepEqual(diagnostic!.range, { start: { line: 6, character: 8 }, end: { line: 6, character: 33 } });
    assert.match(diagnostic!.message, /5×5.*3×3/);
    const chain = diagnostic!.relatedInformation!.map((r) => [r.location.range.start.line, r.message]);
    assert.deepEqual(chain, [
      [3, 'The input is (None, 8, 8, 3)'],
      [4, 'Conv2D gives (None, 6, 6, 16)'],
      [5, 'MaxPooling2D gives (None, 3, 3, 16)'],
    ]);
  });

  it('answers that nothing changed to who knows', async () => {
    const first = await client.pull(py);
    assert.ok(first.kind === 'full' && first.resultId);
    assert.equal((await client.pull(py, first.resultId)).kind, 'unchanged');
    await client.edit(py, '# a comment\n', { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } });
    const moved = await client.pull(py, first.resultId);
    assert.ok(moved.kind === 'full');
    assert.equal(moved.items[0]!.range.start.line, 7);
    await client.edit(py, '', { start: { line: 0, character: 0 }, end: { line: 1, character: 0 } });
  });

  it('repairs the fault by a preferred, versioned quick fix', async () => {
    const [diagnostic] = await client.diagnostics(py);
    const actions = await client.actions(py, diagnostic!.range);
    const [fix] = actions;
    assert.ok(fix, 'there is no fix');
    assert.equal(fix.kind, 'quickfix');
    assert.equal(fix.isPreferred, true);
    assert.equal(fix.diagnostics![0]!.code, 'non-positive-size');
    const [change, ...others] = fix.edit!.documentChanges as TextDocumentEdit[];
    assert.deepEqual(others, []);
    assert.equal(change!.textDocument.uri, py);
    assert.equal(change!.textDocument.version, 3);
    assert.deepEqual(await client.actions(py, diagnostic!.range, ['refactor']), []);
    assert.deepEqual(await client.actions(py, { start: { line: 0, character: 0 }, end: { line: 0, character: 3 } }), []);
    for (const edit of change!.edits) await client.edit(py, (edit as { newText: string }).newText, edit.range);
    assert.deepEqual(await client.diagnostics(py), []);
  });

  it('shows the output shape behind each layer, in the asked part only', async () => {
    const labels = (hints: { position: { line: number }; label: unknown }[]): unknown[] =>
      hints.map((hint) => [hint.position.line, hint.label]);
    const all = labels(await client.hints(py));
    assert.deepEqual(all.slice(0, 4), [
      [3, ': (None, 8, 8, 3)'],
      [4, '(None, 6, 6, 16)'],
      [5, '(None, 3, 3, 16)'],
      [6, '(None, 3, 3, 32)'],
    ]);
    const part = await client.hints(py, { start: { line: 5, character: 0 }, end: { line: 5, character: 100 } });
    assert.deepEqual(labels(part), [[5, '(None, 3, 3, 16)']]);
  });

  it('explains a layer and a variable on hover, and nothing elsewhere', async () => {
    const text = async (line: number, character: number): Promise<string> => {
      const hover = await client.hover(py, { line, character });
      return hover ? (hover.contents as { value: string }).value : '';
    };
    const layer = await text(4, 10);
    assert.match(layer, /`\(None, 8, 8, 3\)` → `\(None, 6, 6, 16\)` float32/);
    assert.match(layer, /448 parameters = 3×3×3×16 \+ 16/);
    assert.match(layer, /keras\.layers\.Conv2D\(/);
    assert.match(layer, /https:\/\/keras\.io/);
    assert.match(await text(4, 2), /conv1.*`\(None, 6, 6, 16\)` float32/);
    assert.match(await text(9, 3), /model.*Model/);
    assert.equal(await text(2, 0), '');
    assert.equal(await text(500, 500), '');
  });

  it('places Graph over models and Train over entries, and none without an import', async () => {
    const lenses = await client.lenses(py);
    assert.deepEqual(
      lenses.map((lens) => [lens.range.start.line, lens.command!.title, lens.command!.command, (lens.command!.arguments as unknown[])[0]]),
      [
        [9, 'Graph', commandIds.openGraph, { uri: py, name: 'model', language: 'python' }],
        [11, 'Train', commandIds.train, { uri: py, name: 'model.fit', language: 'python' }],
      ],
    );
    await client.open(ts, soundTypeScript);
    assert.deepEqual(
      (await client.lenses(ts)).map((lens) => [lens.range.start.line, lens.command!.title]),
      [
        [2, 'Graph'],
        [6, 'Train'],
      ],
    );
    const plain = 'file:///workspace/plain.py';
    await client.open(plain, 'model = dict()\nmodel.fit()\n');
    assert.deepEqual(await client.lenses(plain), []);
    assert.deepEqual(await client.diagnostics(plain), []);
  });

  it('draws models, and says when a drawn one changed, but not when it did not', async () => {
    const { version, models } = await client.graphs(ts);
    assert.equal(version, 1);
    assert.deepEqual(
      models.map((m) => [m.name, m.framework, m.params]),
      [['model', 'tfjs', 101770]],
    );
    const [model] = models;
    assert.deepEqual(model!.nodes.at(-1)!.shape, [null, 10]);
    assert.ok(model!.edges.length > 0);
    assert.deepEqual((await client.graphs(ts, 'other')).models, []);
    await client.edit(ts, '// end\n', { start: { line: 7, character: 0 }, end: { line: 7, character: 0 } });
    await client.diagnostics(ts);
    assert.deepEqual(client.graphsChanged, []);
    const units = soundTypeScript.split('\n')[3]!.indexOf('128');
    await client.edit(ts, '64', { start: { line: 3, character: units }, end: { line: 3, character: units + 3 } });
    await client.until(() => client.graphsChanged.length > 0);
    assert.deepEqual(client.graphsChanged, [ts]);
    assert.equal((await client.graphs(ts)).models[0]!.params, 784 * 64 + 64 + 64 * 10 + 10);
  });

  it('marks the failing node of a broken model, and what follows as unknown', async () => {
    const broken = 'file:///workspace/broken.py';
    await client.open(broken, brokenPython);
    const [model] = (await client.graphs(broken)).models;
    const failing = model!.nodes.filter((node) => node.status === 'error');
    assert.deepEqual(
      failing.map((node) => [node.label, node.code]),
      [['conv2', 'non-positive-size']],
    );
    assert.match(failing[0]!.message!, /5×5/);
    assert.ok(failing[0]!.fixes!.length > 0);
    assert.equal(model!.nodes.find((node) => node.op.endsWith('Flatten'))!.status, 'unknown');
  });

  it('drops a request that was cancelled, and answers the next', async () => {
    const long = 'file:///workspace/long.py';
    await client.open(long, `${brokenPython}${'x = 1\n'.repeat(3000)}`);
    const { CancellationTokenSource } = await import('vscode-languageserver/node');
    // On a busy machine the answer may be on its way before the second message arrives.
    let isDropped = false;
    for (let i = 0; i < 20 && !isDropped; i++) {
      await client.edit(long, `${brokenPython}${`x = ${i}\n`.repeat(3000)}`);
      const source = new CancellationTokenSource();
      const answer = client.connection.sendRequest('textDocument/diagnostic', { textDocument: { uri: long } }, source.token);
      source.cancel();
      isDropped = await answer.then(
        () => false,
        (error: Error) => /cancelled/i.test(error.message),
      );
    }
    assert.ok(isDropped);
    assert.equal((await client.diagnostics(long)).length, 1);
    await client.close(long);
  });

  it('checks against the versions that the client names, and again when they change', async () => {
    let keras = '2.10';
    const other = await ServerClient.start({ settings: () => ({ versions: { keras } }) });
    const uri = 'file:///workspace/old.py';
    await other.open(uri, 'from keras.utils.np_utils import to_categorical\ny = to_categorical([1], 2)\n');
    assert.deepEqual(await other.diagnostics(uri), []);
    keras = '3.8';
    await other.connection.sendNotification('workspace/didChangeConfiguration', { settings: null });
    assert.deepEqual(
      (await other.diagnostics(uri)).map((diagnostic) => diagnostic.code),
      ['removed-api'],
    );
    await other.stop();
  });

  it('registers for files and settings that change', () => {
    assert.deepEqual([...client.registrations].sort(), ['workspace/didChangeConfiguration', 'workspace/didChangeWatchedFiles']);
  });
});
