// Starts other programs for the set-up scripts.
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');

/** Runs a program to its end. Its output is kept, and is part of the error when it fails. */
export function run(command, args, { cwd = root, env = process.env, onLine, allowFailure = false, shell = false } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd, env, shell, stdio: ['ignore', 'pipe', 'pipe'], windowsHide: true });
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', (chunk) => {
      stdout += chunk;
      lastLine(chunk, onLine);
    });
    child.stderr.setEncoding('utf8').on('data', (chunk) => {
      stderr += chunk;
      lastLine(chunk, onLine);
    });
    child.once('error', (error) => (allowFailure ? resolve({ code: -1, stdout, stderr: String(error) }) : reject(error)));
    child.once('close', (code, signal) => {
      if (code === 0 || allowFailure) resolve({ code: code ?? -1, stdout, stderr });
      else reject(new Error(`${command} ${args.join(' ')}: ${signal ?? `exit ${code}`}\n${(stdout + stderr).slice(-4000)}`));
    });
  });
}

/** Runs npm, the one that runs us when there is one. */
export function npm(args, options = {}) {
  const inherited = process.env.npm_execpath;
  const env = withoutNpmContext(options.env ?? process.env);
  if (inherited && /npm-cli\.c?js$/.test(inherited)) return run(process.execPath, [inherited, ...args], { ...options, env });
  return run('npm', args, { ...options, env, shell: process.platform === 'win32' });
}

/** The file that a command name stands for on PATH, or null. */
export function which(name, env = process.env) {
  const endings = process.platform === 'win32' ? (env.PATHEXT ?? '.EXE;.CMD').split(';') : [''];
  for (const folder of (env.PATH ?? '').split(path.delimiter)) {
    for (const ending of endings) {
      const file = path.join(folder, name + ending);
      if (folder && isExecutable(file)) return file;
    }
  }
  return null;
}

export function isExecutable(file) {
  try {
    fs.accessSync(file, fs.constants.X_OK);
    return fs.statSync(file).isFile();
  } catch {
    return false;
  }
}

/** An npm that was started by npm must look at its own folder, not at the package whose script started it. */
function withoutNpmContext(env) {
  const dropped = /^(npm_(package_|lifecycle_|command$|config_(local_prefix|global_prefix|ignore_scripts|omit)$)|INIT_CWD$)/i;
  return Object.fromEntries(Object.entries(env).filter(([key]) => !dropped.test(key)));
}

function lastLine(chunk, onLine) {
  const line =
    onLine &&
    chunk
      .trimEnd()
      .split(/[\r\n]/)
      .at(-1)
      ?.trim();
  if (line) onLine(line);
}
