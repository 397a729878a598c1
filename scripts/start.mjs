// `npm start`: installs, builds, and does the main job in the terminal on examples/mnist-tfjs: checks it, shows one planted error
// with its fix, trains. With a person at the terminal (or with --open) it goes on to open the extension on that workspace.
import fs from 'node:fs';
import path from 'node:path';
import { spawn } from 'node:child_process';
import { cacheFolder } from './setup/cache.mjs';
import { t, terminalLanguage } from './setup/language.mjs';
import { ensureNodeModules } from './setup/nodeModules.mjs';
import { openEditor } from './setup/openEditor.mjs';
import { reportAndExit, SetupError, withProgress } from './setup/progress.mjs';
import { root, run } from './setup/run.mjs';

const cli = path.join(root, 'dist/cli.js');
const bold = (text) => (process.stdout.isTTY ? `\x1b[1m${text}\x1b[0m` : text);

async function main() {
  const open = process.argv.includes('--open') || (process.stdin.isTTY && process.stdout.isTTY && !process.env.CI);
  await ensureNodeModules();
  await withProgress(t('Building'), (detail) => run(process.execPath, ['scripts/build.mjs'], { onLine: detail }));
  const workspace = copyExample('mnist-tfjs');

  heading(t('Checking {0}', 'train.ts'));
  const problems = await check(workspace, 'train.ts');
  if (problems.length) throw new SetupError(problems.map(({ message }) => message).join('\n'));
  console.log(t('No problem found: the shapes of all layers fit together.'));

  heading(t('Checking {0}, which has a mistake', 'broken.ts'));
  await showMistake(workspace, 'broken.ts');

  heading(t('Training {0}', 'train.ts'));
  const dir = await train(workspace, 'train.ts');
  console.log(t('The run lies in {0}', dir));

  if (open) await openEditor(workspace);
  else console.log(t('To see it in the editor: npm start -- --open'));
}

/** A copy for a person to work in; its runs stay from one start to the next. */
function copyExample(name) {
  const workspace = path.join(cacheFolder(), 'workspaces', name);
  fs.cpSync(path.join(root, 'examples', name), workspace, { recursive: true });
  return workspace;
}

async function check(workspace, file) {
  const args = [cli, 'check', '--format', 'json', '--locale', terminalLanguage(), file];
  const { code, stdout, stderr } = await run(process.execPath, args, { cwd: workspace, allowFailure: true });
  if (code !== 0 && code !== 1) throw new SetupError(stderr || stdout);
  return JSON.parse(stdout).files.flatMap(({ diagnostics }) => diagnostics);
}

/** Prints the error of a file as an editor shows it, and the line as its preferred fix makes it. */
async function showMistake(workspace, file) {
  const [problem] = (await check(workspace, file)).filter(({ severity }) => severity === 'error');
  const fix = problem?.fixes.find(({ isPreferred }) => isPreferred);
  if (!fix) throw new SetupError(t('{0} should show an error with a fix, and does not.', file));
  const lines = fs.readFileSync(path.join(workspace, file), 'utf8').split('\n');
  const { start, end } = problem.range;
  console.log(`${bold(`${file}:${start.line + 1}:${start.character + 1}`)}  ${problem.message}`);
  console.log(`    ${lines[start.line]}`);
  const last = end.line === start.line ? end.character : lines[start.line].length;
  console.log(`    ${' '.repeat(start.character)}${'~'.repeat(Math.max(1, last - start.character))}`);
  console.log(`${bold(t('Fix'))}  ${fix.title}`);
  for (const { range, newText } of fix.edits) {
    const line = lines[range.start.line];
    console.log(`    ${line.slice(0, range.start.character)}${newText}${line.slice(range.end.character)}`);
  }
}

/** Trains with the live line on the terminal. Resolves to the run directory, which the command prints last. */
function train(workspace, file) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [cli, 'train', file], { cwd: workspace, stdio: ['inherit', 'pipe', 'inherit'] });
    let stdout = '';
    child.stdout.setEncoding('utf8').on('data', (chunk) => (stdout += chunk));
    child.once('error', reject);
    child.once('close', (code) => {
      const dir = stdout.trimEnd().split('\n').at(-1);
      if (code === 0 && dir) resolve(dir);
      else reject(new SetupError(`${stdout}${t('The training did not come to its end (exit code {0}).', code)}`));
    });
  });
}

function heading(text) {
  console.log(`\n${bold(text)}`);
}

await main().catch(reportAndExit);
