// A real VS Code without a desktop: the server and web workbench that the npm package code-server carries. Only that part is
// used, not code-server's own program; nothing is compiled and no install script runs.
import fs from 'node:fs';
import path from 'node:path';
import { cached } from './cache.mjs';
import { t } from './language.mjs';
import { SetupError, withProgress } from './progress.mjs';
import { npm, run, which } from './run.mjs';

/** The oldest supported VS Code. Its server needs the major version of Node that it was made for. */
export const vscodeRelease = {
  vscode: '1.100.3',
  package: 'code-server@4.100.3',
  integrity: 'sha512-q/Fh2DOxCRNhC/WiG/6sAhSKnj7ZACTVBaeeZ+rWjol//0FCbl/qg1ln5ecZ99jYcfqMxZZAyWcN+YBIo0DgpA==',
  node: '20.20.2',
};

/** Name in the cache; the last number grows with this recipe. */
const folderName = `vscode-server-${vscodeRelease.vscode}-2`;

/** Installs the server once for all checkouts. Resolves to its folder (with `out/server-main.js`) and the Node that runs it. */
export async function ensureVSCodeServer() {
  if (process.platform === 'win32')
    throw new SetupError(t('VS Code in a browser runs on Linux and macOS only; on Windows use npm run test:electron.'));
  const node = await ensureServerNode();
  const folder = await cached(folderName, (half) =>
    withProgress(t('Installing VS Code {0} (server and workbench)', vscodeRelease.vscode), async (detail) => {
      await unpack(vscodeRelease.package, vscodeRelease.integrity, half, 'package/lib/vscode', 3);
      // The shipped lock file lacks peer packages that are not needed, hence --legacy-peer-deps.
      const args = ['ci', '--ignore-scripts', '--omit=dev', '--legacy-peer-deps', '--no-audit', '--no-fund'];
      await npm(args, { cwd: half, onLine: detail });
      // The built-in extensions share one package: TypeScript, without which its own language features complain.
      await npm(args, { cwd: path.join(half, 'extensions'), onLine: detail });
      await run(node, ['out/server-main.js', '--version'], { cwd: half });
    }),
  );
  linkRipgrep(folder);
  return { folder, node };
}

/** The running Node when it has the right major version, else one from npm. */
async function ensureServerNode() {
  const major = (version) => version.split('.')[0];
  if (major(process.versions.node) === major(vscodeRelease.node)) return process.execPath;
  const name = `node-${process.platform}-${process.arch}@${vscodeRelease.node}`;
  const folder = await cached(`node-${vscodeRelease.node}-${process.platform}-${process.arch}`, (half) =>
    withProgress(t('Installing Node {0}, which VS Code {1} needs', vscodeRelease.node, vscodeRelease.vscode), async () => {
      await unpack(name, null, half, 'package', 1);
      await run(path.join(half, 'bin/node'), ['--version'], { cwd: half });
    }),
  );
  return path.join(folder, 'bin', 'node');
}

/** Downloads an npm package and unpacks a part of it. npm checks the download against the registry; we check it against our own record. */
async function unpack(name, integrity, folder, part, strip) {
  const { stdout } = await npm(['pack', name, '--json', '--ignore-scripts'], { cwd: folder });
  const [packed] = JSON.parse(stdout);
  if (integrity && packed.integrity !== integrity)
    throw new SetupError(t('The integrity of {0} is {1}; expected was {2}.', name, packed.integrity, integrity));
  const archive = path.join(folder, packed.filename);
  await run('tar', ['xzf', archive, `--strip-components=${strip}`, part], { cwd: folder });
  fs.rmSync(archive);
}

/** The search in files needs ripgrep at this place; everything else works without. */
function linkRipgrep(folder) {
  const link = path.join(folder, 'node_modules/@vscode/ripgrep/bin/rg');
  const ripgrep = which('rg');
  if (!ripgrep || fs.existsSync(link)) return;
  fs.mkdirSync(path.dirname(link), { recursive: true });
  fs.rmSync(link, { force: true });
  fs.symlinkSync(ripgrep, link);
}
