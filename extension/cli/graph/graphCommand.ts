import type { ModelGraph } from '../../protocol/graph';
import { msg } from '../../protocol/localize';
import { serverLocalizer } from '../../../server/src/docs/serverLocalizer';
import { graphMermaid } from '../../../server/src/graph/mermaid';
import { modelGraphs } from '../../../server/src/graph/modelGraph';
import { graphSvg } from '../../../server/src/graph/svg';
import { findOp } from '../../../server/src/ops/registry';
import { oneOf, parseCommandLine } from '../commandLine';
import { CliFailure } from '../failure';
import type { CommandContext } from '../runCli';
import { readAnalysis } from '../sources/readAnalysis';
import { versionOptions, versionsInUse } from '../sources/versionsInUse';

/** `tensorwright graph FILE` */
export async function graphCommand(args: readonly string[], { io, locale }: CommandContext): Promise<number> {
  const { options, operands } = parseCommandLine(args, { model: { type: 'string' }, format: { type: 'string' }, ...versionOptions });
  const format = oneOf('--format', options.format, ['json', 'svg', 'mermaid'], 'json');
  const [file, ...more] = operands;
  if (file === undefined || more.length) throw new CliFailure(msg('Which file? This command takes one.'));
  const { outcome } = readAnalysis(file, io.cwd, await versionsInUse(options, io)(file));
  const models = pick(modelGraphs(outcome.result, findOp, serverLocalizer(locale)), options.model);
  if (format === 'json') {
    io.out(`${JSON.stringify({ version: 1, models }, null, 2)}\n`);
    return 0;
  }
  const [model, second] = models;
  if (!model) throw new CliFailure(msg('No model was found in {0}.', file), 1);
  if (second) throw new CliFailure(msg('{0} has several models; name one of them with --model: {1}', file, namesOf(models)));
  io.out(format === 'svg' ? graphSvg(model) : graphMermaid(model));
  return 0;
}

function pick(models: ModelGraph[], name: string | undefined): ModelGraph[] {
  if (name === undefined) return models;
  const found = models.filter((model) => model.name === name);
  if (found.length) return found;
  if (models.length === 0) throw new CliFailure(msg('There is no model {0}; none was found.', name));
  throw new CliFailure(msg('There is no model {0}; there are {1}.', name, namesOf(models)));
}

function namesOf(models: readonly ModelGraph[]): string {
  return models.map((model) => model.name).join(', ');
}
