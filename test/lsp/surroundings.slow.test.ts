import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { brokenPython } from './support/programs';
import { fullCapabilities, ServerClient } from './support/serverClient';

const head = 'from keras.layers import Dense, Input\n';

/** What surrounds a document: the files that it imports, notebooks, settings, languages, simpler clients. */
describe('language server and its surroundings', function () {
  this.timeout(180_000);
  let folder: string;
  let client: ServerClient | undefined;
  const uriOf = (name: string): string => pathToFileURL(path.join(folder, name)).href;
  const start = async (...args: Parameters<typeof ServerClient.start>): Promise<ServerClient> =>
    (client = await ServerClient.start(...args));

  beforeEach(() => (folder = fs.mkdtempSync(path.join(os.tmpdir(), 'tensorwright-lsp-'))));
  afterEach(async () => {
    await client?.stop();
    client = undefined;
    fs.rmSync(folder, { recursive: true, force: true });
  });

  it('follows imports from disk, from unsaved buffers, and when they change or go', async () => {
    const server = await start();
    fs.writeFileSync(path.join(folder, 'sizes.py'), 'units = 16\n');
    const main = uriOf('main.py');
    await server.open(main, `${head}from sizes import units\nx = Input((4,))\ny = Dense(units)(x)\n`);
    const shape = async (): Promise<unknown> => (await server.hints(main)).at(-1)?.label;
    assert.equal(await shape(), '(None, 16)');

    await server.open(uriOf('sizes.py'), 'units = 32\n');
    assert.equal(await shape(), '(None, 32)');
    await server.until(() => server.refreshes.includes('workspace/diagnostic/refresh'));
    await server.edit(uriOf('sizes.py'), 'units = 64\n');
    assert.equal(await shape(), '(None, 64)');
    await server.close(uriOf('sizes.py'));
    assert.equal(await shape(), '(None, 16)');

    fs.writeFileSync(path.join(folder, 'sizes.py'), 'units = 8\n');
    await server.connection.sendNotification('workspace/didChangeWatchedFiles', { changes: [{ uri: uriOf('sizes.py'), type: 2 }] });
    assert.equal(await shape(), '(None, 8)');
    fs.rmSync(path.join(folder, 'sizes.py'));
    await server.connection.sendNotification('workspace/didChangeWatchedFiles', { changes: [{ uri: uriOf('sizes.py'), type: 3 }] });
    assert.deepEqual(await server.diagnostics(main), []);
    assert.notEqual(await shape(), '(None, 8)');
    assert.deepEqual(server.logs, []);
  });

  it('tells the shapes on a line, of a file that nobody has opened too', async () => {
    const server = await start();
    fs.writeFileSync(path.join(folder, 'net.py'), `${head}def build():\n    return Dense(3)(Input((4,)))\n`);
    const main = uriOf('main.py');
    await server.open(main, `${head}from net import build\nx = Input((4,))\ny = Dense(8)(build())\n`);
    assert.deepEqual(await server.shapesAt(main, 3), [
      { name: 'Dense', input: '(None, 3)', shape: '(None, 8)' },
      { name: 'build()', shape: '(None, 3)' },
    ]);
    const inside = [
      { name: 'Dense', input: '(None, 4)', shape: '(None, 3)' },
      { name: 'Input((4,))', shape: '(None, 4)' },
    ];
    assert.deepEqual(await server.shapesAt(uriOf('net.py'), 2), inside);
    assert.deepEqual(await server.shapesAt(uriOf('net.py'), 999), []);
    assert.deepEqual(await server.shapesAt(uriOf('gone.py'), 0), []);
    assert.deepEqual(server.logs, []);
  });

  it('tells what it knows of models, built in the file or in one that it imports, and what that depends on', async () => {
    const server = await start();
    const net = `${head}def build(units):\n    return keras.Sequential([Input((4,)), Dense(units, name='out')])\n`;
    fs.writeFileSync(path.join(folder, 'net.py'), `import keras\n${net}`);
    const program = 'from net import build\nmodel = build(8)\nmodel.fit(x, y, epochs=2)\n';
    fs.writeFileSync(path.join(folder, 'closed.py'), program);
    await server.open(uriOf('main.py'), program.replace('8', '9'));
    for (const [name, units] of [
      ['main.py', 9],
      ['closed.py', 8],
    ] as const) {
      const known = await server.knownModels(uriOf(name));
      assert.deepEqual(
        known?.dependencies.filter((uri) => uri.endsWith('/net.py')),
        [uriOf('net.py')],
      );
      const [model] = known.models;
      assert.deepEqual([model!.name, model!.isTrained, model!.isAssumed, model!.params], ['model', true, false, 5 * units]);
      const at = { uri: uriOf('net.py'), line: 4 };
      assert.deepEqual(model!.layers, [{ name: 'out', class: 'Dense', in: [null, 4], out: [[null, units]], params: 5 * units, at }]);
    }
    assert.equal(await server.knownModels(uriOf('gone.py')), null);
    assert.deepEqual(server.logs, []);
  });

  it('looks at a program without a library as soon as a file that it imports has one', async () => {
    const server = await start();
    const main = uriOf('main.py');
    await server.open(main, 'from net import build\ny = build(9)\n');
    await server.open(uriOf('net.py'), 'def build(size):\n    return size\n');
    const labels = async (): Promise<unknown[]> => (await server.hints(main)).map((hint) => hint.label);
    assert.deepEqual(await labels(), []);
    await server.edit(uriOf('net.py'), `${head}def build(size):\n    return Dense(size)(Input((4,)))\n`);
    assert.deepEqual(await labels(), [': (None, 9)']);
    await server.edit(uriOf('net.py'), 'def build(size):\n    return size\n');
    assert.deepEqual(await labels(), []);
    assert.deepEqual(server.logs, []);
  });

  it('asks the client for what is on no disk, and asks once', async () => {
    const files: Record<string, string> = { 'vfs:/project/sizes.py': 'units = 16\n' };
    const server = await start({ readFile: (uri) => files[uri] ?? null });
    await server.open('vfs:/project/main.py', `${head}from sizes import units\ny = Dense(units)(Input((4,)))\n`, 'python');
    assert.equal((await server.hints('vfs:/project/main.py')).at(-1)?.label, '(None, 16)');
    await server.edit('vfs:/project/main.py', '\n', { start: { line: 3, character: 0 }, end: { line: 3, character: 0 } });
    await server.hints('vfs:/project/main.py');
    assert.equal(server.readRequests.filter((uri) => uri === 'vfs:/project/sizes.py').length, 1);
  });

  it('takes the cells of a notebook as one program', async () => {
    const server = await start();
    const notebook = 'file:///w/book.ipynb';
    const cells = ['c0', 'c1', 'c2'].map((c) => `vscode-notebook-cell:/w/book.ipynb#${c}`);
    const texts = [
      `%matplotlib inline\n${head}`,
      'x = Input((4, 4))\n',
      'y = Dense(3)(x)\nfrom keras.layers import Conv2D\nz = Conv2D(3, 3)(x)\n',
    ];
    await server.connection.sendNotification('notebookDocument/didOpen', {
      notebookDocument: {
        uri: notebook,
        notebookType: 'jupyter-notebook',
        version: 1,
        cells: cells.map((document) => ({ kind: 2, document })),
      },
      cellTextDocuments: cells.map((uri, i) => ({ uri, languageId: 'python', version: 1, text: texts[i] })),
    });
    assert.deepEqual((await server.hints(cells[2]!)).map((h) => [h.position.line, h.label])[0], [0, '(None, 4, 3)']);
    assert.deepEqual(await server.diagnostics(cells[1]!), []);
    const [diagnostic] = await server.diagnostics(cells[2]!);
    assert.equal(diagnostic!.code, 'rank-mismatch');
    assert.equal(diagnostic!.range.start.line, 2);
    assert.ok(diagnostic!.relatedInformation!.some((r) => r.location.uri === cells[1]));

    await server.connection.sendNotification('notebookDocument/didChange', {
      notebookDocument: { uri: notebook, version: 2 },
      change: { cells: { textContent: [{ document: { uri: cells[1], version: 2 }, changes: [{ text: 'x = Input((8, 8, 4))\n' }] }] } },
    });
    assert.deepEqual(await server.diagnostics(cells[2]!), []);
    assert.deepEqual(server.logs, []);
  });

  it('pushes diagnostics to a client that cannot pull them, and clears them at the end', async () => {
    const server = await start({ capabilities: {} });
    const uri = uriOf('net.py');
    await server.open(uri, brokenPython);
    await server.until(() => server.published.length === 1);
    assert.deepEqual([server.published[0]!.version, server.published[0]!.diagnostics.map((d) => d.code)], [1, ['non-positive-size']]);
    await server.edit(uri, brokenPython.replace('(5, 5)', '(3, 3)'));
    await server.until(() => server.published.length === 2);
    assert.deepEqual(server.published[1], { uri, version: 2, diagnostics: [] });
    await server.edit(uri, brokenPython);
    await server.until(() => server.published.length === 3);
    await server.close(uri);
    await server.until(() => server.published.length === 4);
    assert.deepEqual(server.published[3]!.diagnostics, []);
  });

  it('obeys settings, and what is written in the file', async () => {
    let settings: unknown = { diagnostics: { severity: { 'non-positive-size': 'warning' } } };
    const server = await start({ settings: () => settings });
    const uri = uriOf('net.py');
    await server.open(uri, brokenPython);
    assert.deepEqual(
      (await server.diagnostics(uri)).map((d) => d.severity),
      [2],
    );
    const change = async (next: unknown): Promise<void> => {
      settings = next;
      await server.connection.sendNotification('workspace/didChangeConfiguration', { settings: {} });
    };
    await change({ diagnostics: { severity: { 'non-positive-size': 'off' } } });
    assert.deepEqual(await server.diagnostics(uri), []);
    assert.ok(server.refreshes.includes('workspace/diagnostic/refresh'));
    await change({ diagnostics: { enabled: false }, inlayHints: { enabled: false } });
    assert.deepEqual([await server.diagnostics(uri), await server.hints(uri)], [[], []]);
    await change({ diagnostics: 'nonsense', inlayHints: 3 });
    assert.equal((await server.diagnostics(uri)).length, 1);
    await server.edit(uri, brokenPython.replace('(pool1)', '(pool1)  # tensorwright: ignore[non-positive-size]'));
    assert.deepEqual(await server.diagnostics(uri), []);
    await server.edit(uri, brokenPython.replace('(pool1)', '(pool1)  # tensorwright: ignore[dim-mismatch]'));
    assert.equal((await server.diagnostics(uri)).length, 1);
    await server.edit(uri, `# tensorwright: ignore\n${brokenPython}`);
    assert.deepEqual(await server.diagnostics(uri), []);
  });

  it('speaks Chinese to who reads it', async () => {
    const server = await start({ locale: 'zh-cn' });
    const uri = uriOf('net.py');
    await server.open(uri, brokenPython);
    const [diagnostic] = await server.diagnostics(uri);
    const texts = [
      diagnostic!.message,
      ...diagnostic!.relatedInformation!.map((r) => r.message),
      ...(await server.actions(uri, diagnostic!.range)).map((action) => action.title),
      ...(await server.lenses(uri)).map((lens) => lens.command!.title),
    ];
    for (const text of texts) assert.match(text, /\p{Script=Han}/u, text);
  });

  it('leaves no text outside of the localizer', async () => {
    const server = await start({ locale: 'qps-ploc' });
    const uri = uriOf('net.py');
    await server.open(uri, brokenPython);
    const [diagnostic] = await server.diagnostics(uri);
    const texts = [
      diagnostic!.message,
      ...diagnostic!.relatedInformation!.map((r) => r.message),
      ...(await server.actions(uri, diagnostic!.range)).map((action) => action.title),
      ...(await server.lenses(uri)).map((lens) => lens.command!.title),
    ];
    assert.ok(texts.length > 4);
    for (const text of texts) assert.match(text, /^⟦.*⟧$/su);
  });

  it('analyzes a file that is not open, for the panel', async () => {
    const server = await start({ capabilities: fullCapabilities });
    fs.writeFileSync(path.join(folder, 'net.py'), brokenPython);
    const { version, models } = await server.graphs(uriOf('net.py'));
    assert.deepEqual([version, models.map((m) => m.name)], [null, ['model']]);
    assert.deepEqual((await server.graphs(uriOf('none.py'))).models, []);
  });
});
