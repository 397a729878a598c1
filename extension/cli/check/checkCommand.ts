import { msg } from '../../protocol/localize';
import { serverLocalizer } from '../../../server/src/docs/serverLocalizer';
import { oneOf, parseCommandLine } from '../commandLine';
import { CliFailure, errorText } from '../failure';
import { wantsColor } from '../io';
import type { CommandContext } from '../runCli';
import { readImport as readImportFile } from '../sources/analyseSource';
import { findFiles } from '../sources/findFiles';
import { versionOptions, versionsInUse } from '../sources/versionsInUse';
import type { FileCheck } from './checkFile';
import { checkFile } from './checkFile';
import type { CheckResult } from './checkResult';
import { formatGithub } from './formatGithub';
import { formatSarif } from './formatSarif';
import { formatText, summaryLine } from './formatText';

const formats = ['text', 'json', 'github', 'sarif'] as const;

/** `tensorwright check PATH…` */
export async function checkCommand(args: readonly string[], { io, l, locale }: CommandContext): Promise<number> {
  const { options, operands } = parseCommandLine(args, { format: { type: 'string' }, ...versionOptions });
  const format = oneOf('--format', options.format, formats, 'text');
  if (operands.length === 0) throw new CliFailure(msg('Which files? Name some, or a folder.'));
  const { files, missing } = findFiles(operands, io.cwd);
  for (const path of missing) io.err(`${l.t('{0} does not exist.', path)}\n`);

  const versions = versionsInUse(options, io);
  const engineLocalizer = serverLocalizer(locale);
  // The files of a folder import the same ones, and look for the same ones in vain; none changes meanwhile.
  const imports = new Map<string, string | null>();
  const readImport = (uri: string): string | null => {
    let text = imports.get(uri);
    if (text === undefined) imports.set(uri, (text = readImportFile(uri)));
    return text;
  };
  const checks: FileCheck[] = [];
  let hasFailed = missing.length > 0;
  for (const file of files) {
    const check = checkFile(file.path, io.cwd, engineLocalizer, readImport, await versions(file.path));
    checks.push(check);
    if (check.problem) {
      io.err(`${file.path}: ${l.render(check.problem)}\n`);
      hasFailed ||= file.isNamed;
    }
    if (check.fault) {
      io.err(`${file.path}: ${l.t('This is a fault of Tensorwright. Please report it with these lines:')}\n${errorText(check.fault)}\n`);
      hasFailed = true;
    }
    if (format === 'text' && check.result.diagnostics.length) io.out(formatText(check, l, wantsColor(io)));
  }
  const result: CheckResult = { version: 1, files: checks.map((check) => check.result) };
  if (format === 'json') io.out(`${JSON.stringify(result, null, 2)}\n`);
  if (format === 'github') io.out(formatGithub(result, io.cwd, l));
  if (format === 'sarif') io.out(`${JSON.stringify(formatSarif(result, io.cwd, engineLocalizer, l), null, 2)}\n`);
  if (format === 'text') io.err(`${summaryLine(result, l)}\n`);
  if (hasFailed) return 2;
  return result.files.some((file) => file.diagnostics.some((d) => d.severity === 'error')) ? 1 : 0;
}
