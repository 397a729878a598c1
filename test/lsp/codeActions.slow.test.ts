import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import type { CodeAction, TextDocumentEdit } from 'vscode-languageserver/node';
import { brokenPython } from './support/programs';
import { ServerClient } from './support/serverClient';

const example = fs.readFileSync(path.join(__dirname, '../../examples/mnist-tfjs/broken.ts'), 'utf8');

/** Nobody waits for diagnostics here: an editor asks for fixes whenever the cursor moves, with whatever it shows at that time. */
describe('code actions that are asked for at once', function () {
  this.timeout(180_000);
  let client: ServerClient;
  before(async () => (client = await ServerClient.start()));
  after(() => client.stop());
  afterEach(() => assert.deepEqual(client.logs, []));

  const titles = (actions: readonly CodeAction[]): string[] => actions.map((action) => action.title);
  const versions = (actions: readonly CodeAction[]): unknown[] =>
    actions.flatMap((action) => (action.edit!.documentChanges as TextDocumentEdit[]).map((change) => change.textDocument.version));

  it('come from the first analysis, though no diagnostic was shown yet', async () => {
    const uri = 'file:///workspace/broken.ts';
    await client.open(uri, example);
    // The cursor stands inside of the call that raises, and nothing is selected.
    const cursor = { line: 7, character: 59 };
    const actions = await client.actions(uri, { start: cursor, end: cursor });
    assert.match(titles(actions)[0] ?? '', /28/);
    assert.deepEqual([...new Set(versions(actions))], [1]);
    assert.deepEqual(await client.actions(uri, { start: { line: 0, character: 0 }, end: { line: 1, character: 0 } }), []);
  });

  it('are those of the text as it is after an edit that came right before', async () => {
    const uri = 'file:///workspace/net.py';
    const sound = brokenPython.replace('(5, 5)', '(3, 3)');
    await client.open(uri, sound);
    const size = { start: { line: 6, character: 19 }, end: { line: 6, character: 25 } };
    const cursor = { start: { line: 6, character: 20 }, end: { line: 6, character: 20 } };
    assert.deepEqual(await client.actions(uri, cursor), []);
    await client.edit(uri, '(5, 5)', size);
    const broken = await client.actions(uri, cursor);
    assert.ok(broken.length > 0, 'there is no fix right after the edit that broke it');
    assert.deepEqual([...new Set(versions(broken))], [2]);
    await client.edit(uri, '(3, 3)', size);
    assert.deepEqual(await client.actions(uri, cursor), []);
  });

  it('are the same for each of many requests and edits that overtake one another', async () => {
    const uri = 'file:///workspace/many.py';
    await client.open(uri, brokenPython);
    const cursor = { start: { line: 6, character: 20 }, end: { line: 6, character: 20 } };
    const answers: Promise<CodeAction[]>[] = [];
    for (let i = 0; i < 20; i++) {
      answers.push(client.actions(uri, cursor));
      // The fault moves down and up by one line, below the cursor.
      await client.edit(uri, '# end\n', { start: { line: 12, character: 0 }, end: { line: 12, character: 0 } });
    }
    for (const actions of await Promise.all(answers)) assert.ok(actions.length > 0, 'one of the answers is empty');
  });

  it('serve a client that asks with what an older text showed', async () => {
    const uri = 'file:///workspace/old.py';
    await client.open(uri, brokenPython);
    const [stale] = await client.diagnostics(uri);
    await client.edit(uri, '# moved\n', { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } });
    const cursor = { line: 7, character: 20 };
    const actions = await client.connection.sendRequest<CodeAction[]>('textDocument/codeAction', {
      textDocument: { uri },
      range: { start: cursor, end: cursor },
      context: { diagnostics: [stale], triggerKind: 1 },
    });
    assert.ok(actions.length > 0);
    assert.equal(actions[0]!.diagnostics![0]!.range.start.line, 7);
  });
});
