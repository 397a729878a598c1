// `npm test`: installs what the suites need, builds, and runs them all; `node scripts/test.mjs unit runs` runs some.
// Two processes run side by side on two cores, and up to four where one core is left over; `--jobs 1` runs one at a time and prints as it
// goes. A live suite that failed beside another is run once more, alone, and named.
// The last line is always `N passed, N failed`. A suite that crashes, hangs or holds no test has failed.
import os from 'node:os';
import { parseArgs } from 'node:util';
import { ensureChromium } from './setup/chromium.mjs';
import { ensureNodeModules } from './setup/nodeModules.mjs';
import { SetupError } from './setup/progress.mjs';
import { ensurePythonFrameworks, withoutGpu } from './setup/pythonFrameworks.mjs';
import { piecesOf, runSuite, suites } from './setup/suites.mjs';
import { ensureVSCodeServer } from './setup/vscodeServer.mjs';

const { values: options, positionals: names } = parseArgs({
  allowPositionals: true,
  options: {
    'no-build': { type: 'boolean', default: false },
    jobs: { type: 'string', default: String(Math.min(4, Math.max(2, os.availableParallelism() - 1))) },
  },
});
const jobs = Math.max(1, Math.floor(Number(options.jobs)) || 1);
for (const name of names) {
  if (suites.some((suite) => suite.name === name)) continue;
  console.error(`no suite is called ${name}; there are ${suites.map((suite) => suite.name).join(', ')}`);
  process.exit(2);
}

const env = { ...process.env };
/** What a suite may need; each is made once, and a failure fails every suite that needs it. */
const parts = {
  build: once(async () => {
    if (!options['no-build'] && (await built()).failed) throw new SetupError('the build failed');
  }),
  python: once(async () => Object.assign(env, withoutGpu, { TENSORWRIGHT_PYTHON: await ensurePythonFrameworks() })),
  chromium: once(async () => (env.CHROMIUM = await ensureChromium())),
  vscodeServer: once(async () => {
    const server = await ensureVSCodeServer();
    env.VSCODE_SERVER_DIR = server.folder;
    env.VSCODE_SERVER_NODE = server.node;
  }),
  package: once(async () => {
    const { packageExtension } = await import('./package.mjs');
    env.TENSORWRIGHT_VSIX = await packageExtension({ build: false });
  }),
};

const results = [];
/** Pieces of live suites that failed while another one ran beside them: how many are run once more, alone, and what came of it. */
const mostAgain = 3;
const failedBeside = [];
const unsteady = [];
const started = performance.now();
const wanted = suites.filter(({ name }) => (names.length ? names.includes(name) : !(name === 'build' && options['no-build'])));
/** The build is counted once, whether it was asked for or is needed. */
const built = once(async () => {
  const build = suites.find(({ name }) => name === 'build');
  const result = await runPiece({ ...build, title: 'build' });
  keep(result);
  return result;
});
try {
  await ensureNodeModules();
  if (wanted.some(({ name }) => name === 'build')) await built();
  const pieces = wanted.filter(({ name }) => name !== 'build').flatMap((suite) => piecesOf(suite));
  await Promise.all(Array.from({ length: jobs }, () => work(pieces)));
  // Many failures are no matter of a busy machine.
  const again = failedBeside.length <= mostAgain;
  for (const { piece, result } of failedBeside) keep(again ? await runAlone(piece, result) : result);
} catch (error) {
  console.error(error instanceof SetupError ? error.message : error);
  results.push({ name: 'set-up', passed: 0, failed: 1, notes: [String(error.message).split('\n')[0]], seconds: 0 });
}
await printSummary();

/** Takes one piece after the other until none is left. */
async function work(pieces) {
  for (let piece = pieces.shift(); piece; piece = pieces.shift()) {
    const result = await runPiece(piece);
    if (result.failed && piece.live && jobs > 1) failedBeside.push({ piece, result });
    else keep(result);
  }
}

/** Runs a piece once more, with the machine for itself. What passes now is counted as passed, and named as unsteady. */
async function runAlone(piece, before) {
  const result = await runPiece({ ...piece, title: `${piece.title}, once more and alone` });
  if (!result.failed) unsteady.push(...before.notes.map((note) => `${piece.title}: ${note}`));
  return { ...result, seconds: before.seconds + result.seconds };
}

/** Runs one piece with what it needs. */
async function runPiece(piece) {
  let text = '';
  let result;
  try {
    for (const need of piece.needs ?? []) await parts[need]();
    if (jobs === 1) console.log(`\n== ${piece.title}`);
    result = await runSuite(piece, env, jobs === 1 ? undefined : (more) => (text += more));
  } catch (error) {
    console.error(`== ${piece.title}: ${error instanceof SetupError ? error.message : (error.stack ?? error)}`);
    result = { name: piece.name, passed: 0, failed: 1, notes: [String(error.message).split('\n')[0]], seconds: 0 };
  }
  // What runs side by side is printed one after the other.
  if (jobs > 1) console.log(`\n== ${piece.title} (${result.seconds.toFixed(1)} s)\n${text}`);
  return result;
}

/** Adds the pieces of a suite up. */
function keep(result) {
  const sum = results.find(({ name }) => name === result.name);
  if (!sum) return void results.push(result);
  for (const key of ['passed', 'failed', 'seconds']) sum[key] += result[key];
  sum.notes.push(...result.notes);
}

async function printSummary() {
  const place = ({ name }) => suites.findIndex((suite) => suite.name === name);
  results.sort((a, b) => place(a) - place(b));
  const width = Math.max(...results.map(({ name }) => name.length));
  console.log('\nSuites');
  for (const { name, passed, failed, seconds, notes } of results) {
    console.log(`  ${name.padEnd(width)}  ${seconds.toFixed(1).padStart(7)} s  ${passed} passed, ${failed} failed`);
    for (const note of notes) console.log(`  ${' '.repeat(width)}  - ${note}`);
  }
  console.log(`  ${'all'.padEnd(width)}  ${((performance.now() - started) / 1000).toFixed(1).padStart(7)} s`);
  if (unsteady.length) console.log('\nFailed beside other tests, passed alone');
  for (const note of unsteady) console.log(`  ${note}`);
  try {
    const { tsImport } = await import('tsx/esm/api');
    const { exceptionsHere } = await tsImport('../test/support/requirements.ts', import.meta.url);
    console.log('\nNot covered on this machine');
    for (const { what, why } of exceptionsHere()) console.log(`  ${what}: ${why}`);
  } catch (error) {
    results.push({ name: 'exceptions', passed: 0, failed: 1 });
    console.error(error);
  }
  const sum = (key) => results.reduce((total, result) => total + result[key], 0);
  const failed = sum('passed') === 0 ? Math.max(1, sum('failed')) : sum('failed');
  console.log(`\n${sum('passed')} passed, ${failed} failed`);
  process.exitCode = failed ? 1 : 0;
}

function once(make) {
  let made;
  return () => (made ??= make());
}
