// The suites of `npm test`, in their order, and how each is run and counted.
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { root } from './run.mjs';

const tool = (file, ...args) => [path.join(root, 'node_modules', file), ...args];
const command = (name, args) => ({ name, command: args });
const mocha = (name, folder, options = {}) => ({ name, files: () => testFiles(folder, options), minutes: 20, ...options });

/**
 * A suite is either a list of commands, each counted as one test, or files for mocha in a process of its own.
 * `needs` names what has to be there before it starts; `parts` is into how many processes it is split, at most, so that two of them can
 * run side by side. `live` marks what drives real processes and editors, which a busy machine can make too late.
 */
export const suites = [
  { name: 'build', commands: [command('build', ['scripts/build.mjs'])] },
  { name: 'typecheck', commands: [command('tsc -b', tool('typescript/bin/tsc', '-b'))] },
  {
    name: 'style',
    commands: [
      command('eslint', tool('eslint/bin/eslint.js', '.')),
      command('prettier --check', tool('prettier/bin/prettier.cjs', '--check', '--log-level', 'warn', '.')),
      command('knip', tool('knip/bin/knip.js')),
    ],
  },
  {
    ...mocha('unit', 'test/unit'),
    files: () => [...testFiles('test/unit'), ...testFiles('test', { flat: true })],
    needs: ['build'],
    parts: 4,
  },
  mocha('lint', 'test/lint', { flat: true }),
  mocha('oracles', 'test/oracles'),
  mocha('mutants', 'test/mutants'),
  mocha('lsp', 'test/lsp', { needs: ['build'] }),
  mocha('runs', 'test/runs', { live: true, needs: ['build'], parts: 6 }),
  mocha('python', 'test/python', { live: true, needs: ['build', 'python'], minutes: 30, parts: Infinity }),
  mocha('panels', 'test/panels', { live: true, needs: ['build', 'chromium'], parts: Infinity }),
  mocha('vscode', 'test/vscode', { live: true, needs: ['build', 'chromium', 'vscodeServer', 'package', 'python'], parts: Infinity }),
];

/** A suite as the pieces that may run side by side. Files that stand together in the list go to different pieces: neighbors are alike in length. */
export function piecesOf(suite) {
  if (suite.commands) return suite.commands.map((one) => ({ ...suite, title: `${suite.name}: ${one.name}`, commands: [one] }));
  const files = suite.files();
  const count = Math.max(1, Math.min(suite.parts ?? 1, files.length));
  if (count === 1) return [{ ...suite, title: suite.name }];
  return Array.from({ length: count }, (_, i) => {
    const own = files.filter((_file, at) => at % count === i);
    const title = own.length === 1 ? `${suite.name}: ${path.basename(own[0])}` : `${suite.name}: ${i + 1} of ${count}`;
    return { ...suite, title, files: () => own };
  });
}

/** All `*.test.ts` under a folder, sorted; `flat` looks at the folder alone. What only VS Code's own host can run lies in `suite`. */
export function testFiles(folder, { flat = false } = {}) {
  const found = [];
  for (const entry of fs.existsSync(path.join(root, folder)) ? fs.readdirSync(path.join(root, folder), { withFileTypes: true }) : []) {
    const file = `${folder}/${entry.name}`;
    if (entry.isDirectory()) {
      if (!flat && entry.name !== 'fixtures' && file !== 'test/vscode/suite') found.push(...testFiles(file));
    } else if (entry.name.endsWith('.test.ts')) found.push(file);
  }
  return found.sort();
}

/**
 * Runs one suite or a piece of one. Resolves to what it counted; what crashes, hangs, skips or counts nothing has failed. What it prints goes
 * to `print`, if there is one, as it comes.
 */
export async function runSuite(suite, env, print) {
  const started = performance.now();
  const counted = suite.commands ? await runCommands(suite, env, print) : await runMocha(suite, env, print);
  const { passed, failed, notes } = counted;
  const nothing = passed + failed === 0;
  return {
    name: suite.name,
    passed,
    failed: nothing ? 1 : failed,
    notes: nothing ? [...notes, 'no test was found'] : notes,
    seconds: (performance.now() - started) / 1000,
  };
}

async function runCommands(suite, env, print) {
  const result = { passed: 0, failed: 0, notes: [] };
  for (const { name, command: args } of suite.commands) {
    const code = await runNode(args, env, 20, print);
    if (code === 0) result.passed++;
    else {
      result.failed++;
      result.notes.push(`${name}: ${code}`);
    }
  }
  return result;
}

async function runMocha(suite, env, print) {
  const files = suite.files();
  if (!files.length) return { passed: 0, failed: 0, notes: [] };
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'tensorwright-results-'));
  const results = path.join(folder, 'results.json');
  try {
    const args = ['--import', 'tsx', ...tool('mocha/bin/mocha.js'), '--reporter', path.join(root, 'test/support/resultsReporter.cjs')];
    args.push('--forbid-only', '--exit', '--timeout', '60000', ...files);
    const code = await runNode(args, { ...env, TENSORWRIGHT_TEST_RESULTS: results }, suite.minutes, print);
    if (!fs.existsSync(results)) return { passed: 0, failed: 1, notes: [`the suite did not come to its end: ${code}`] };
    const { passes, failures, pending, failed } = JSON.parse(fs.readFileSync(results, 'utf8'));
    const notes = [...failed];
    // A skipped test would hide that a part is missing.
    if (pending) notes.push(`${pending} skipped`);
    if (code !== 0 && !failures) notes.push(`mocha: ${code}`);
    return { passed: passes, failed: failures + pending + (code !== 0 && !failures ? 1 : 0), notes };
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

/** Runs Node in a process group of its own, so that a suite that hangs is ended with all that it started. */
function runNode(args, env, minutes, print) {
  return new Promise((resolve) => {
    const ownGroup = process.platform !== 'win32';
    const output = print ? 'pipe' : 'inherit';
    const child = spawn(process.execPath, args, { cwd: root, env, stdio: ['ignore', output, output], detached: ownGroup });
    for (const stream of [child.stdout, child.stderr]) stream?.setEncoding('utf8').on('data', print);
    const end = (signal) => {
      try {
        if (ownGroup) process.kill(-child.pid, signal);
        else child.kill(signal);
      } catch {
        // It has ended already.
      }
    };
    const interrupted = () => {
      end('SIGTERM');
      process.exit(130);
    };
    process.once('SIGINT', interrupted).once('SIGTERM', interrupted);
    let late = false;
    const timer = setTimeout(() => {
      late = true;
      // What listens may still end what it started in groups of its own.
      end('SIGTERM');
      setTimeout(end, 5_000, 'SIGKILL').unref();
    }, minutes * 60_000);
    const done = (outcome) => {
      clearTimeout(timer);
      process.off('SIGINT', interrupted).off('SIGTERM', interrupted);
      resolve(outcome);
    };
    child.once('error', (error) => done(String(error)));
    child.once('exit', (code, signal) => {
      const outcome = late ? `not done after ${minutes} minutes` : (code ?? signal);
      // What a test left behind may hold the pipes open for ever.
      const enough = setTimeout(done, 2_000, outcome);
      child.once('close', () => {
        clearTimeout(enough);
        done(outcome);
      });
    });
  });
}
