import { arrayOf } from '../ops/kernel';
import { otherKinds, resultClass } from '../ops/resultClasses';
import type { Dim } from '../values/dim';
import { isLiteral, unknownDim } from '../values/dim';
import { PersistentMap } from '../values/persistentMap';
import { shapeOf } from '../values/shape';
import type { CallSite, Value } from '../values/value';
import { tuple, unknown } from '../values/value';
import { checkSignature } from './callArity';
import type { CallArgs } from './functions';
import { libraryClassOf } from './libraryMembers';
import type { Machine } from './machine';

/** What is known of the arguments of a function without a rule. Names that the program itself has set are its own. */
export function checkForeign(m: Machine, path: string, args: CallArgs, site: CallSite, passesSelf = false): boolean {
  return m.facts.has(`member ${path}`) || checkSignature(m, path, args, passesSelf, site);
}

/** An object of a class whose members are known, where a function without a rule gives one. */
export function foreignResult(m: Machine, path: string, args: CallArgs, site: CallSite): Value | undefined {
  const object = (cls: string): Value => m.alloc({ kind: 'object', cls, attrs: PersistentMap.empty(), site });
  const isUsual = args.isComplete && ![...args.keyword.keys()].some((name) => otherKinds.has(name));
  if (!isUsual || m.facts.has(`member ${path}`)) return undefined;
  const cls = resultClass(path);
  if (cls !== null) return object(cls);
  if (path === 'matplotlib.pyplot.subplots') return tuple([object('matplotlib.figure.Figure'), gridOfAxes(args, object)]);
  return path === 'matplotlib.figure.Figure.subplots' ? gridOfAxes(args, object, 1) : undefined;
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
  return dims.length === 0 ? object('matplotlib.axes.Axes') : arrayOf('numpy', shapeOf(dims), 'object');
}

/** The name of a method by the class of the object at hand, which may have inherited it. */
export function methodPath(m: Machine, path: string, args: CallArgs): string {
  const [self] = args.positional;
  const cls = self ? libraryClassOf(m, self.value) : null;
  return cls === null ? path : cls + path.slice(path.lastIndexOf('.'));
}
