import { msg } from '../../../extension/protocol/localize';
import { samplesOf, toTensor } from '../ops/kernel';
import type { Dim } from '../values/dim';
import { compareDims, formatDim, isLiteral, productOf, unknownDim } from '../values/dim';
import { formatShape } from '../values/shape';
import type { CallSite, Value } from '../values/value';
import { callContext } from './context';
import type { CallArgs } from './functions';
import type { Machine } from './machine';
import { refuse } from './reports/refusal';

/** A call of a function of Matplotlib, with the arguments that count: without the object of a method. */
interface PlotCall {
  readonly args: readonly Value[];
  readonly named: CallArgs['keyword'];
  readonly site: CallSite;
}

type Check = (m: Machine, call: PlotCall) => boolean;

/**
 * What figures surely refuse: points whose coordinates are not of one number, arrays that are no image, sizes that are no pair, and places
 * that the table of plots does not have.
 */
export function checkPlot(m: Machine, path: string, args: CallArgs, site: CallSite): boolean {
  const name = path.slice(path.lastIndexOf('.') + 1);
  const isModule = path.startsWith('matplotlib.pyplot.');
  const check = isModule ? (ofModule[name] ?? ofAxes[name]) : path.startsWith('matplotlib.axes.Axes.') ? ofAxes[name] : undefined;
  if (!check || !args.isComplete || args.keyword.has('data')) return true;
  const positional = args.positional.map(({ value }) => value);
  return check(m, { args: isModule ? positional : positional.slice(1), named: args.keyword, site });
}

const ofModule: Readonly<Record<string, Check>> = {
  figure: (m, call) => checkFigureSize(m, call, call.args[1]),
  subplots: (m, call) => checkFigureSize(m, call, undefined),
  subplot: checkSubplot,
};

const ofAxes: Readonly<Record<string, Check>> = {
  plot: checkLines,
  semilogx: checkLines,
  semilogy: checkLines,
  loglog: checkLines,
  step: checkLines,
  scatter: checkPoints,
  bar: (m, call) => checkBars(m, call, 'x', 'height'),
  barh: (m, call) => checkBars(m, call, 'y', 'width'),
  errorbar: (m, call) => checkSame(m, call, ['x', 'y']),
  fill_between: (m, call) => checkSame(m, call, ['x', 'y1']) && checkSame(m, call, ['x', null, 'y2']),
  imshow: checkImage,
  contour: checkContours,
  contourf: checkContours,
};

function checkFigureSize(m: Machine, { named, site }: PlotCall, positional: Value | undefined): boolean {
  const size = named.get('figsize')?.value ?? positional;
  const items = size?.kind === 'tuple' ? size.items : null;
  const isNumber = size?.kind === 'int' || size?.kind === 'float';
  const isPlain = items?.every(({ kind }) => kind === 'int' || kind === 'float') === true && items.length !== 2;
  if (!isNumber && !isPlain) return true;
  const given = isNumber ? 1 : items!.length;
  refuse(m, 'TypeError', 'dtype-mismatch', msg('{0} takes a width and a height, it gets {1} numbers', 'figsize', given), {
    place: site.place,
  });
  return false;
}

function checkSubplot(m: Machine, { args, site }: PlotCall): boolean {
  const [rows, columns, number] = args.map((value) => (value.kind === 'int' ? value.value : unknownDim));
  if (args.length !== 3 || !isLiteral(rows!) || !isLiteral(columns!) || !isLiteral(number!)) return true;
  if (number >= 1 && number <= rows * columns) return true;
  refuse(m, 'ValueError', 'axis-out-of-range', msg('{0} rows of {1} plots have no plot {2}', rows, columns, number), { place: site.place });
  return false;
}

/** `plot(x, y, 'r', x2, y2)`: a text behind them says how a line looks. */
function checkLines(m: Machine, { args, site }: PlotCall): boolean {
  for (let at = 0; at < args.length;) {
    const [x, y] = [args[at]!, args[at + 1]];
    // What is not known may be a text as well.
    if (!isData(x) || (y && !isData(y) && y.kind !== 'str')) return true;
    if (y && y.kind !== 'str') {
      if (!sameCount(m, lengthOf(m, x, site), lengthOf(m, y, site), ['x', 'y'], site)) return false;
      at++;
    }
    at += args[at + 1]?.kind === 'str' ? 2 : 1;
  }
  return true;
}

function checkPoints(m: Machine, { args, named, site }: PlotCall): boolean {
  const given = (name: string, at: number): Value | undefined => named.get(name)?.value ?? args[at];
  const sizes = (
    [
      ['x', 0],
      ['y', 1],
    ] as const
  ).map(([name, at]) => sizeOf(m, given(name, at)));
  if (!sameCount(m, sizes[0]!, sizes[1]!, ['x', 'y'], site)) return false;
  const size = given('s', 2);
  const own = size?.kind === 'tensor' ? sizeOf(m, size) : 1;
  return own === 1 || sameCount(m, sizes[0]!, own, ['x', 's'], site);
}

