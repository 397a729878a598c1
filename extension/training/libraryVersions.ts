import { promises as fs } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { RunRequest } from './api';
import { packageVersions } from './packageVersions';
import { isEnvironmentFolder, pythonIn, virtualEnvironmentOf } from './pythonEnvironment';
import { environmentNear, expandHome, pythonsOn } from './pythonPlaces';

type Variables = Record<string, string | undefined>;
/** Versions by the names under which programs import the libraries. */
export type LibraryVersions = Record<string, string>;

/** Distributions that bring a library, the usual one first. */
const distributions: Readonly<Record<string, readonly string[]>> = {
  keras: ['keras', 'keras-nightly'],
  tensorflow: ['tensorflow', 'tensorflow-cpu', 'tensorflow-gpu', 'tensorflow-intel', 'tensorflow-macos', 'tf-nightly', 'tf-nightly-cpu'],
  numpy: ['numpy'],
  pandas: ['pandas'],
  sklearn: ['scikit-learn'],
  torch: ['torch'],
};

/**
 * Versions of the libraries that a file would import: with the Python that was named, else that of the environment nearest to the
 * file, else the first on PATH. Read off the disk: no Python is started, and what cannot be read is left out.
 */
export async function libraryVersions(
  { file, workspace, python }: Pick<RunRequest, 'file' | 'workspace' | 'python'>,
  env: Variables = process.env,
): Promise<LibraryVersions> {
  const chosen = python
    ? await interpreterOf(path.resolve(workspace, expandHome(python.path)))
    : ((await environmentNear(path.dirname(path.resolve(workspace, file)), workspace)) ?? (await firstPythonOn(env['PATH'] ?? '')));
  if (chosen === undefined) return {};
  const wanted = new Set(Object.values(distributions).flat());
  const installed = await packageVersions(await importFolders(chosen, env), wanted);
  const versions: LibraryVersions = {};
  for (const [library, names] of Object.entries(distributions)) {
    const name = names.find((one) => installed[one] !== undefined);
    if (name !== undefined) versions[library] = installed[name]!;
  }
  return versions;
}

async function firstPythonOn(searchPath: string): Promise<string | undefined> {
  for await (const { file } of pythonsOn(searchPath)) return file;
  return undefined;
}

async function interpreterOf(named: string): Promise<string | undefined> {
  return (await isEnvironmentFolder(named)) ? pythonIn(named) : named;
}

/** Folders of packages that an interpreter imports from, in their order; `.pth` files are not followed. */
async function importFolders(python: string, env: Variables): Promise<string[]> {
  const virtual = await virtualEnvironmentOf(python);
  if (!virtual) {
    const real = await fs.realpath(python).catch(() => python);
    return [...(await userFolders(real, env)), ...(await sitePackages(path.dirname(path.dirname(real)), real))];
  }
  const own = await sitePackages(virtual.prefix, python);
  if (!virtual.home || !/^\s*include-system-site-packages\s*=\s*true\s*$/im.test(virtual.config)) return own;
  return [...own, ...(await sitePackages(path.dirname(virtual.home), python))];
}

async function userFolders(python: string, env: Variables): Promise<string[]> {
  return sitePackages(env['PYTHONUSERBASE'] || path.join(os.homedir(), '.local'), python);
}

/** Debian keeps packages of its own and those of `pip` in places of their own. */
async function sitePackages(prefix: string, python: string): Promise<string[]> {
  const windows = [path.join(prefix, 'Lib', 'site-packages'), path.join(path.dirname(python), 'Lib', 'site-packages')];
  const folders = process.platform === 'win32' ? windows : [];
  const minor = await minorOf(prefix, python);
  if (minor !== undefined) {
    folders.push(
      path.join(prefix, 'local', 'lib', minor, 'dist-packages'),
      path.join(prefix, 'lib', minor, 'site-packages'),
      path.join(prefix, 'lib', minor, 'dist-packages'),
      path.join(prefix, 'lib64', minor, 'site-packages'),
    );
  }
  folders.push(path.join(prefix, 'lib', 'python3', 'dist-packages'));
  return [...new Set(folders)];
}

/** `python3.12`, as the folders are called: the interpreter's own name says it, or the only such folder that there is. */
async function minorOf(prefix: string, python: string): Promise<string | undefined> {
  const real = path.basename(await fs.realpath(python).catch(() => python));
  const named = /^python3\.\d+/.exec(real)?.[0];
  if (named !== undefined) return named;
  const folders = (await fs.readdir(path.join(prefix, 'lib')).catch(() => [])).filter((name) => /^python3\.\d+$/.test(name));
  return folders.length === 1 ? folders[0] : undefined;
}
