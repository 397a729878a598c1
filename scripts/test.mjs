// `npm test`: installs what the suites need, builds, and runs them all; `node scripts/test.mjs unit runs` runs some.
// The last line is always `N passed, N failed`. A suite that crashes, hangs or holds no test has failed.
import { parseArgs } from 'node:util';
import { ensureChromium } from './setup/chromium.mjs';
import { ensureNodeModules } from './setup/nodeModules.mjs';
import { SetupError } from './setup/progress.mjs';
import { ensurePythonFrameworks, withoutGpu } from './setup/pythonFrameworks.mjs';
import { runSuite, suites } from './setup/suites.mjs';
import { ensureVSCodeServer } from './setup/vscodeServer.mjs';

const { values: options, positionals: names } = parseArgs({
  allowPositionals: true,
  options: { 'no-build': { type: 'boolean', default: false } },
});
for (const name of names) {
  if (suites.some((suite) => suite.name === name)) continue;
  console.error(`no suite is called ${name}; there are ${suites.map((suite) => suite.name).join(', ')}`);
  process.exit(2);
}

const env = { ...process.env };
/** What a suite may need; each is made once, and a failure fails every suite that needs it. */
const parts = {
  build: once(async () => {
    const result = results.find(({ name }) => name === 'build') ?? (options['no-build'] ? null : await counted('build'));
    if (result?.failed) throw new SetupError('the build failed');
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
const started = performance.now();
try {
  await ensureNodeModules();
  for (const suite of suites.filter(({ name }) => (names.length ? names.includes(name) : !(name === 'build' && options['no-build'])))) {
    if (results.some(({ name }) => name === suite.name)) continue;
    await counted(suite.name);
  }
} catch (error) {
  console.error(error instanceof SetupError ? error.message : error);
  results.push({ name: 'set-up', passed: 0, failed: 1, notes: [String(error.message).split('\n')[0]], seconds: 0 });
}
await printSummary();

/** Runs one suite with what it needs and keeps its result. */
async function counted(name) {
  const suite = suites.find((candidate) => candidate.name === name);
  let result;
  try {
    for (const need of suite.needs ?? []) await parts[need]();
    console.log(`\n== ${name}`);
    result = await runSuite(suite, env);
  } catch (error) {
    console.error(`== ${name}: ${error instanceof SetupError ? error.message : (error.stack ?? error)}`);
    result = { name, passed: 0, failed: 1, notes: [String(error.message).split('\n')[0]], seconds: 0 };
  }
  results.push(result);
  return result;
}

async function printSummary() {
  const width = Math.max(...results.map(({ name }) => name.length));
  console.log('\nSuites');
  for (const { name, passed, failed, seconds, notes } of results) {
    console.log(`  ${name.padEnd(width)}  ${seconds.toFixed(1).padStart(7)} s  ${passed} passed, ${failed} failed`);
    for (const note of notes) console.log(`  ${' '.repeat(width)}  - ${note}`);
  }
  console.log(`  ${'all'.padEnd(width)}  ${((performance.now() - started) / 1000).toFixed(1).padStart(7)} s`);
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