/** Bars are broadcast: one place or one height may stand for all. */
function checkBars(m: Machine, { args, named, site }: PlotCall, along: string, size: string): boolean {
  const counts = [named.get(along)?.value ?? args[0], named.get(size)?.value ?? args[1]].map((value) =>
    value && isData(value) ? lengthOf(m, value, site) : unknownDim,
  );
  return counts.includes(1) || sameCount(m, counts[0]!, counts[1]!, [along, size], site);
}

function checkSame(m: Machine, { args, named, site }: PlotCall, names: readonly (string | null)[]): boolean {
  const found = names.flatMap((name, at) => {
    const value = name === null ? undefined : (named.get(name)?.value ?? args[at]);
    return name === null
      ? []
      : [
          {
            name,
            count: value && isData(value) ? lengthOf(m, value, site) : unknownDim,
            isOne: value?.kind !== 'tensor' && !isSequence(value),
          },
        ];
  });
  const [a, b] = found;
  return !a || !b || b.isOne || sameCount(m, a.count, b.count, [a.name, b.name], site);
}

function isSequence(value: Value | undefined): boolean {
  return value?.kind === 'ref' || value?.kind === 'tuple' || value?.kind === 'range';
}

/** Heights over a grid: the places are given for each height, or for each column and row. */
function checkContours(m: Machine, { args, site }: PlotCall): boolean {
  const [x, y, z] = args;
  if (x?.kind !== 'tensor' || y?.kind !== 'tensor' || z?.kind !== 'tensor') return true;
  const [own, across, down] = [z, x, y].map(({ shape, isSymbolic }) => (shape && !shape.hasPrefix && !isSymbolic ? shape.dims : null));
  if (!own || !across || !down) return true;
  const isFlat = own.length !== 2;
  const isOther = across.length === 2 && !isFlat && across.some((dim, i) => compareDims(dim, own[i]!) === 'different');
  const isOutside =
    across.length === 1 &&
    down.length === 1 &&
    !isFlat &&
    (compareDims(across[0]!, own[1]!) === 'different' || compareDims(down[0]!, own[0]!) === 'different');
  if (!isFlat && !isOther && !isOutside) return true;
  const message = msg(
    'The heights have rows and columns as the grid has: {0}, {1} and {2}',
    formatShape(x.shape),
    formatShape(y.shape),
    formatShape(z.shape),
  );
  refuse(m, 'TypeError', isFlat ? 'rank-mismatch' : 'dim-mismatch', message, { place: site.place, from: [z] });
  return false;
}

/** An image has rows and columns, and one, three or four channels. */
function checkImage(m: Machine, { args, named, site }: PlotCall): boolean {
  const image = named.get('X')?.value ?? args[0];
  if (image?.kind !== 'tensor' || image.isSymbolic || !image.shape || image.shape.hasPrefix) return true;
  const { dims } = image.shape;
  const channels = dims[2];
  const isChannels = channels === undefined || !isLiteral(channels) || channels === 1 || channels === 3 || channels === 4;
  if ((dims.length === 2 || dims.length === 3) && isChannels) return true;
  const message = msg('An image has rows and columns, and 1, 3 or 4 channels; this is an array of shape {0}', formatShape(image.shape));
  refuse(m, 'TypeError', dims.length === 3 ? 'dim-mismatch' : 'rank-mismatch', message, { place: site.place, from: [image] });
  return false;
}

/** Values of which it is known that they are coordinates. */
function isData(value: Value): boolean {
  return value.kind === 'int' || value.kind === 'float' || value.kind === 'tensor' || isSequence(value);
}

/** How many rows there are; a number is one. */
function lengthOf(m: Machine, value: Value, site: CallSite): Dim {
  if (value.kind === 'int' || value.kind === 'float') return 1;
  const array = value.kind === 'tensor' ? value : null;
  if (array?.shape?.dims.length === 0 && !array.shape.hasPrefix) return 1;
  return samplesOf(value, callContext(m, site));
}

/** How many elements there are in all. */
function sizeOf(m: Machine, value: Value | undefined): Dim {
  if (!value || !isData(value)) return unknownDim;
  const shape = toTensor(value, m).shape;
  if (shape && !shape.hasPrefix) return shape.dims.length === 0 ? 1 : productOf(shape.dims);
  // Of lists whose items are not known, these may be lists themselves.
  return unknownDim;
}

function sameCount(m: Machine, a: Dim, b: Dim, names: readonly [string, string], site: CallSite): boolean {
  if (compareDims(a, b) !== 'different') return true;
  const message = msg('{0} and {1} have the same number of values, these have {2} and {3}', ...names, formatDim(a), formatDim(b));
  refuse(m, 'ValueError', 'dim-mismatch', message, { place: site.place });
  return false;
}
