// The Python that the tests' environments are made from, and the tools that install packages into them.
import fs from 'node:fs';
import path from 'node:path';
import { cached } from './cache.mjs';
import { installDebianPackages } from './debian.mjs';
import { t } from './language.mjs';
import { SetupError, withProgress } from './progress.mjs';
import { run } from './run.mjs';

const uvVersion = '0.13.9';
const isWindows = process.platform === 'win32';
const question = `import platform, sys, sysconfig
bits = 64 if sys.maxsize > 2**32 else 32
print(sys.executable, "%d.%d" % sys.version_info[:2], platform.python_implementation(), bits, sysconfig.get_config_var("Py_GIL_DISABLED") or 0, sep="\\n")`;

/** Where an environment has its interpreter. */
export const interpreterOf = (environment) => path.join(environment, isWindows ? 'Scripts/python.exe' : 'bin/python');

/**
 * The first Python on PATH that has one of the versions ('3.12'), or the one that PYTHON in the environment names:
 * `{ file, version }`. Python of Debian is installed where there is none at all.
 */
export async function ensurePython(versions) {
  const named = process.env.PYTHON;
  const names = named ? [named] : ['python3', ...[...versions].reverse().map((version) => `python${version}`), 'python'];
  let { fitting, others } = await findPython(names, versions);
  if (!fitting && !others.length && !named && (await installPython())) ({ fitting, others } = await findPython(names, versions));
  if (fitting) return fitting;
  throw new SetupError(
    t(
      'The tests of training Python programs need Python {0}: the pinned frameworks have packages for no other. Found: {1}. Install one, or name it in the environment variable PYTHON.',
      versions.join(', '),
      others.join(', ') || t('none'),
    ),
  );
}

/** The first of the names that has one of the versions, and is neither PyPy, nor 32 bit, nor without the global lock; else what was seen. */
async function findPython(names, versions) {
  const others = new Set();
  for (const name of names) {
    const { code, stdout } = await run(name, ['-c', question], { allowFailure: true });
    const [file, version, implementation, bits, isFreeThreaded] = stdout.trim().split(/\r?\n/);
    if (code !== 0 || implementation !== 'CPython' || bits !== '64' || isFreeThreaded !== '0') continue;
    if (versions.includes(version)) return { fitting: { file, version }, others: [] };
    others.add(version);
  }
  return { fitting: null, others: [...others] };
}

function installPython() {
  return installDebianPackages(t("Installing Python with the system's package manager"), ['python3', 'python3-pip']);
}

/**
 * Makes an environment in an empty folder and installs what a file of requirements lists: by uv if there is one, else or when that
 * fails by pip, which is slower.
 */
export async function makeEnvironment(python, uv, folder, requirements, onLine) {
  const packages = ['--no-deps', '--only-binary', ':all:', '--requirement', requirements];
  if (uv) {
    try {
      // Relocatable: the cache makes the environment under another name.
      await run(uv, ['venv', '--quiet', '--relocatable', '--no-project', '--python', python, folder]);
      await run(uv, ['pip', 'install', '--python', interpreterOf(folder), ...packages], { onLine });
      return;
    } catch (error) {
      // It may not know the mirror that pip was told of.
      sayThatPipGoesOn(error);
      for (const name of fs.readdirSync(folder)) fs.rmSync(path.join(folder, name), { recursive: true });
    }
  }
  // Without a pip in it: making one needs a part of Python that Debian keeps in a package of its own.
  await run(python, ['-m', 'venv', '--without-pip', folder]);
  await pip(python, ['--python', interpreterOf(folder), 'install', '--no-compile', '--progress-bar=off', ...packages], { onLine });
  if (!isWindows) makeProgramsRelocatable(folder);
}

/** The programs that pip writes begin with the path of their Python; uv's look for it beside themselves. */
function makeProgramsRelocatable(environment) {
  const bin = path.dirname(interpreterOf(environment));
  const fixed = `#!${bin}/python`;
  for (const entry of fs.readdirSync(bin, { withFileTypes: true })) {
    const file = path.join(bin, entry.name);
    const text = entry.isFile() ? fs.readFileSync(file, 'latin1') : '';
    if (!text.startsWith(fixed)) continue;
    const beside = `#!/bin/sh\n'''exec' "$(dirname -- "$(realpath -- "$0")")"/'python' "$0" "$@"\n' '''`;
    fs.writeFileSync(file, beside + text.slice(text.indexOf('\n')), 'latin1');
  }
}

/** Path of the pinned uv, which pip fetches once, or null where it cannot. */
export async function ensureUv(python) {
  const uvIn = (folder) => path.join(folder, 'bin', isWindows ? 'uv.exe' : 'uv');
  await ensurePip(python);
  try {
    const folder = await cached(`uv-${uvVersion}-${process.platform}-${process.arch}`, (half) =>
      withProgress(t('Installing uv {0}', uvVersion), async (detail) => {
        await pip(python, ['install', '--target', half, '--no-deps', '--only-binary', ':all:', `uv==${uvVersion}`], { onLine: detail });
        await run(uvIn(half), ['--version']);
      }),
    );
    return uvIn(folder);
  } catch (error) {
    sayThatPipGoesOn(error);
    return null;
  }
}

function sayThatPipGoesOn(error) {
  console.error(t('uv failed, pip goes on instead: {0}', String(error.message).trim().split('\n').at(-1)));
}

/** Runs the pip of a Python. What a person set for installing into their own environments does not hold for ours. */
function pip(python, args, options) {
  const env = { ...process.env, PIP_USER: '0', PIP_REQUIRE_VIRTUALENV: '0', PIP_DISABLE_PIP_VERSION_CHECK: '1' };
  return run(python, ['-m', 'pip', ...args], { ...options, env });
}

async function ensurePip(python) {
  const hasPip = async () => (await run(python, ['-m', 'pip', '--version'], { allowFailure: true })).code === 0;
  if (await hasPip()) return;
  // Debian's own Python gets Debian's pip.
  const isOfSystem = path.dirname(python) === '/usr/bin';
  if (isOfSystem && (await installPython()) && (await hasPip())) return;
  throw new SetupError(t('{0} has no pip. Install it (on Debian: apt install python3-pip).', python));
}
