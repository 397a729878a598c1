import { isAscii } from 'node:buffer';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import Module from 'node:module';
import path from 'node:path';
import { constants, Script } from 'node:vm';

/**
 * Runs a CommonJS file as `require` would, with the code that V8 compiled the last time, and so what it requires by a relative
 * path. What is kept is a convenience: where it cannot be read, written or used, the file is compiled as ever.
 *
 * Node's own `module.enableCompileCache` does this from 22.1 on; the oldest Node that is supported lacks it.
 */
export function runCompiled(file: string, folder: string): void {
  const loaded = new Map<string, Loaded>();
  const load = (wanted: string): Loaded => {
    let module = loaded.get(wanted);
    if (module) return module;
    module = { exports: {} };
    // Before it runs, as Node does: files may require each other.
    loaded.set(wanted, module);
    const native = Module.createRequire(wanted);
    const require = (id: string): unknown => (/^\.\.?\//.test(id) ? load(native.resolve(id)).exports : native(id));
    compile(wanted, folder)(module.exports, Object.assign(require, native), module, wanted, path.dirname(wanted));
    return module;
  };
  load(file);
}

/** After so many runs the code is not kept anew: by then V8 has compiled what the commands that are used need. */
const mostRuns = 4;

interface Loaded {
  exports: unknown;
}

type Wrapped = (exports: unknown, require: NodeJS.Require, module: Loaded, file: string, folder: string) => void;

function compile(file: string, folder: string): Wrapped {
  const source = fs.readFileSync(file);
  const kept = path.join(folder, `${path.basename(file)}-${process.version}-${process.arch}`);
  // V8 itself only compares the length of the source with what it compiled.
  const key = digest(source);
  const before = readKept(kept, key);
  const script = new Script(Module.wrap(source.toString(isAscii(source) ? 'latin1' : 'utf8')), {
    filename: file,
    cachedData: before?.data,
    importModuleDynamically: constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
  });
  // At the end V8 has compiled what the command needed, functions too. The first command may have needed few of them.
  const runs = before && !script.cachedDataRejected ? before.runs + 1 : 1;
  if (runs <= mostRuns) process.once('exit', () => keep(kept, key, runs, script.createCachedData()));
  return script.runInThisContext() as Wrapped;
}

/**
 * A digest of the source, one of what follows, the number of runs, the code: V8 trusts what it is given and would crash on a
 * damaged file.
 */
function readKept(kept: string, key: Buffer): { readonly runs: number; readonly data: Buffer } | undefined {
  try {
    const whole = fs.readFileSync(kept);
    const rest = whole.subarray(2 * key.length);
    const isSound = whole.subarray(0, 2 * key.length).equals(Buffer.concat([key, digest(rest)]));
    return isSound ? { runs: rest[0]!, data: rest.subarray(alignment) } : undefined;
  } catch {
    return undefined;
  }
}

/** V8 reads the code where it lies: the bytes before it keep it on a border of words. */
const alignment = 8;

function keep(kept: string, key: Buffer, runs: number, data: Buffer): void {
  const rest = Buffer.concat([Buffer.alloc(alignment, runs), data]);
  const written = `${kept}.${process.pid}`;
  try {
    // Code that is run later: nobody else may write there.
    fs.mkdirSync(path.dirname(kept), { recursive: true, mode: 0o700 });
    try {
      fs.writeFileSync(written, Buffer.concat([key, digest(rest), rest]), { mode: 0o600 });
      fs.renameSync(written, kept);
    } catch {
      fs.rmSync(written, { force: true });
    }
  } catch {
    // A disk that is full or may not be written: compiled again the next time.
  }
}

function digest(data: Buffer): Buffer {
  return createHash('sha256').update(data).digest();
}
