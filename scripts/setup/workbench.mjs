// Starts the server of a real VS Code with its web workbench, and ends it with all that it started.
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { run } from './run.mjs';

/** Settings that keep the workbench quiet; a caller's own come on top. */
const quiet = {
  'security.workspace.trust.enabled': false,
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
  'telemetry.telemetryLevel': 'off',
  'update.mode': 'none',
  'extensions.autoUpdate': false,
  'extensions.autoCheckUpdates': false,
  'extensions.ignoreRecommendations': true,
  'git.enabled': false,
  'chat.disableAIFeatures': true,
};

/**
 * `server` is what ensureVSCodeServer returned. Resolves to the address, the data folder, what the server printed, and `stop`.
 * With a `token` the address works only for who knows it.
 */
export async function startWorkbench({ server, vsix = [], settings = {}, env = {}, serverArgs = [], token }) {
  const data = fs.mkdtempSync(path.join(os.tmpdir(), 'tensorwright-vscode-'));
  fs.mkdirSync(path.join(data, 'data/User'), { recursive: true });
  fs.writeFileSync(path.join(data, 'data/User/settings.json'), JSON.stringify({ ...quiet, ...settings }));
  const main = path.join(server.folder, 'out/server-main.js');
  const flags = ['--server-data-dir', data, '--user-data-dir', `${data}/data`, '--extensions-dir', `${data}/extensions`];
  flags.push('--telemetry-level', 'off', '--accept-server-license-terms');
  const serverEnv = {
    ...process.env,
    // The server's sockets would else stay in the system's temporary folder for ever.
    TMPDIR: data,
    XDG_RUNTIME_DIR: data,
    // Without this the server looks up a marketplace.
    EXTENSIONS_GALLERY: '{"serviceUrl":"","itemUrl":"","resourceUrlTemplate":""}',
    ...env,
  };
  for (const file of vsix) await run(server.node, [main, ...flags, '--install-extension', file], { env: serverEnv });

  const listen = ['--host', '127.0.0.1', '--port', '0', ...(token ? ['--connection-token', token] : ['--without-connection-token'])];
  const child = spawn(server.node, [main, ...flags, ...listen, ...serverArgs], {
    env: serverEnv,
    stdio: ['ignore', 'pipe', 'pipe'],
    // A process group of its own: an extension host that is still starting outlives its server, so the group must be ended.
    detached: true,
  });
  const kill = (signal) => {
    try {
      process.kill(-child.pid, signal);
    } catch {
      // The group has ended already.
    }
  };
  const last = () => kill('SIGKILL');
  process.once('exit', last);
  const exited = new Promise((resolve) => child.once('exit', resolve));
  let log = '';
  child.stderr.on('data', (chunk) => (log += chunk));
  const stop = async () => {
    kill('SIGTERM');
    await Promise.race([exited, new Promise((resolve) => setTimeout(resolve, 5000).unref())]);
    last();
    process.off('exit', last);
    fs.rmSync(data, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  };
  try {
    const port = await new Promise((resolve, reject) => {
      child.stdout.on('data', (chunk) => {
        log += chunk;
        const found = /Web UI available at http:\/\/[^:]+:(\d+)/.exec(log);
        if (found) resolve(found[1]);
      });
      child.once('error', reject);
      void exited.then((code) => reject(new Error(`the VS Code server ended with ${code}\n${log}`)));
    });
    // A secure context needs the numeric address: service workers, the clipboard.
    return { url: `http://127.0.0.1:${port}`, data, pid: child.pid, exited, log: () => log, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
