// The real Python frameworks that the tests train with, in an environment of their own.
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { cached, cacheFolder } from './cache.mjs';
import { writeCudaStandIns } from './cudaStandIns.mjs';
import { t } from './language.mjs';
import { withProgress } from './progress.mjs';
import { ensurePython, ensureUv, interpreterOf, makeEnvironment } from './python.mjs';
import { root, run } from './run.mjs';

/** All versions, exact; how they were chosen: frameworks/pyproject.toml. */
const requirements = path.join(root, 'scripts/setup/python-frameworks.txt');
const check = path.join(root, 'scripts/setup/frameworks/check.py');
/** What the pinned packages have wheels for. */
const pythonVersions = ['3.11', '3.12', '3.13'];
const gigabytes = 3.7;
/** What programs that use these frameworks need in their environment: on a GPU they would call the stand-ins. */
export const withoutGpu = { CUDA_VISIBLE_DEVICES: '' };
/** Grows with this recipe. */
const recipe = 1;

/** Installs the frameworks once for all checkouts. Resolves to the Python that has them. */
export async function ensurePythonFrameworks() {
  const python = await ensurePython(pythonVersions);
  const name = environmentName(python.version);
  // A system that moved on to another Python leaves an environment without an interpreter.
  const place = path.join(cacheFolder(), name);
  if (!fs.existsSync(interpreterOf(place))) fs.rmSync(place, { recursive: true, force: true });
  const folder = await cached(name, async (half) => {
    const uv = await ensureUv(python.file);
    await withProgress(t('Installing the Python frameworks ({0} GB)', gigabytes), async (detail) => {
      await makeEnvironment(python.file, uv, half, requirements, detail);
      if (process.platform === 'linux') writeCudaStandIns(await packagesOf(half));
      await tryOut(half, detail);
    });
  });
  return interpreterOf(folder);
}

/** The environment depends on what is installed, on the interpreter that it is for, and on how it is made. */
function environmentName(version) {
  const hash = createHash('sha256').update(fs.readFileSync(requirements)).digest('hex').slice(0, 12);
  return `python-frameworks-${hash}-${version}-${process.arch}-${recipe}`;
}

async function packagesOf(environment) {
  const { stdout } = await run(interpreterOf(environment), ['-c', 'import sysconfig; print(sysconfig.get_path("purelib"))']);
  return stdout.trim();
}

/**
 * Trains one step with each framework. That also has Python keep the compiled form of all that is imported, which later imports are
 * quick by.
 */
async function tryOut(environment, onStart) {
  const python = interpreterOf(environment);
  const scratch = fs.mkdtempSync(path.join(os.tmpdir(), 'tensorwright-frameworks-'));
  const { PYTHONDONTWRITEBYTECODE: _, PYTHONPATH: __, PYTHONHOME: ___, ...inherited } = process.env;
  const env = { ...inherited, ...withoutGpu, KERAS_HOME: scratch, HF_HOME: scratch, TF_CPP_MIN_LOG_LEVEL: '3' };
  try {
    const { stdout } = await run(python, [check]);
    const left = stdout.trim().split(/\r?\n/);
    const tryNext = async () => {
      for (let names = left.shift(); names; names = left.shift()) {
        onStart(t('trying {0}', names));
        await run(python, [check, ...names.split(' ')], { cwd: scratch, env });
      }
    };
    await Promise.all([tryNext(), tryNext()]);
  } finally {
    fs.rmSync(scratch, { recursive: true, force: true });
  }
}
