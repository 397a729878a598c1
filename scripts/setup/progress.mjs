// Progress for what takes longer than two seconds: one line that changes on a terminal, plain lines otherwise.
import { t } from './language.mjs';

const firstWord = 2_000;
const plainEvery = 30_000;

/** An error whose message is all that a person needs: shown without a stack. */
export class SetupError extends Error {}

/**
 * Runs `work` under a title. `work` gets a function that replaces the detail behind the title.
 * What ends within two seconds says nothing.
 */
export async function withProgress(title, work, out = process.stderr) {
  const started = performance.now();
  const seconds = () => Math.round((performance.now() - started) / 1000);
  let detail = '';
  let shown = false;
  let lastPlain = 0;
  const draw = () => {
    const elapsed = performance.now() - started;
    if (elapsed < firstWord) return;
    const text = `${title} ${t('({0} s)', seconds())}${detail ? ` ${detail}` : ''}`;
    if (out.isTTY) {
      out.write(`\r\x1b[K${text.slice(0, (out.columns || 80) - 1)}`);
    } else if (!shown || elapsed - lastPlain >= plainEvery) {
      out.write(shown ? `${text.slice(0, 160)}\n` : `${title} …\n`);
      lastPlain = elapsed;
    }
    shown = true;
  };
  const timer = setInterval(draw, 250);
  try {
    const result = await work((text) => (detail = text));
    if (shown) out.write(`${out.isTTY ? '\r\x1b[K' : ''}${title}: ${t('done in {0} s', seconds())}\n`);
    return result;
  } catch (error) {
    if (shown) out.write(`${out.isTTY ? '\r\x1b[K' : ''}${title}: ${t('failed after {0} s', seconds())}\n`);
    throw error;
  } finally {
    clearInterval(timer);
  }
}

/** Ends the process the way a person can read: the message alone for what was foreseen, the stack for what was not. */
export function reportAndExit(error) {
  console.error(error instanceof SetupError ? error.message : error);
  process.exitCode = 1;
}
