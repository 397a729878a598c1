import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { VSCode, type VSCodeOptions } from './vscode';

export interface HostResults {
  passed: string[];
  failed: { title: string; error: string }[];
  pending: string[];
}

export interface HostOptions extends VSCodeOptions {
  ext: (vscode: VSCode) => string;
  tests: string;
  folder: string;
  timeout?: number;
}

/**
 * Runs the `run()` that `@vscode/test-electron` would run, in the extension host of the server, and returns its results.
 * A crashed extension host is reported with exit code 0, so only the file that the suite itself writes at its end counts.
 */
export async function runInExtensionHost({ ext, tests, folder, timeout = 300_000, ...options }: HostOptions): Promise<HostResults> {
  const scratch = fs.mkdtempSync(path.join(os.tmpdir(), 'tensorwright-host-'));
  const file = path.join(scratch, 'results.json');
  const vscode = await VSCode.start({
    ...options,
    env: { ...options.env, TENSORWRIGHT_TEST_RESULTS: file },
    // Newer releases honor the payload only so.
    serverArgs: ['--enable-smoke-test-driver'],
  });
  let timer: NodeJS.Timeout | undefined;
  const console_: string[] = [];
  try {
    const ended = new Promise<string>((resolve, reject) => {
      timer = setTimeout(
        () => reject(new Error(`no result within ${timeout} ms\n${console_.join('\n')}\n${vscode.workbench.log()}`)),
        timeout,
      );
      vscode.page.once('close', () => resolve('the page was closed'));
      vscode.page.once('crash', () => resolve('the page crashed'));
      void vscode.page.exposeFunction('codeAutomationLog', (_type: string, args: unknown[]) => console_.push(args.map(String).join(' ')));
      void vscode.page.exposeFunction('codeAutomationExit', (code: number) => resolve(`exit code ${code}`));
    });
    await vscode.open(folder, { ext: ext(vscode), tests });
    const outcome = await ended;
    if (!fs.existsSync(file)) throw new Error(`the suite did not come to its end: ${outcome}\n${console_.join('\n')}`);
    return JSON.parse(fs.readFileSync(file, 'utf8')) as HostResults;
  } finally {
    clearTimeout(timer);
    await vscode.stop();
    fs.rmSync(scratch, { recursive: true, force: true });
  }
}
