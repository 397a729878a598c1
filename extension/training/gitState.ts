import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);
const limitMs = 3000;

/** Commit of the folder's work tree and whether tracked files differ from it; `undefined` without git, commit or time. */
export async function readGitState(folder: string): Promise<{ commit: string; dirty: boolean } | undefined> {
  const git = async (...args: string[]): Promise<string> => {
    // Optional locks would make the user's own git commands fail now and then.
    const env = { ...process.env, GIT_OPTIONAL_LOCKS: '0' };
    return (await run('git', args, { cwd: folder, env, timeout: limitMs, windowsHide: true, maxBuffer: 16 << 20 })).stdout.trim();
  };
  try {
    const [commit, changes] = await Promise.all([git('rev-parse', 'HEAD'), git('status', '--porcelain', '--untracked-files=no')]);
    return { commit, dirty: changes !== '' };
  } catch {
    return undefined;
  }
}
