/**
 * A program and its arguments as one line for a shell, which takes each as it is.
 * @param shell path of the shell that the terminal runs: `/bin/bash`, `C:\…\powershell.exe`
 */
export function shellLine(command: readonly string[], shell: string): string {
  const name = (shell.split(/[\\/]/).pop() ?? '').toLowerCase().replace(/\.exe$/, '');
  if (name === 'cmd') return command.map(forCmd).join(' ');
  if (name === 'powershell' || name === 'pwsh') {
    const line = command.map(forPowerShell).join(' ');
    // A quoted text is a value there unless it is called.
    return line.startsWith("'") ? `& ${line}` : line;
  }
  return command.map(forPosix).join(' ');
}

const plain = /^[\w@%+=:,./-]+$/;

function forPosix(argument: string): string {
  return plain.test(argument) ? argument : `'${argument.replaceAll("'", "'\\''")}'`;
}

function forPowerShell(argument: string): string {
  return /^[\w:./\\-]+$/.test(argument) ? argument : `'${argument.replaceAll("'", "''")}'`;
}

function forCmd(argument: string): string {
  return /^[\w:./\\-]+$/.test(argument) ? argument : `"${argument.replaceAll('"', '""')}"`;
}
