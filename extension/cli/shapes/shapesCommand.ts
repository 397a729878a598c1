import { msg } from '../../protocol/localize';
import type { GraphShape } from '../../protocol/graph';
import { oneOf, parseCommandLine } from '../commandLine';
import { CliFailure } from '../failure';
import { displayWidth } from '../check/underline';
import type { CommandContext } from '../runCli';
import { readAnalysis } from '../sources/readAnalysis';
import { versionOptions, versionsInUse } from '../sources/versionsInUse';
import type { ShapeEntry } from './shapeTable';
import { shapeTable } from './shapeTable';

/** `tensorwright shapes FILE…` */
export async function shapesCommand(args: readonly string[], { io, l }: CommandContext): Promise<number> {
  const { options, operands } = parseCommandLine(args, { format: { type: 'string' }, ...versionOptions });
  const format = oneOf('--format', options.format, ['text', 'json'], 'text');
  if (operands.length === 0) throw new CliFailure(msg('Which file?'));
  const versions = versionsInUse(options, io);
  const files: { path: string; shapes: ShapeEntry[] }[] = [];
  for (const path of operands) {
    const { source, outcome } = readAnalysis(path, io.cwd, await versions(path));
    files.push({ path, shapes: shapeTable(outcome.result, source.cells) });
  }
  if (format === 'json') io.out(`${JSON.stringify({ version: 1, files }, null, 2)}\n`);
  else {
    const heads = [l.t('place'), l.t('name'), l.t('shape'), l.t('dtype'), l.t('parameters')];
    for (const { path, shapes } of files) io.out(`${[path, ...textRows(shapes, heads)].join('\n')}\n`);
  }
  return 0;
}

function textRows(shapes: readonly ShapeEntry[], heads: string[]): string[] {
  const rows = [
    heads,
    ...shapes.map((entry) => [placeText(entry), entry.symbol, shapeText(entry), entry.dtype ?? '', countText(entry.params)]),
  ];
  const widths = heads.map((_, column) => Math.max(...rows.map((row) => displayWidth(row[column]!))));
  return rows.map((row) => `  ${row.map((cell, i) => cell + ' '.repeat(widths[i]! - displayWidth(cell))).join('  ')}`.trimEnd());
}

/** 1-based, as in all text formats. */
function placeText({ cell, line, character }: ShapeEntry): string {
  return `${cell === undefined ? '' : `[${cell + 1}] `}${line + 1}:${character + 1}`;
}

function shapeText({ shape, inputShape }: ShapeEntry): string {
  return inputShape === undefined ? format(shape) : `${format(inputShape)} → ${format(shape)}`;
}

function format(shape: GraphShape): string {
  return shape ? `(${shape.map((dim) => dim ?? 'None').join(', ')}${shape.length === 1 ? ',' : ''})` : '?';
}

function countText(params: number | null): string {
  return params === null ? '' : params.toLocaleString('en-US');
}
