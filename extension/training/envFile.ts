import { promises as fs } from 'node:fs';
import { msg, type Message } from '../protocol/localize';
import { isMissing } from './runFiles';

type Variables = Readonly<Record<string, string | undefined>>;

export interface EnvFileContents {
  variables: Record<string, string>;
  /** 1-based numbers of lines that are not understood. */
  badLines: number[];
}

/**
 * Parses a file with environment variables as the Python extensions of VS Code do: `NAME=value` with or without `export`, values in
 * either quotes (which may span lines, and in which `\n` is a line break), `#` comments, and `${NAME}` for a variable of an earlier line or of
 * `base`; one that is unknown is empty, and `\$` is a plain dollar sign.
 */
export function parseEnvFile(text: string, base: Variables = {}): EnvFileContents {
  const variables: Record<string, string> = {};
  const badLines: number[] = [];
  const lines = text.replace(/^\uFEFF/, '').split(/\r?\n/);
  for (let i = 0; i < lines.length; i++) {
    const line = lines[i]!;
    if (/^\s*(#|$)/.test(line)) continue;
    const match = /^\s*(?:export\s+)?([A-Za-z_]\w*)\s*=\s*(.*?)\s*$/.exec(line);
    if (!match) {
      badLines.push(i + 1);
      continue;
    }
    const [, name, rest] = match as unknown as [string, string, string];
    const quoted = /^['"]/.test(rest) ? readQuoted(rest, lines, i) : undefined;
    if (quoted) i += quoted.moreLines;
    // A quote that nothing closes is part of the value, which is hardly what was meant.
    else if (/^['"]/.test(rest)) badLines.push(i + 1);
    const raw = quoted ? quoted.value.replaceAll('\\n', '\n') : rest.replace(/(^|\s+)#.*$/, '');
    variables[name] = expand(raw, { ...base, ...variables });
  }
  return { variables, badLines };
}

/**
 * Reads the files, later ones winning, into the variables that they add to `env`. As in the Python extension, what they say of PATH
 * and PYTHONPATH stands before what is there, and everything else replaces it. A line that is not understood gives a warning without its text, which may be secret.
 */
export async function withEnvFiles(
  env: NodeJS.ProcessEnv,
  files: readonly string[],
): Promise<{ env: NodeJS.ProcessEnv; warnings: Message[] }> {
  const result = { ...env };
  const warnings: Message[] = [];
  for (const file of files) {
    let text: string;
    try {
      text = await fs.readFile(file, 'utf8');
    } catch (error) {
      warnings.push(
        isMissing(error)
          ? msg('The file with environment variables {0} is not there any more.', file)
          : msg('The file with environment variables {0} cannot be read: {1}', file, (error as Error).message),
      );
      continue;
    }
    const { variables, badLines } = parseEnvFile(text, result);
    for (const line of badLines) warnings.push(msg('{0}, line {1}: this is not of the form NAME=value.', file, line));
    for (const [name, value] of Object.entries(variables)) setVariable(result, name, value);
  }
  return { env: result, warnings };
}

const delimiter = process.platform === 'win32' ? ';' : ':';

function setVariable(env: NodeJS.ProcessEnv, name: string, value: string): void {
  // Windows does not tell apart names by case; two spellings of one would leave it open which counts.
  const known = process.platform === 'win32' ? Object.keys(env).find((other) => other.toUpperCase() === name.toUpperCase()) : undefined;
  const key = known ?? name;
  const before = env[key];
  const isList = ['PATH', 'PYTHONPATH'].includes(process.platform === 'win32' ? key.toUpperCase() : key);
  env[key] = isList && value && before ? `${value}${delimiter}${before}` : value;
}

function readQuoted(rest: string, lines: readonly string[], at: number): { value: string; moreLines: number } | undefined {
  const quote = rest[0]!;
  const closing = quote === '"' ? /^((?:[^"\\]|\\[^])*)"\s*(?:#.*)?$/ : /^([^']*)'\s*(?:#.*)?$/;
  let text = rest.slice(1);
  for (let moreLines = 0; at + moreLines < lines.length; text += `\n${lines[at + ++moreLines] ?? ''}`) {
    const match = closing.exec(text);
    if (match) return { value: quote === '"' ? match[1]!.replaceAll('\\"', '"') : match[1]!, moreLines };
    // Quotes inside of quotes: the last one closes, as in the Python extension.
    if (moreLines === 0 && text.endsWith(quote) && text.length > 1) return { value: text.slice(0, -1), moreLines };
  }
  return undefined;
}

function expand(value: string, known: Variables): string {
  return value.replace(/(?<!\\)\$\{([A-Za-z_]\w*)\}/g, (_, name: string) => known[name] ?? '').replaceAll('\\$', '$');
}
