import { inspect } from 'node:util';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type * as Esbuild from 'esbuild-wasm';
import type { ErrorEvent, SourcePlace } from '../../../protocol/runs';
import type { EventDraft } from '../record/eventWriter';
import { BundleFailure } from './bundleProgram';

export type ErrorDraft = Extract<EventDraft, { k: 'error' }>;

/** What tells the user's own files from others. */
export interface UserFiles {
  workspace: string;
  files: ReadonlySet<string>;
  shifts: ReadonlyMap<string, number>;
}

const maxTrace = 8 * 1024;

/** An exception of the program as a record: with the place in the user's own files, and the trace without our frames. */
export function describeError(error: unknown, user: UserFiles): ErrorDraft {
  if (error instanceof BundleFailure) return describeBundleFailure(error, user);
  if (!(error instanceof Error)) {
    const msg = inspect(error);
    return { k: 'error', cls: 'Error', code: 'exception', msg, stack: [], trace: `Uncaught ${msg}` };
  }
  const lines = stackLines(error, user);
  const stack = lines.flatMap(({ place }) => (place ? [place] : []));
  const at = lines.find(({ place }) => place && isUserFile(place.file, user))?.place;
  return {
    k: 'error',
    cls: error.name || error.constructor.name,
    code: codeOf(error),
    msg: error.message,
    at,
    stack: stack.slice(0, 50),
    trace: traceOf(error, user).slice(0, maxTrace),
  };
}

function codeOf(error: Error): ErrorEvent['code'] {
  const { code } = error as NodeJS.ErrnoException;
  if (code === 'ERR_MODULE_NOT_FOUND' || code === 'MODULE_NOT_FOUND') return 'missing-module';
  if (/out of memory|allocation failed|cannot enlarge memory|Invalid typed array length/i.test(error.message)) return 'oom';
  return error instanceof SyntaxError && /^\S*:\d+\n/.test(error.stack ?? '') ? 'syntax' : 'exception';
}

interface StackLine {
  text: string;
  place?: SourcePlace;
}

/** The frames of an error as text and as places; ours are left out, and the library's are told by name instead of by a path. */
function stackLines(error: Error, user: UserFiles): StackLine[] {
  const lines = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  return lines.flatMap((line): StackLine[] => {
    const match = /^\s+at (?:(.*?) \()?((?:file:\/\/|\/|[A-Za-z]:[\\/]|node:).*?):(\d+):(\d+)\)?$/.exec(line);
    if (!match) return [{ text: line }];
    const [, fn, where, row, column] = match;
    if (where!.startsWith('node:')) return /^node:internal\/(modules|process)/.test(where!) ? [] : [{ text: line }];
    const file = toPath(where!);
    if (path.dirname(file) === __dirname || file.startsWith(path.join(__dirname, 'facades'))) {
      return path.basename(file) === 'tfjs.js' ? [{ text: `    at ${fn ?? '<anonymous>'} (@tensorflow/tfjs)` }] : [];
    }
    const lineNumber = Number(row);
    const col = Number(column) - (lineNumber === 1 ? (user.shifts.get(file) ?? 0) : 0);
    const place: SourcePlace = { file, line: lineNumber, col, ...(fn ? { fn } : {}) };
    const spot = `${file}:${lineNumber}:${col}`;
    return [{ text: fn ? `    at ${fn} (${spot})` : `    at ${spot}`, place }];
  });
}

function toPath(where: string): string {
  if (!where.startsWith('file://')) return path.normalize(where);
  try {
    return fileURLToPath(where);
  } catch {
    return where;
  }
}

function isUserFile(file: string, { workspace, files }: UserFiles): boolean {
  if (/[\\/]node_modules[\\/]/.test(file)) return false;
  if (files.has(file)) return true;
  const relative = path.relative(workspace, file);
  return relative !== '' && !relative.startsWith('..') && !path.isAbsolute(relative);
}

/** The head of the stack is kept as it is: it holds the message, which can have several lines. Causes follow, as Node prints them. */
function traceOf(error: Error, user: UserFiles, depth = 0): string {
  const stack = error.stack ?? `${error.name}: ${error.message}`;
  const firstFrame = stack.search(/\n\s+at /);
  const head = firstFrame < 0 ? stack : stack.slice(0, firstFrame);
  const trace = [head, ...stackLines(error, user).map(({ text }) => text)].join('\n');
  const { cause } = error as { cause?: unknown };
  if (!(cause instanceof Error) || depth > 4) return trace;
  return `${trace}\n[cause]: ${traceOf(cause, user, depth + 1)}`;
}

function describeBundleFailure(failure: BundleFailure, user: UserFiles): ErrorDraft {
  const first = failure.messages[0];
  const missing = /^Could not resolve "/.test(failure.message);
  const places = failure.messages.flatMap((message) => placeOf(message, failure));
  return {
    k: 'error',
    cls: missing ? 'ModuleNotFound' : 'SyntaxError',
    code: missing ? 'missing-module' : 'syntax',
    msg: first?.text ?? failure.message,
    at: places.find(({ file }) => isUserFile(file, user)) ?? places[0],
    stack: [],
    trace: failure.text.replace(/\u001b\[[\d;]*m/g, '').slice(0, maxTrace),
  };
}

function placeOf({ location }: Esbuild.Message, { folder, shifts }: BundleFailure): SourcePlace[] {
  if (!location) return [];
  const file = path.resolve(folder, location.file);
  // esbuild counts bytes; editors count UTF-16 units.
  const bytes = Buffer.from(location.lineText);
  const start = bytes.subarray(0, location.column).toString().length;
  const end = bytes.subarray(0, location.column + location.length).toString().length;
  const shift = location.line === 1 ? (shifts.get(file) ?? 0) : 0;
  return [{ file, line: location.line, col: start - shift + 1, endLine: location.line, endCol: end - shift + 1 }];
}
