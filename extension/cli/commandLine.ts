import { parseArgs } from 'node:util';
import { msg } from '../protocol/localize';
import { CliFailure } from './failure';

type OptionSpec = Readonly<Record<string, { readonly type: 'string' | 'boolean' }>>;

export interface CommandLine<O extends OptionSpec> {
  readonly options: { readonly [K in keyof O]?: O[K]['type'] extends 'string' ? string : boolean };
  readonly operands: readonly string[];
  /** What stands behind `--`. */
  readonly rest: readonly string[];
}

/** Options that every command has. */
export const commonOptions = { locale: { type: 'string' }, help: { type: 'boolean' } } as const;

/** Reads a command's arguments; what it does not know is a failure with a sentence. */
export function parseCommandLine<const O extends OptionSpec>(args: readonly string[], spec: O): CommandLine<O & typeof commonOptions> {
  const end = args.indexOf('--');
  const own = end < 0 ? args : args.slice(0, end);
  try {
    const { values, positionals } = parseArgs({
      args: [...own],
      options: { ...spec, ...commonOptions },
      allowPositionals: true,
      strict: true,
    });
    return {
      options: values,
      operands: positionals,
      rest: end < 0 ? [] : args.slice(end + 1),
    };
  } catch (error) {
    const code = (error as { code?: string }).code;
    const option = /'(-[^' =]*)/.exec((error as Error).message)?.[1] ?? '';
    if (code === 'ERR_PARSE_ARGS_UNKNOWN_OPTION') throw new CliFailure(msg('There is no option {0} here.', option));
    if (code === 'ERR_PARSE_ARGS_INVALID_OPTION_VALUE')
      throw new CliFailure(msg('The value of option {0} is missing, or not allowed.', option));
    throw error;
  }
}

/** One of a few words. */
export function oneOf<T extends string>(option: string, value: string | undefined, choices: readonly T[], fallback: T): T {
  if (value === undefined) return fallback;
  const found = choices.find((choice) => choice === value);
  if (found === undefined) throw new CliFailure(msg('{0} is not a value of {1}; possible are {2}.', value, option, choices.join(', ')));
  return found;
}

/** A whole number from `least` on. */
export function wholeNumber(option: string, value: string | undefined, least: number): number | undefined {
  if (value === undefined) return undefined;
  const number = Number(value);
  if (!/^\d+$/.test(value) || !Number.isSafeInteger(number) || number < least) {
    throw new CliFailure(msg('{0} takes a whole number from {1} on, not {2}.', option, least, value));
  }
  return number;
}
