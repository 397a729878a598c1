import assert from 'node:assert/strict';
import { PassThrough } from 'node:stream';
import { createConnection, createMessageConnection, StreamMessageReader, StreamMessageWriter } from 'vscode-languageserver/node';
import { analyse } from '../../server/src/interp/document/analyse';
import type { Platform } from '../../server/src/lsp/platform';
import { startServer } from '../../server/src/lsp/startServer';
import { brokenPython } from './support/programs';
import { ServerClient } from './support/serverClient';

/** A server in this process with an engine of the test's own: what must never happen is made to happen. */
describe('language server and faults of its own', function () {
  this.timeout(30_000);

  const start = (platform: Partial<Platform>): Promise<ServerClient> => {
    const [toServer, toClient] = [new PassThrough(), new PassThrough()];
    startServer(createConnection(new StreamMessageReader(toServer), new StreamMessageWriter(toClient)), {
      readFile: () => Promise.resolve(null),
      pause: () => new Promise((resolve) => setImmediate(resolve)),
      analyse,
      ...platform,
    });
    return ServerClient.over(createMessageConnection(new StreamMessageReader(toClient), new StreamMessageWriter(toServer)));
  };
  const uri = 'file:///net.py';

  it('logs a throw, answers empty, and is well again with the next text', async () => {
    let isBroken = true;
    const client = await start({
      analyse: (...args) => {
        if (isBroken) throw new Error('a planted fault');
        return analyse(...args);
      },
    });
    await client.open(uri, brokenPython);
    assert.deepEqual(await client.diagnostics(uri), []);
    assert.deepEqual(
      [await client.hints(uri), await client.lenses(uri), await client.hover(uri, { line: 4, character: 10 })],
      [[], [], null],
    );
    assert.deepEqual((await client.graphs(uri)).models, []);
    await client.until(() => client.logs.length > 0);
    assert.match(client.logs[0]!, /analysis of file:\/\/\/net\.py failed: Error: a planted fault/);
    isBroken = false;
    await client.edit(uri, `${brokenPython}\n`);
    assert.equal((await client.diagnostics(uri)).length, 1);
  });

  it('ends a chain of imports that never ends', async () => {
    let nAnalyses = 0;
    const client = await start({
      readFile: () => Promise.resolve('x = 1\n'),
      analyse: (snapshot, previous) => ({ ...analyse(snapshot, previous), missing: [`file:///m${nAnalyses++}.py`] }),
    });
    await client.open(uri, brokenPython);
    assert.equal((await client.diagnostics(uri)).length, 1);
    assert.ok(nAnalyses > 2 && nAnalyses < 100, String(nAnalyses));
  });

  it('analyzes what was typed last, not each letter that came before', async () => {
    const analyzed: string[] = [];
    const client = await start({
      analyse: (snapshot, previous) => {
        analyzed.push(snapshot.chunks[0]!.text);
        return analyse(snapshot, previous);
      },
    });
    await client.open(uri, '');
    const answers: Promise<unknown>[] = [];
    for (let i = 1; i <= 200; i++) {
      void client.edit(uri, `x = ${i}\n`);
      if (i % 50 === 0) answers.push(client.diagnostics(uri));
    }
    await Promise.all(answers);
    assert.equal(analyzed.at(-1), 'x = 200\n');
    assert.ok(analyzed.length < 100, `${analyzed.length} analyses of 200 edits`);
  });

  it('gives one analysis to all who ask about one text', async () => {
    let nAnalyses = 0;
    const client = await start({
      analyse: (...args) => {
        nAnalyses++;
        return analyse(...args);
      },
    });
    await client.open(uri, brokenPython);
    await Promise.all([client.diagnostics(uri), client.hints(uri), client.lenses(uri), client.graphs(uri), client.diagnostics(uri)]);
    await client.hints(uri);
    assert.equal(nAnalyses, 1);
  });
});
