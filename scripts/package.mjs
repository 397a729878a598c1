// `npm run package`: builds and packs the extension to dist-package/tensorwright.vsix, and prints its size by part.
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { t } from './setup/language.mjs';
import { ensureNodeModules } from './setup/nodeModules.mjs';
import { reportAndExit, withProgress } from './setup/progress.mjs';
import { root, run } from './setup/run.mjs';
import { zipEntries } from './setup/zipEntries.mjs';

const MB = 1_000_000;
const folder = path.join(root, 'dist-package');
/** Budgets for what a part takes in the archive. */
const budgets = { editor: 2 * MB, all: 8 * MB };

/** Packs the extension. Resolves to the path of the .vsix. */
export async function packageExtension({ build = true } = {}) {
  if (build) await withProgress(t('Building'), () => run(process.execPath, ['scripts/build.mjs']));
  fs.mkdirSync(folder, { recursive: true });
  const file = path.join(folder, 'tensorwright.vsix');
  const vsce = path.join(root, 'node_modules/@vscode/vsce/vsce');
  await withProgress(t('Packing the extension'), () =>
    run(process.execPath, [vsce, 'package', '--no-dependencies', '--allow-unused-files-pattern', '--out', file]),
  );
  return file;
}

/** Packed bytes by part of the extension. */
export function sizesByPart(file) {
  const sizes = { editor: 0, trainer: 0, examples: 0, other: 0 };
  for (const { name, packed } of zipEntries(file)) {
    if (name.startsWith('extension/dist/trainers/')) sizes.trainer += packed;
    else if (name.startsWith('extension/examples/')) sizes.examples += packed;
    else if (name.startsWith('extension/dist/') || name.startsWith('extension/l10n/')) sizes.editor += packed;
    else sizes.other += packed;
  }
  return sizes;
}

async function main() {
  await ensureNodeModules();
  const file = await packageExtension();
  const sizes = sizesByPart(file);
  const all = fs.statSync(file).size;
  const row = (name, bytes, budget) =>
    console.log(
      `${name.padEnd(20)} ${(bytes / MB).toFixed(2).padStart(6)} MB${budget ? `  of ${budget / MB} MB (${Math.round((100 * bytes) / budget)} %)` : ''}`,
    );
  row('editor and server', sizes.editor, budgets.editor);
  row('trainer', sizes.trainer);
  row('examples', sizes.examples);
  row('manifest and texts', sizes.other);
  row('tensorwright.vsix', all, budgets.all);
  console.log(path.relative(process.cwd(), file));
}

if (process.argv[1] && path.resolve(process.argv[1]) === fileURLToPath(import.meta.url)) main().catch(reportAndExit);
