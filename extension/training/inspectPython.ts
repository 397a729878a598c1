import { promises as fs } from 'node:fs';
import path from 'node:path';
import { msg, type Message } from '../protocol/localize';
import { childEnvironment } from './childEnvironment';
import { virtualEnvironmentOf } from './pythonEnvironment';
import { runBriefly, type BriefResult } from './runBriefly';

/** A loaded machine or a network file system needs seconds to start Python; one that hangs must not hold up everything. */
const startLimitMs = 20_000;
/** The oldest one that the runner supports. */
export const oldestPython = [3, 9] as const;

/** What an interpreter says of itself. */
export interface PythonFacts {
  /** What it calls itself: behind a shim or the launcher of Windows, the real program. */
  executable: string;
  /** For example `3.12.4`. */
  version: string;
  /** Folders that it imports from, in their order. */
  importFolders: string[];
}

export type Inspection = PythonFacts | { problem: Message };

// It must be understood by every Python there ever was; what start-up code prints comes before the last line.
const askVersion = "import sys; sys.stdout.write('\\n%d.%d.%d' % tuple(sys.version_info[:3]))";
const askFacts = [
  'import json, site, sys',
  'folders = [p for p in sys.path if p]',
  'if sys.prefix == sys.base_prefix: folders.insert(0, site.getusersitepackages())',
  "facts = {'executable': sys.executable, 'version': '%d.%d.%d' % sys.version_info[:3], 'importFolders': folders}",
  "sys.stdout.write('\\n' + json.dumps(facts))",
].join('\n');

const known = new Map<string, Promise<Inspection>>();

/**
 * Starts a Python once and asks it who it is, without the user's code or settings. What it answered is kept as long as the
 * file stays the same; what went wrong may be mended, and is asked for again.
 * @param file absolute path of the executable
 * @param args before the question, `-3` for the launcher of Windows
 * @param cwd decides what a shim of pyenv stands for
 */
export async function inspectPython(file: string, cwd: string, args: readonly string[] = [], limitMs = startLimitMs): Promise<Inspection> {
  const key = await keyOf(file, cwd, args);
  let inspection = known.get(key);
  if (!inspection) {
    inspection = ask(file, cwd, args, limitMs);
    known.set(key, inspection);
  }
  const result = await inspection;
  if ('problem' in result) known.delete(key);
  return result;
}

async function keyOf(file: string, cwd: string, args: readonly string[]): Promise<string> {
  const environment = await virtualEnvironmentOf(file);
  const times = await Promise.all(
    [file, ...(environment ? [path.join(environment.prefix, 'pyvenv.cfg')] : [])].map(async (name) => {
      const stat = await fs.stat(name).catch(() => undefined);
      return stat ? `${stat.mtimeMs}:${stat.size}:${stat.ino}` : '';
    }),
  );
  const isShim = path.basename(path.dirname(file)) === 'shims' || args.length > 0;
  return JSON.stringify([file, ...times, ...args, isShim ? cwd : '']);
}

async function ask(file: string, cwd: string, args: readonly string[], limitMs: number): Promise<Inspection> {
  const question = (...more: string[]): Promise<BriefResult> =>
    runBriefly(file, [...args, ...more], { cwd, env: childEnvironment(), limitMs });
  try {
    const answer = await question('-I', '-c', askFacts);
    if (answer.code !== 0) return { problem: await whyNot(file, answer, limitMs, () => question('-c', askVersion)) };
    const facts = parseFacts(lastLine(answer.stdout));
    if (!facts) return { problem: msg('{0} is not a Python.', file) };
    return isTooOld(facts.version) ? { problem: tooOld(file, facts.version) } : facts;
  } catch (error) {
    return { problem: await notStarted(file, error) };
  }
}

function parseFacts(line: string): PythonFacts | undefined {
  try {
    const { executable, version, importFolders } = JSON.parse(line) as Partial<PythonFacts>;
    if (typeof executable !== 'string' || !/^\d+\.\d+\.\d+$/.test(version ?? '') || !Array.isArray(importFolders)) return undefined;
    return { executable, version: version!, importFolders: importFolders.filter((folder) => typeof folder === 'string') };
  } catch {
    return undefined;
  }
}

function lastLine(text: string): string {
  return text.slice(text.lastIndexOf('\n') + 1);
}

function isTooOld(version: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major < oldestPython[0] || (major === oldestPython[0] && minor < oldestPython[1]);
}

function tooOld(file: string, version: string): Message {
  return msg('{0} is Python {1}; {2} or newer is needed.', file, version, oldestPython.join('.'));
}

async function whyNot(
  file: string,
  { code, stderr, late }: BriefResult,
  limitMs: number,
  askOld: () => Promise<BriefResult>,
): Promise<Message> {
  if (late) return msg('{0} did not answer within {1} s.', file, limitMs / 1000);
  // The option came with Python 3.4.
  if (/unknown option: -I/i.test(stderr)) {
    const version = lastLine((await askOld()).stdout);
    if (/^\d+\.\d+/.test(version)) return tooOld(file, version);
  }
  const damage = await broken(file);
  if (damage) return damage;
  const lines = stderr.split('\n').flatMap((line) => line.trim() || []);
  // A trace ends with its error; what other programs say begins with it.
  const said = lines.find((line) => /error\b|not found|cannot/i.test(line)) ?? lines.at(-1);
  return said === undefined
    ? msg('{0} ended with code {1} and said nothing.', file, String(code))
    : msg('{0} does not run: {1}', file, said);
}

async function notStarted(file: string, error: unknown): Promise<Message> {
  const { code, message } = error as { code?: unknown; message: string };
  return (await broken(file)) ?? (code === 'ENOENT' ? msg('There is no file {0}.', file) : msg('{0} does not run: {1}', file, message));
}

/** An environment lives by the Python that it was made from. */
async function broken(file: string): Promise<Message | undefined> {
  const environment = await virtualEnvironmentOf(file);
  if (!environment?.home || (await isFolder(environment.home))) return undefined;
  return msg(
    'The virtual environment {0} is broken: the Python that it was made from is not in {1} any more. Create the environment anew.',
    environment.prefix,
    environment.home,
  );
}

async function isFolder(folder: string): Promise<boolean> {
  return (await fs.stat(folder).catch(() => undefined))?.isDirectory() ?? false;
}
