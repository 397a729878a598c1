// Installs packages of Debian and its relatives where that needs no question.
import { withProgress } from './progress.mjs';
import { run, which } from './run.mjs';

/** Installs the packages under a title. False when there is no apt-get, or no right to use it without a password. */
export async function installDebianPackages(title, packages) {
  const sudo = process.getuid?.() === 0 ? [] : await passwordlessSudo();
  if (!sudo || !which('apt-get')) return false;
  const apt = (...args) => {
    const [command, ...rest] = [...sudo, 'apt-get', '-o', 'DPkg::Lock::Timeout=600', ...args];
    return run(command, rest, { env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } });
  };
  await withProgress(title, async (detail) => {
    detail('apt-get update');
    await apt('update');
    detail('apt-get install');
    await apt('install', '-y', '--no-install-recommends', ...packages);
  });
  return true;
}

async function passwordlessSudo() {
  const { code } = which('sudo') ? await run('sudo', ['-n', 'true'], { allowFailure: true }) : { code: 1 };
  return code === 0 ? ['sudo', '-n'] : null;
}
