import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { brokenPython, soundTypeScript } from './support/programs';
import { ServerClient } from './support/serverClient';

/** Whatever a client sends, the server stays alive, logs no fault of its own, and goes on to answer. */
describe('language server and bad input', function () {
  this.timeout(300_000);
  let client: ServerClient;
  before(async () => (client = await ServerClient.start()));
  after(() => client.stop());
  afterEach(async () => {
    assert.deepEqual(client.logs, []);
    assert.equal(client.exitCode, undefined);
    await client.open('file:///alive.py', brokenPython);
    assert.equal((await client.diagnostics('file:///alive.py')).length, 1);
    await client.close('file:///alive.py');
  });

  const askAll = async (uri: string): Promise<void> => {
    await Promise.all([
      client.diagnostics(uri),
      client.hints(uri),
      client.lenses(uri),
      client.graphs(uri),
      client.hover(uri, { line: 4, character: 10 }),
      client.actions(uri, { start: { line: 0, character: 0 }, end: { line: 20, character: 0 } }),
    ]);
  };

  for (const [name, text] of [
    ['a.py', brokenPython],
    ['a.ts', soundTypeScript],
  ] as const) {
    it(`every prefix of a program while it is typed: ${name}`, async () => {
      const uri = `file:///typed/${name}`;
      await client.open(uri, '');
      const lines = text.split('\n');
      for (let line = 0; line < lines.length; line++) {
        const characters = [...lines[line]!];
        for (let i = 0; i <= characters.length; i++) {
          const at = { line, character: i };
          const typed = characters[i] ?? (line + 1 < lines.length ? '\n' : '');
          if (typed) await client.edit(uri, typed, { start: at, end: at });
          // Asking at each letter would take minutes; each third one is asked for.
          if (i % 3 === 0) await client.diagnostics(uri);
        }
        await askAll(uri);
      }
      assert.equal((await client.diagnostics(uri)).length, name === 'a.py' ? 1 : 0);
      await client.close(uri);
    });
  }

  it('an empty file, line ends of Windows, a byte order mark, odd characters', async () => {
    const uri = 'file:///odd.py';
    await client.open(uri, '');
    await askAll(uri);
    await client.edit(uri, `\uFEFF${brokenPython.replace(/\n/g, '\r\n')}`);
    const [diagnostic] = await client.diagnostics(uri);
    assert.deepEqual(diagnostic!.range, { start: { line: 6, character: 8 }, end: { line: 6, character: 33 } });
    await client.edit(uri, `# 卷积 😀\nname = '😀'; ${brokenPython}`);
    assert.equal((await client.diagnostics(uri)).length, 1);
    for (const text of ['\0\0\0', '\ud800', '((((((', '"""', '\t\f \r\r\n', 'x = [' + '['.repeat(5000), `a = ${'1 + '.repeat(10_000)}1`]) {
      await client.edit(uri, text);
      await askAll(uri);
    }
    await client.close(uri);
  });

  it('ten thousand lines', async () => {
    const uri = 'file:///long.py';
    await client.open(uri, `${brokenPython}x = 0\n${'x = 0 if x else [i for i in range(3)]\n'.repeat(10_000)}`);
    assert.equal((await client.diagnostics(uri)).length, 1);
    await client.edit(uri, '# first\n', { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } });
    assert.equal((await client.diagnostics(uri))[0]!.range.start.line, 7);
    await client.close(uri);
  });

  it('a program that never ends', async () => {
    const uri = 'file:///endless.py';
    await client.open(
      uri,
      'import keras\nx = 0\nwhile True:\n    x += 1\ndef f(n):\n    return f(n + 1)\nf(0)\nfor i in range(10 ** 12):\n    x += i\n',
    );
    await askAll(uri);
    await client.close(uri);
  });

  it('an imported file that is not text, is a folder, or imports the importer', async () => {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'tensorwright-lsp-'));
    try {
      fs.writeFileSync(path.join(folder, 'binary.py'), Buffer.from([0xff, 0xfe, 0x00, 0x80, 0x0a]));
      fs.mkdirSync(path.join(folder, 'directory.py'));
      fs.writeFileSync(path.join(folder, 'circle.py'), 'from main import model\n');
      const uri = pathToFileURL(path.join(folder, 'main.py')).href;
      await client.open(uri, `import binary, directory, circle, nowhere\nfrom circle import *\n${brokenPython}`);
      assert.equal((await client.diagnostics(uri)).filter((d) => d.code === 'non-positive-size').length, 1);
      await client.close(uri);
    } finally {
      fs.rmSync(folder, { recursive: true, force: true });
    }
  });

  it('questions about what is not open, closed, or of no language that it reads', async () => {
    await askAll('file:///never.py');
    await askAll('not a uri');
    await askAll('file:///100%.py');
    await client.open('file:///notes.md', '# notes', 'markdown');
    await askAll('file:///notes.md');
    await client.close('file:///notes.md');
    await client.close('file:///never.py');
  });

  it('an edit and a close before the answer', async () => {
    const uri = 'file:///quick.py';
    await client.open(uri, brokenPython);
    const answer = client.diagnostics(uri);
    await client.edit(uri, '');
    await client.close(uri);
    // Which of the texts it speaks of depends on when it arrived; that it comes does not.
    assert.ok(Array.isArray(await answer));
    assert.deepEqual(await client.diagnostics(uri), []);
  });
});
