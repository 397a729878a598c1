import { arrayOf, samplesOf } from '../ops/kernel';
import { otherKinds, resultClass } from '../ops/resultClasses';
import { asOutput, tablesFact } from '../ops/sklearn/outputs';
import type { Dim } from '../values/dim';
import { isLiteral, unknownDim } from '../values/dim';
import { PersistentMap } from '../values/persistentMap';
import { shapeOf } from '../values/shape';
import type { CallSite, Value } from '../values/value';
import { tuple, unknown } from '../values/value';
import { checkSignature } from './reports/callArity';
import { callContext } from './context';
import type { CallArgs } from './functions';
import { libraryClassOf } from './libraryMembers';
import type { Machine } from './machine';
import { checkPlot } from './plots';

/** What is known of the arguments of a function without a rule. Names that the program itself has set are its own. */
export function checkForeign(m: Machine, path: string, args: CallArgs, site: CallSite, passesSelf = false): boolean {
  if (m.facts.has(`member ${path}`)) return true;
  return checkSignature(m, path, args, passesSelf, site) && (!path.startsWith('matplotlib.') || checkPlot(m, path, args, site));
}

/** An object of a class whose members are known, where a function without a rule gives one. */
export function foreignResult(m: Machine, path: string, args: CallArgs, site: CallSite): Value | undefined {
  const object = (cls: string): Value => m.alloc({ kind: 'object', cls, attrs: PersistentMap.empty(), site });
  const isUsual = args.isComplete && ![...args.keyword.keys()].some((name) => otherKinds.has(name));
  if (!isUsual || m.facts.has(`member ${path}`)) return undefined;
  const cls = resultClass(path);
  if (cls !== null) return object(cls);
  if (path.startsWith('sklearn.')) return setOutput(m, path, args) ?? ofTransformer(m, path, args, site);
  if (path === 'matplotlib.pyplot.subplots') return tuple([object('matplotlib.figure.Figure'), gridOfAxes(args, object)]);
  return path === 'matplotlib.figure.Figure.subplots' ? gridOfAxes(args, object, 1) : undefined;
}

/** From here on what transforms gives tables with columns: `scaler.set_output(transform='pandas')`, or for all of them at once. */
function setOutput(m: Machine, path: string, args: CallArgs): Value | undefined {
  const isMethod = path.endsWith('.set_output');
  if (isMethod || args.keyword.has('transform_output')) m.facts = m.facts.set(tablesFact, '');
  return isMethod ? args.positional[0]?.value : undefined;
}

/** Whatever it does to the columns, a transformer gives a row for each row; a fit gives the object itself. */
function ofTransformer(m: Machine, path: string, args: CallArgs, site: CallSite): Value | undefined {
  const [self, x] = args.positional;
  if (!self || libraryClassOf(m, self.value) !== path.slice(0, path.lastIndexOf('.'))) return undefined;
  if (path.endsWith('.fit')) return self.value;
  if (!x || !/\.(?:fit_)?transform$/.test(path)) return undefined;
  const cx = callContext(m, site);
  return asOutput(cx, arrayOf('numpy', shapeOf([samplesOf(x.value, cx), unknownDim]), null));
}

/** What `subplots` gives: one of them, a row or column, or a table. */
function gridOfAxes(args: CallArgs, object: (cls: string) => Value, self = 0): Value {
  const extent = (name: string, at: number): Dim => {
    const given = (args.keyword.get(name) ?? args.positional[self + at])?.value;
    return given === undefined ? 1 : given.kind === 'int' ? given.value : unknownDim;
  };
  const [rows, columns] = [extent('nrows', 0), extent('ncols', 1)];
  const isSqueezed = !args.keyword.has('squeeze');
  if (!isSqueezed || !isLiteral(rows) || !isLiteral(columns)) return unknown;
  const dims = [rows, columns].filter((n) => n !== 1);
  return dims.length === 0
    ? object('matplotlib.axes.Axes')
    : { ...arrayOf('numpy', shapeOf(dims), 'object'), element: object('matplotlib.axes.Axes') };
}

/** The name of a method by the class of the object at hand, which may have inherited it. */
export function methodPath(m: Machine, path: string, args: CallArgs): string {
  const [self] = args.positional;
  const cls = self ? libraryClassOf(m, self.value) : null;
  return cls === null ? path : cls + path.slice(path.lastIndexOf('.'));
}
