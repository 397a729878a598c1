import type { BinaryOp, CompareOp } from '../../../ir/ir';
import { arrayOf, msg } from '../../../ops/kernel';
import { wholeNetwork } from '../../../ops/torch/moduleTree';
import type { Forward, Graph, Step, Written } from '../../../ops/torchvision/networkTable';
import { recordOf } from '../../../ops/torchvision/recordedModules';
import { formatDim, unknownDim } from '../../../values/dim';
import { formatShape, shapeOf } from '../../../values/shape';
import type { CallSite, DictObject, LayerObject, Value } from '../../../values/value';
import { bool, float, int, none, str, tuple, unknown } from '../../../values/value';
import { keyOf } from '../../../values/keys';
import { PersistentMap } from '../../../values/persistentMap';
import { binaryValues, compareValues } from '../../arithmetic';
import { getAttr } from '../../attributes';
import { callValue, plainArgs } from '../../calls';
import type { CallArgs } from '../../functions';
import { getItem } from '../../items';
import type { Machine } from '../../machine';
import { labelOf } from '../../reports/report';
import { refuse } from '../../reports/refusal';
import { attrsOf, isTraining, moduleOf } from './modules';

/** What the recorded forward of a module does; null where none is recorded. `one after the other` is for the caller. */
export function recordedForward(module: LayerObject): Forward | null {
  return recordOf(module)?.forward ?? null;
}

/** Runs the recorded calls of a module on what it is given. Modules that the program put in the place of others are called instead. */
export function runRecorded(
  m: Machine,
  self: Value,
  module: LayerObject,
  forward: Exclude<Forward, 'stack'>,
  args: CallArgs,
  site: CallSite,
): Value {
  const graph = graphFor(m, module, forward);
  if (!graph || !args.isComplete) return unknown;
  return runGraph(m, self, module, graph, args, { ...site, call: null });
}

function graphFor(m: Machine, module: LayerObject, forward: Exclude<Forward, 'stack'>): Graph | null {
  if (Array.isArray(forward)) return forward as unknown as Graph;
  const modes = forward as Extract<Forward, { readonly eval: Graph }>;
  const training = isTraining(m, module);
  return training === null ? null : training ? modes.train : modes.eval;
}

function runGraph(m: Machine, self: Value, module: LayerObject, [inputs, steps, output]: Graph, args: CallArgs, site: CallSite): Value {
  const results: Value[] = [];
  const rank = attrsOf(module).get(wholeNetwork);
  inputs.forEach((input, i) => {
    const name = typeof input === 'string' ? input : input[0];
    const given = (args.positional[i] ?? args.keyword.get(name))?.value;
    const value = given ?? (typeof input === 'string' ? unknown : written(m, input[1], results));
    results.push(i === 0 && rank?.kind === 'int' && typeof rank.value === 'number' && rank.value > 0 ? image(value, rank.value) : value);
  });
  const afterFault = new AfterFault(m);
  for (const step of steps) {
    if (m.isDead) break;
    // The library's own sums and products fit: what does not is a part that the program put in, and is said where that is called.
    const isOwn = step[0] !== 'm' && step[1] !== 'torch._assert';
    if (isOwn) m.muted++;
    results.push(runStep(m, self, module, step, results, site));
    if (isOwn) m.muted--;
    afterFault.note();
  }
  afterFault.end();
  return m.isDead ? unknown : written(m, output, results);
}

/** Inside a network of the library one fault leads to the next: only the first is reported. */
export class AfterFault {
  readonly #before: number;
  #isMuted = false;

  constructor(readonly m: Machine) {
    this.#before = m.log.diagnostics.length;
  }

