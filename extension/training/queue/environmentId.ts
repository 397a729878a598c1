import { createHash } from 'node:crypto';
import { childEnvironment } from '../childEnvironment';

/** What differs between two shells of one person without meaning anything to a program. */
const passing =
  /^(_|SHLVL|PWD|OLDPWD|COLUMNS|LINES|WINDOWID|TERM_SESSION_ID|SHELL_SESSION_ID|XDG_ACTIVATION_TOKEN|DESKTOP_STARTUP_ID|GIO_LAUNCHED_\w+)$/;

/**
 * Tells environments apart: two processes whose children would get the same variables have the same id. Values of variables are never
 * recorded; the id is a digest of all of them together, too short to find one from it.
 */
export function environmentId(env: NodeJS.ProcessEnv = childEnvironment()): string {
  const entries = Object.entries(env).filter(([name]) => !passing.test(name));
  entries.sort(([a], [b]) => (a < b ? -1 : 1));
  return createHash('sha256').update(JSON.stringify(entries)).digest('hex').slice(0, 8);
}
