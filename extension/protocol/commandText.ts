/** A command as a person reads it and most shells take it: what holds more than plain signs stands in double quotes. */
export function commandText(command: readonly string[]): string {
  return command.map((part) => (/^[\w@%+=:,./\\-]+$/.test(part) ? part : `"${part.replaceAll('"', '\\"')}"`)).join(' ');
}
