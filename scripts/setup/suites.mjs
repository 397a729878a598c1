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
 * `needs` names what has to be there before it starts.
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
  { ...mocha('unit', 'test/unit'), files: () => [...testFiles('test/unit'), ...testFiles('test', { flat: true })], needs: ['build'] },
  mocha('lint', 'test/lint', { flat: true }),
  mocha('oracles', 'test/oracles'),
  mocha('lsp', 'test/lsp', { needs: ['build'] }),
  mocha('runs', 'test/runs', { needs: ['build'] }),
  mocha('python', 'test/python', { needs: ['build', 'python'], minutes: 30 }),
  mocha('panels', 'test/panels', { needs: ['build', 'chromium'] }),
  mocha('vscode', 'test/vscode', { needs: ['build', 'chromium', 'vscodeServer', 'package', 'python'] }),
];

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

/** Runs one suite. Resolves to what it counted; what crashes, hangs, skips or counts nothing has failed. */
export async function runSuite(suite, env) {
  const started = performance.now();
  const counted = suite.commands ? await runCommands(suite, env) : await runMocha(suite, env);
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

async function runCommands(suite, env) {
  const result = { passed: 0, failed: 0, notes: [] };
  for (const { name, command: args } of suite.commands) {
    const code = await runNode(args, env, 20);
    if (code === 0) result.passed++;
    else {
      result.failed++;
      result.notes.push(`${name}: ${code}`);
    }
  }
  return result;
}

async function runMocha(suite, env) {
  const files = suite.files();
  if (!files.length) return { passed: 0, failed: 0, notes: [] };
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'tensorwright-results-'));
  const results = path.join(folder, 'results.json');
  try {
    const args = ['--import', 'tsx', ...tool('mocha/bin/mocha.js'), '--reporter', path.join(root, 'test/support/resultsReporter.cjs')];
    args.push('--forbid-only', '--exit', '--timeout', '60000', ...files);
    const code = await runNode(args, { ...env, TENSORWRIGHT_TEST_RESULTS: results }, suite.minutes);
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
function runNode(args, env, minutes) {
  return new Promise((resolve) => {
    const ownGroup = process.platform !== 'win32';
    const child = spawn(process.execPath, args, { cwd: root, env, stdio: ['ignore', 'inherit', 'inherit'], detached: ownGroup });
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
    child.once('exit', (code, signal) => done(late ? `not done after ${minutes} minutes` : (code ?? signal)));
  });
}
