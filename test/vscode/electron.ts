import path from 'node:path';
import type { runTests } from '@vscode/test-electron';
import { buildSuite, root } from './support/buildSuite';
import { exampleCopy } from './support/workspace';

export interface ElectronRunner {
  runTests: typeof runTests;
  buildSuite: typeof buildSuite;
  /** A workspace for the window, deleted afterwards. */
  workspace(): { folder: string; remove(): void };
}

/**
 * Runs the suite of the extension host in a desktop VS Code: once in the oldest supported release, once in the newest. On a
 * Linux without a display use `xvfb-run -a npm run test:electron`. Resolves to the exit code.
 */
export async function runInElectron(runner: ElectronRunner, versions: readonly string[] = ['1.100.3', 'stable']): Promise<number> {
  const extensionTestsPath = await runner.buildSuite('trusted');
  let worst = 0;
  for (const version of versions) {
    const workspace = runner.workspace();
    try {
      const launchArgs = [workspace.folder, '--disable-extensions', '--disable-workspace-trust', '--skip-welcome', '--skip-release-notes'];
      const code = await runner.runTests({ version, extensionDevelopmentPath: root, extensionTestsPath, launchArgs });
      console.log(`VS Code ${version}: exit code ${code}`);
      worst = Math.max(worst, code);
    } catch (error) {
      // test-electron rejects where the suite failed, and where VS Code could not be had.
      console.error(`VS Code ${version}: ${error instanceof Error ? error.message : String(error)}`);
      worst = Math.max(worst, 1);
    } finally {
      workspace.remove();
    }
  }
  return worst;
}

async function main(): Promise<void> {
  const electron = await import('@vscode/test-electron');
  process.exitCode = await runInElectron({ runTests: electron.runTests, buildSuite, workspace: () => exampleCopy('mnist-tfjs') });
}

if (process.argv[1] && path.resolve(process.argv[1]) === __filename) void main();
