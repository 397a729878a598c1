import type { Localizer } from '../protocol/localize';
import { msg } from '../protocol/localize';
import { CliFailure, errorText } from './failure';
import type { CommandName } from './help';
import { commandHelp, generalHelp, isCommand, usageOf } from './help';
import type { Io } from './io';
import { cliLocalizer } from './locale';
import { version } from './version';

export interface CommandContext {
  readonly io: Io;
  readonly l: Localizer;
  /** Name of the language, for texts of the engine. */
  readonly locale: string;
}

export type Command = (args: readonly string[], cx: CommandContext) => Promise<number>;

/** Each command is loaded when it is called: checking a file must not wait for the code that trains. */
const commands: Record<CommandName, () => Promise<Command>> = {
  check: async () => (await import('./check/checkCommand')).checkCommand,
  shapes: async () => (await import('./shapes/shapesCommand')).shapesCommand,
  graph: async () => (await import('./graph/graphCommand')).graphCommand,
  train: async () => (await import('./train/trainCommand')).trainCommand,
  runs: async () => (await import('./runs/runsCommand')).runsCommand,
};

/** Runs one command and resolves with the exit code: 0 fine, 1 errors found or run failed, 2 usage or internal. */
export async function runCli(args: readonly string[], io: Io): Promise<number> {
  const l = cliLocalizer(localeOption(args), io.env);
  const own = args.includes('--') ? args.slice(0, args.indexOf('--')) : args;
  const name = own.find((arg, i) => !arg.startsWith('-') && own[i - 1] !== '--locale');
  try {
    if (own.includes('--version')) {
      io.out(`${version}\n`);
      return 0;
    }
    if (own.includes('--help') || own.includes('-h') || name === 'help') {
      io.out(isCommand(name) ? commandHelp(name, l) : generalHelp(l));
      return 0;
    }
    if (name === undefined) {
      io.err(generalHelp(l));
      return 2;
    }
    if (!isCommand(name)) throw new CliFailure(msg('There is no command {0}.', name));
    const at = args.indexOf(name);
    const command = await commands[name]();
    return await command([...args.slice(0, at), ...args.slice(at + 1)], { io, l, locale: l.locale });
  } catch (error) {
    const userMessage = messageOf(error);
    if (userMessage) {
      io.err(`${l.render(userMessage)}\n`);
      const exitCode = error instanceof CliFailure ? error.exitCode : 2;
      if (exitCode === 2 && error instanceof CliFailure && isCommand(name)) io.err(`${l.t('Usage')}: ${usageOf(name)}\n`);
      return exitCode;
    }
    io.err(`${l.t('This is a fault of Tensorwright. Please report it with these lines:')}\n${errorText(error)}\n`);
    return 2;
  }
}

/** Failures of the training room carry their sentence the same way; its code is not loaded just to compare classes. */
function messageOf(error: unknown): CliFailure['userMessage'] | null {
  const message = (error as Partial<CliFailure> | null)?.userMessage;
  return typeof message?.text === 'string' ? message : null;
}

/** Looked for before anything else, so that the first complaint is in the right language. */
function localeOption(args: readonly string[]): string | undefined {
  const at = args.findIndex((arg) => arg === '--locale' || arg.startsWith('--locale='));
  if (at < 0) return undefined;
  return args[at] === '--locale' ? args[at + 1] : args[at]!.slice('--locale='.length);
}