  note(): void {
    if (this.#isMuted || this.m.log.diagnostics.length === this.#before) return;
    this.#isMuted = true;
    this.m.muted++;
  }

  end(): void {
    if (this.#isMuted) this.m.muted--;
  }
}

/** Of an input of which nothing is known: a batch of images, or of videos, of three channels. */
function image(value: Value, rank: number): Value {
  const isOpen = value.kind === 'unknown' || (value.kind === 'tensor' && value.shape === null);
  if (!isOpen) return value;
  const dims = [unknownDim, 3, ...Array.from({ length: rank - 2 }, () => unknownDim)];
  const dtype = value.kind === 'tensor' ? value.dtype : null;
  return arrayOf('torch', shapeOf(dims), dtype);
}

const operators: Readonly<Record<string, BinaryOp>> = {
  add: '+',
  iadd: '+',
  sub: '-',
  isub: '-',
  mul: '*',
  imul: '*',
  truediv: '/',
  floordiv: '//',
  mod: '%',
  pow: '**',
  matmul: '@',
};
const comparisons: Readonly<Record<string, CompareOp>> = { eq: '==', ne: '!=', lt: '<', le: '<=', gt: '>', ge: '>=' };

function runStep(
  m: Machine,
  self: Value,
  module: LayerObject,
  [kind, target, given, named]: Step,
  results: readonly Value[],
  site: CallSite,
): Value {
  const args = given.map((arg) => written(m, arg, results));
  const keywords = new Map(Object.entries(named ?? {}).map(([name, value]) => [name, written(m, value, results)]));
  const [first = unknown, second = unknown] = args;
  m.here = site.place;
  switch (kind) {
    case 'm': {
      const part = partAt(m, self, target);
      return part === null ? unknown : callValue(m, part, plainArgs(args, keywords), site);
    }
    case 'a':
      return partAt(m, self, target) ?? unknown;
    case 'g':
      return second.kind === 'str' && second.value !== null ? getAttr(m, first, second.value) : unknown;
    case '.':
      return callValue(m, getAttr(m, first, target), plainArgs(args.slice(1), keywords), site);
    case 'o': {
      if (target === 'getitem') return getItem(m, first, second);
      if (target === 'neg') return binaryValues(m, '-', int(0), first);
      const compare = comparisons[target];
      if (compare) return bool(compareValues(m, compare, first, second));
      const operator = operators[target];
      return operator ? binaryValues(m, operator, first, second) : unknown;
    }
    case 'f':
      if (target === 'torch._assert') {
        if (first.kind === 'bool' && first.value === false) refuseInput(m, module, second, results, site);
        return none;
      }
      return callValue(
        m,
        getAttr(m, { kind: 'library', path: target.slice(0, target.lastIndexOf('.')) }, labelOf(target)),
        plainArgs(args, keywords),
        site,
      );
  }
}

/** `torch._assert(…, text)`, which does not hold. */
function refuseInput(m: Machine, module: LayerObject, text: Value, results: readonly Value[], site: CallSite): void {
  const name = labelOf(module.op);
  const first = results[0];
  const why = text.kind === 'str' && text.value !== null ? text.value : first?.kind === 'tensor' ? formatShape(first.shape) : '';
  refuse(m, 'AssertionError', 'input-mismatch', msg('{0} refuses this input: {1}', name, why), { place: site.place });
}

/** What a module has under a path: `features.0`, `attn.qkv`. */
function partAt(m: Machine, self: Value, path: string): Value | null {
  let value = self;
  for (const name of path.split('.')) {
    const part = moduleOf(m, value);
    const next = part ? attrsOf(part.object).get(name) : undefined;
    if (next) value = next;
    else if (value.kind === 'ref') {
      const object = m.get(value.id);
      const own = object?.kind === 'instance' ? object.attrs.get(name) : undefined;
      if (!own) return null;
      value = own;
    } else return null;
  }
  return value;
}

/** An argument as it was recorded. */
function written(m: Machine, value: Written, results: readonly Value[]): Value {
  if (value === null) return none;
  if (typeof value === 'string') return str(value);
  if (typeof value === 'boolean') return bool(value);
  if (typeof value === 'number') return Number.isInteger(value) ? int(value) : float(value);
  const [what, ...rest] = value;
  const all = (): Value[] => rest.map((item) => written(m, item, results));
  switch (what) {
    case '@':
      return results[rest[0] as number] ?? unknown;
    case '(':
      return tuple(all());
    case '[':
      return m.alloc({ kind: 'list', isSet: false, items: all(), element: unknown });
    case ':': {
      const [lower = none, upper = none, step = none] = all();
      return { kind: 'slice', lower, upper, step };
    }
    case '{': {
      let entries: DictObject['entries'] = PersistentMap.empty();
      for (const pair of rest as unknown as readonly (readonly [Written, Written])[]) {
        const key = written(m, pair[0], results);
        const name = keyOf(key);
        if (name === null) return unknown;
        entries = entries.set(name, { key, value: written(m, pair[1], results) });
      }
      return m.alloc({ kind: 'dict', isObject: false, isOpen: false, entries });
    }
    case 't':
      return { kind: 'library', path: String(rest[0]) };
    case 's':
      return str(rest.map((part, i) => (i % 2 ? shown(results[part as number]) : String(part))).join(''));
    default:
      return unknown;
  }
}

function shown(value: Value | undefined): string {
  if (value?.kind === 'tensor') return formatShape(value.shape);
  return value?.kind === 'int' ? formatDim(value.value) : '?';
}
