import { spawn, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { createMessageConnection, StreamMessageReader, StreamMessageWriter } from 'vscode-languageserver/node';
import { serverFlags } from '../../extension/src/node/serverClient';
import { ServerClient } from '../../test/lsp/support/serverClient';
import type { Measurement } from './measurement';
import { pythonProgram } from './programs';

const uri = 'file:///bench/main.py';

/** Memory of the built server's process after typing in a file of 2,000 lines; the reference is Node that does nothing. */
export async function measureServerMemory(): Promise<Measurement[]> {
  const server = path.resolve(__dirname, '../../dist/server.js');
  if (!fs.existsSync(server)) throw new Error('dist/server.js is missing: npm run build');
  const text = pythonProgram(2000);
  const anchor = text.indexOf("padding='same')(x)", text.length / 2);
  const line = text.slice(0, anchor).split('\n').length - 1;
  const at = { line, character: anchor - text.lastIndexOf('\n', anchor) - 1 };
  const child = spawn(process.execPath, [...serverFlags, server, '--stdio'], { stdio: ['pipe', 'pipe', 'inherit'] });
  const connection = createMessageConnection(new StreamMessageReader(child.stdout), new StreamMessageWriter(child.stdin));
  const client = await ServerClient.over(connection, {}, child);
  await client.open(uri, text);
  for (let i = 0; i < 200; i++) {
    const typed = { start: at, end: i ? { ...at, character: at.character + 3 } : at };
    await client.edit(uri, `${i % 10}, `, typed);
    await Promise.all([client.pull(uri), client.hints(uri), client.lenses(uri)]);
  }
  const [memory, nothing] = [residentMegabytes(child.pid!), idleMegabytes()];
  await client.stop();
  return [
    {
      what: 'memory of the server after 200 keys in 2,000 lines, Python',
      measured: `${memory.toFixed(0)} MB`,
      budget: '150 MB',
      reference: `Node doing nothing: ${nothing.toFixed(0)} MB`,
      ratio: (memory / nothing).toFixed(2),
    },
  ];
}

function residentMegabytes(pid: number): number {
  const { stdout } = spawnSync('ps', ['-o', 'rss=', '-p', String(pid)], { encoding: 'utf8' });
  const kilobytes = Number(stdout.trim());
  if (!kilobytes) throw new Error('ps tells nothing of the server');
  return (kilobytes * 1024) / 1e6;
}

function idleMegabytes(): number {
  const { stdout } = spawnSync(process.execPath, ['-e', 'console.log(process.memoryUsage().rss)'], { encoding: 'utf8' });
  return Number(stdout) / 1e6;
}
