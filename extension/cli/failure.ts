import type { Message } from '../protocol/localize';

/** Ends a command with a sentence for the user: wrong usage, or something that could not be done. */
export class CliFailure extends Error {
  constructor(
    readonly userMessage: Message,
    readonly exitCode: 1 | 2 = 2,
  ) {
    super(userMessage.text);
  }
}

/** For reports of our own faults. */
export function errorText(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
