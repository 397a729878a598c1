import type { GraphShape } from '../../protocol/graph';
import type { DifferenceReport, ReportedLayer, ReportedModel } from './differenceReport';

/** A part of the program's text, which is in a report only when the person says so. */
export interface ReportedSource {
  file: string;
  from: number;
  to: number;
  text: string;
}

/** The report as Markdown. Bug reports are read in English, so it is not translated. */
export function reportText(report: DifferenceReport, source: readonly ReportedSource[] = []): string {
  return [
    '# A run differs from the analysis',
    '',
    'Tensorwright compared the model that the framework built with what it had found in the source. Where both sides say something, they',
    'should say the same; here they do not, so that the analysis is likely at fault. Nothing of this was sent anywhere.',
    '',
    '## What this file contains',
    '',
    '- versions of Tensorwright, the framework, the interpreter and the operating system',
    `- of ${count(report.models.length, 'model')}: names and classes of the layers, shapes, counts of parameters, and the lines they are written on`,
    `- the name of the program within its folder: ${code(report.program)}`,
    ...(source.length
      ? [`- source text: ${source.map(({ file, from, to }) => `${code(file)} ${linesText(from, to)}`).join(', ')}`]
      : ['- no source text']),
    '- no data, no output of the program, no environment variables, no paths outside of the folder',
    '',
    '## Versions',
    '',
    ...versionLines(report),
    ...report.models.flatMap((model) => ['', ...modelLines(model)]),
    ...(source.length ? ['', '## Source', ...source.flatMap(sourceLines)] : []),
    '',
  ].join('\n');
}

function versionLines({ versions, interpreter, system }: DifferenceReport): string[] {
  const { kind, version, environment } = interpreter;
  return [
    ...Object.entries(versions).map(([name, of]) => `- ${name} ${of}`),
    `- ${kind}${version ? ` ${version}` : ''}${environment ? ` (${environment})` : ''}`,
    `- ${system}`,
  ];
}

function modelLines(model: ReportedModel): string[] {
  const differing = model.layers.filter(({ differs }) => differs.length);
  const { run, analysis } = model.params;
  return [
    `## Model ${code(model.variable)}`,
    '',
    `${model.class}${model.name ? ` ${code(model.name)}` : ''}${model.at ? `, built at ${code(model.at)}` : ''}. ` +
      `Parameters: ${run} in the run, ${analysis ?? 'unknown'} in the analysis.`,
    '',
    ...differing.map((layer) => `- ${code(layer.path)}${layer.at ? ` (${code(layer.at)})` : ''}: ${differenceText(layer)}`),
    '',
    '| | layer | class | output in the run | in the analysis | parameters in the run | in the analysis |',
    '| --- | --- | --- | --- | --- | ---: | ---: |',
    ...model.layers.map(layerRow),
  ];
}

function differenceText({ differs, run, analysis }: ReportedLayer): string {
  return differs
    .map((aspect) => {
      switch (aspect) {
        case 'class':
          return `class ${run!.class} in the run, ${analysis!.class} in the analysis`;
        case 'in':
          return `input ${shapeText(run!.in)} in the run, ${shapeText(analysis!.in)} in the analysis`;
        case 'out':
          return `output ${shapeText(run!.out)} in the run, ${outsText(analysis!.out)} in the analysis`;
        case 'params':
          return `${run!.params} parameters in the run, ${analysis!.params} in the analysis`;
        case 'fault':
          return `built and run, although the analysis reports ${code(analysis!.fault!)}`;
        case 'run only':
          return 'in the run, not in the analysis';
        case 'analysis only':
          return 'in the analysis, not in the run';
      }
    })
    .join('; ');
}

function layerRow({ path, run, analysis, differs }: ReportedLayer): string {
  const cells = [
    differs.length ? '✗' : '',
    code(path),
    run?.class ?? analysis?.class ?? '',
    run ? shapeText(run.out) : '–',
    analysis ? outsText(analysis.out) : '–',
    run ? String(run.params) : '–',
    analysis ? String(analysis.params ?? '?') : '–',
  ];
  return `| ${cells.join(' | ')} |`;
}

function sourceLines({ file, from, to, text }: ReportedSource): string[] {
  // A fence longer than any in the text.
  const fence = '`'.repeat(Math.max(3, ...[...text.matchAll(/`+/g)].map(([ticks]) => ticks.length + 1)));
  return ['', `${code(file)} ${linesText(from, to)}`, '', `${fence}${/\.pyw?$/.test(file) ? 'python' : 'ts'}`, text, fence];
}

function outsText(outs: readonly GraphShape[]): string {
  return [...new Set(outs.map(shapeText))].join(' or ') || '?';
}

/** `[null, 28, 28, 1]`: an open extent is null; `?` for an unknown rank. */
function shapeText(shape: GraphShape): string {
  return shape ? `[${shape.map((dim) => (dim === '*' ? '…' : String(dim))).join(', ')}]` : '?';
}

function linesText(from: number, to: number): string {
  return from === to ? `line ${from}` : `lines ${from}–${to}`;
}

function count(n: number, what: string): string {
  return n === 1 ? `1 ${what}` : `${n} ${what}s`;
}

/** Names are the program's own: they must not end a cell or a span of code. */
function code(text: string): string {
  return `\`${text
    .replace(/[\r\n]+/g, ' ')
    .replaceAll('`', "'")
    .replaceAll('|', '\\|')}\``;
}
