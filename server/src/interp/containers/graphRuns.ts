import type { Message } from '../../../../extension/protocol/localize';
import { msg } from '../../../../extension/protocol/localize';
import type { DiagnosticCode } from '../../diagnostics/codes';
import { defaultSeverities } from '../../diagnostics/codes';
import type { Diagnostic, Fix } from '../../diagnostics/diagnostic';
import type { DictEntry, Expr } from '../../ir/ir';
import type { Place } from '../../ir/place';
import type { CallContext, FunctionDef } from '../../ops/kernel';
import { arrayOf, isWhole, readArgs, toTensor } from '../../ops/kernel';
import { canonicalPath, findOp } from '../../ops/registry';
import type { Dim } from '../../values/dim';
import { compareDims, formatDim, freeDim, isKnown, productOf, unknownDim } from '../../values/dim';
import { keyOf } from '../../values/keys';
import type { MaybeShape } from '../../values/shape';
import { formatShape, rankOf, shapeOf } from '../../values/shape';
import type { Again, BoundArg, BoundArgs, CallSite, Producer, TensorValue, Value } from '../../values/value';
import { none, tuple, unknown } from '../../values/value';
import { binaryValues } from '../arithmetic';
import { hasBuiltinModule } from '../builtins';
import { callContext } from '../context';
import { appendText } from '../reports/fixEdits';
import type { Machine } from '../machine';
import { readFact } from '../machine';
import { findName, scopeOf } from '../scopes';
import { indexTensor } from '../tensors';

/** Chains of more steps than this are not followed. */
const maxDepth = 600;

/** What is kept of a call so that it can be asked again with other tensors: lists as they are now. */
export function callAgain(m: Machine, { values, isComplete }: BoundArgs, site: CallSite, nth: number, isRefused: boolean): Again {
  const kept = new Map<string, BoundArg>();
  for (const [name, arg] of values) kept.set(name, arg.value.kind === 'ref' ? { ...arg, value: frozen(m, arg.value, 0) } : arg);
  return { args: { values: kept, isComplete }, site, nth, operands: [], isRefused };
}

function frozen(m: Machine, value: Value, depth: number): Value {
  const object = value.kind === 'ref' ? m.get(value.id) : undefined;
  if (object?.kind !== 'list' || object.isSet || !object.items || depth > 4) return value;
  return tuple(object.items.map((item) => frozen(m, item, depth + 1)));
}

/** Runs what is fetched: every operation on the way, with the shapes of what is fed. */
export function runGraph(m: Machine, fetches: Value, feeds: Value, site: CallSite, bound: BoundArgs | null): Value {
  const fed = readFeeds(m, feeds, site, bound);
  const wanted: TensorValue[] = [];
  const isSound = collect(m, fetches, wanted, site, 0);
  const values = isSound && !fed.isRefused ? valuesOf(m, wanted, fed, site) : new Map<TensorValue, TensorValue>();
  return structured(m, fetches, values, 0);
}

/** A graph can be built in TensorFlow 2 only after the program has asked for it. */
export function needGraph(m: Machine, site: CallSite): void {
  const isOn = readFact(m, 'tensorflow graphs') !== undefined || readFact(m, 'first TensorFlow') !== undefined;
  // Whoever calls a function that nobody calls here may have asked for it.
  if (isOn || m.isUncalled || m.isSilent || !importsOnlyKnown(m)) return;
  const { call, home } = site;
  const before = 'disable_eager_execution()';
  const fixes: Fix[] = [];
  if (call?.callee.k === 'attr') {
    const module = home.code.text.slice(call.callee.object.from, call.callee.object.to);
    const at = home.code.text.lastIndexOf('\n', call.from - 1) + 1;
    const line = /^([ \t]*)[\w.]+(?:[ \t]*,[ \t]*[\w.]+)*[ \t]*=[ \t]*$/.exec(home.code.text.slice(at, call.from));
    if (line && /^[\w.]+$/.test(module)) {
      const newText = `${line[1]!}${module}.${before}\n`;
      fixes.push({
        title: msg('Add {0}', `${module}.${before}`),
        isPreferred: true,
        edits: [{ chunk: home.chunk, unitIdx: home.unitIdx, from: at, to: at, newText }],
      });
    }
  }
  m.report({
    code: 'removed-api',
    severity: defaultSeverities['removed-api'],
    message: msg('{0} is for graphs: TensorFlow 2 builds none unless {1} is called first', calleeText(site), `tf.compat.v1.${before}`),
    place: site.place,
    related: [],
    fixes,
  });
  // What follows is looked at as if it had been.
  m.facts = m.facts.set('first TensorFlow', '');
}

/** Modules that leave TensorFlow as it is; another may have asked it for graphs. */
const harmless = /^(?:matplotlib|scipy|PIL|cv2|seaborn|tqdm|tensorflow|keras|__future__)\b/;

function importsOnlyKnown(m: Machine): boolean {
  for (const chunk of m.program.own) {
    for (const { code } of m.wholeChunk(chunk)?.units ?? []) {
      for (const stmt of code.body) {
        if (stmt.k !== 'import' || harmless.test(stmt.module)) continue;
        if (stmt.level > 0 || (canonicalPath(stmt.module) === null && !hasBuiltinModule('python', stmt.module))) return false;
      }
    }
  }
  return true;
}

function calleeText({ call, home }: CallSite): string {
  const text = call ? home.code.text.slice(call.callee.from, call.callee.to) : '';
  return /^[\w.]+$/.test(text) ? text : 'placeholder';
}

// -------------------------------------------------------------------------------------------------------------- feeds

interface Feeds {
  readonly values: ReadonlyMap<string, TensorValue>;
  /** Nothing else can have been fed. */
  readonly isComplete: boolean;
  readonly isRefused: boolean;
}

function readFeeds(m: Machine, feeds: Value, site: CallSite, bound: BoundArgs | null): Feeds {
  const values = new Map<string, TensorValue>();
  if (feeds.kind === 'none') return { values, isComplete: bound?.isComplete ?? true, isRefused: false };
  const dict = feeds.kind === 'ref' ? m.get(feeds.id) : undefined;
  if (dict?.kind !== 'dict') return { values, isComplete: false, isRefused: false };
  let isComplete = !dict.isOpen;
  let isRefused = false;
  const written = bound?.values.get('feed_dict')?.expr;
  for (const { key, value } of dict.entries.values()) {
    const name = key.kind === 'tensor' ? keyOf(key) : null;
    if (key.kind !== 'tensor' || name === null) {
      isComplete = false;
      continue;
    }
    if (!isRefused) isRefused = refuseFeed(m, key, value, site, () => (written?.k === 'dict' ? entryOf(m, written.entries, name) : null));
    values.set(name, fedTensor(m, key, value));
  }
  return { values, isComplete, isRefused };
}

/** The entry of a dict that is written in the call. */
function entryOf(m: Machine, entries: readonly DictEntry[], name: string): DictEntry | null {
  return (
    entries.find(({ key }) => {
      const value = key?.k === 'name' ? findName(m, key.name) : undefined;
      return value !== undefined && keyOf(value) === name;
    }) ?? null
  );
}

/** Reports what a placeholder surely does not take. */
function refuseFeed(m: Machine, key: TensorValue, value: Value, site: CallSite, entryOfKey: () => DictEntry | null): boolean {
  if (key.framework !== 'tensorflow') return false;
  const isTensor = value.kind === 'tensor' && value.framework === 'tensorflow' && value.isSymbolic;
  const given = isTensor ? null : fedArray(m, value);
  if (!isTensor && (!given || !key.shape || !given.shape || fits(key.shape, given.shape))) return false;
  if (m.isSilent) return true;
  const entry = entryOfKey();
  const name = entry?.key?.k === 'name' ? entry.key.name : nameOf(m, key);
  const related = key.producer ? [{ place: key.producer.place, message: msg('{0} is {1}', name, formatShape(key.shape)) }] : [];
  const message = given
    ? msg('{0} takes {1}, it is fed {2}', name, formatShape(key.shape), formatShape(given.shape))
    : msg('{0} is fed a tensor of the graph: only arrays, lists and numbers can be fed', name);
  const fixes = given && entry && value.kind === 'tensor' ? reshapes(m, key.shape!, given.shape!, entry.value) : [];
  reportAt(m, 'input-mismatch', message, site.place, related, fixes);
  return true;
}

/** What a value is as an array; null when nothing is known of it. */
function fedArray(m: Machine, value: Value): TensorValue | null {
  if (value.kind === 'unknown' || value.kind === 'str' || value.kind === 'none') return null;
  if (value.kind === 'tensor') return value;
  const array = toTensor(value, m, 'numpy');
  return array.shape && !array.shape.hasPrefix ? array : null;
}

function fits(wanted: NonNullable<MaybeShape>, given: NonNullable<MaybeShape>): boolean {
  if (wanted.hasPrefix || given.hasPrefix) return true;
  return wanted.dims.length === given.dims.length && wanted.dims.every((d, i) => compareDims(d, given.dims[i]!) !== 'different');
}

/** As many elements, in another form: the array is reshaped where it is fed. */
function reshapes(m: Machine, wanted: NonNullable<MaybeShape>, given: NonNullable<MaybeShape>, value: Expr): readonly Fix[] {
  const [first, ...rest] = wanted.dims;
  if (first !== freeDim || !rest.every((d): d is number => typeof d === 'number')) return [];
  const [size, all] = [productOf(rest), productOf(given.dims)];
  const inOne = productOf(given.dims.slice(1));
  const divides = typeof size === 'number' && size > 0 && (typeof all === 'number' ? all % size === 0 : inOne === size);
  // A single example, or examples that are laid out otherwise; else the data is not meant for this input.
  if (!divides || (all !== size && inOne !== size)) return [];
  return [appendText(m.frame.home, value, `.reshape(-1${rest.map((d) => `, ${d}`).join('')})`)];
}

/** What a placeholder holds while the graph is run. */
function fedTensor(m: Machine, key: TensorValue, value: Value): TensorValue {
  const given = fedArray(m, value);
  const dtype = key.dtype ?? given?.dtype ?? null;
  const shape = mergedShape(given?.shape ?? null, key.shape);
  const keeps = given && (given.dtype === dtype || dtype === null || !isWhole(dtype) || (given.dtype !== null && isWhole(given.dtype)));
  return arrayOf('tensorflow', shape, dtype, keeps ? { data: given.data ?? null, range: given.range ?? null } : {});
}

/** What is known of a shape from two sides; what was free has some extent now. */
function mergedShape(found: MaybeShape, declared: MaybeShape): MaybeShape {
  const settled = (d: Dim): Dim => (d === freeDim ? unknownDim : d);
  const [a, b] = [rankOf(found), rankOf(declared)];
  if (a === null) return b === null ? (found ?? declared) : shapeOf(declared!.dims.map(settled));
  if (b !== a) return shapeOf(found!.dims.map(settled));
  return shapeOf(found!.dims.map((d, i) => (isKnown(d) ? d : settled(declared!.dims[i]!))));
}

// -------------------------------------------------------------------------------------------------------------- fetches

/** The tensors among the fetches; false when one of them is refused. */
function collect(m: Machine, fetches: Value, out: TensorValue[], site: CallSite, depth: number): boolean {
  const object = fetches.kind === 'ref' ? m.get(fetches.id) : undefined;
  switch (fetches.kind) {
    case 'tensor':
      if (fetches.framework !== 'numpy') out.push(fetches);
      else return refuseFetch(m, msg('an array'), site);
      return true;
    case 'int':
    case 'float':
      return refuseFetch(m, msg('a number'), site);
    case 'none':
      return refuseFetch(m, 'None', site);
    case 'tuple':
      return depth > 8 || fetches.items.every((item) => collect(m, item, out, site, depth + 1));
    default:
      break;
  }
  if (object?.kind === 'list' && object.items && depth < 8) return object.items.every((item) => collect(m, item, out, site, depth + 1));
  if (object?.kind === 'dict' && !object.isObject && depth < 8)
    return [...object.entries.values()].every(({ value }) => collect(m, value, out, site, depth + 1));
  const on = object?.kind === 'object' && object.cls === 'tensorflow.Operation' ? object.attrs.get('#on') : undefined;
  if (on?.kind === 'tuple') for (const item of on.items) if (item.kind === 'tensor') out.push(item);
  return true;
}

function refuseFetch(m: Machine, what: Message | string, site: CallSite): false {
  if (!site.call || m.isSilent) return false;
  reportAt(m, 'unknown-argument', msg('{0} takes tensors and operations of the graph, it gets {1}', 'run', what), site.place, [], []);
  return false;
}

/** The results in the structure of what was fetched. */
function structured(m: Machine, fetches: Value, values: ReadonlyMap<TensorValue, TensorValue>, depth: number): Value {
  if (fetches.kind === 'tensor') {
    const t = values.get(fetches) ?? fetches;
    if (fetches.framework !== 'tensorflow') return unknown;
    return arrayOf('numpy', mergedShape(t.shape, null), t.dtype, { data: t.data ?? null, range: t.range ?? null });
  }
  if (depth > 8) return unknown;
  if (fetches.kind === 'tuple') return { ...fetches, items: fetches.items.map((item) => structured(m, item, values, depth + 1)) };
  const object = fetches.kind === 'ref' ? m.get(fetches.id) : undefined;
  if (object?.kind === 'list' && !object.isSet) {
    const items = object.items?.map((item) => structured(m, item, values, depth + 1)) ?? null;
    return m.alloc({ kind: 'list', isSet: false, items, element: unknown });
  }
  if (object?.kind === 'dict' && !object.isObject) {
    let { entries } = object;
    for (const [key, entry] of object.entries.entries())
      entries = entries.set(key, { ...entry, value: structured(m, entry.value, values, depth + 1) });
    return m.alloc({ ...object, entries });
  }
  return object?.kind === 'object' && object.cls === 'tensorflow.Operation' ? none : unknown;
}

// -------------------------------------------------------------------------------------------------------------- values

const sound = new WeakMap<Machine, Map<string, ReadonlyMap<TensorValue, TensorValue>>>();

/** What the tensors are; the first fault on the way is reported where the graph is run. */
function valuesOf(m: Machine, wanted: readonly TensorValue[], fed: Feeds, site: CallSite): ReadonlyMap<TensorValue, TensorValue> {
  const key = signatureOf(wanted, fed);
  let known = sound.get(m);
  if (!known) sound.set(m, (known = new Map<string, ReadonlyMap<TensorValue, TensorValue>>()));
  const earlier = key === null ? undefined : known.get(key);
  if (earlier) return new Map(wanted.map((t, i) => [t, [...earlier.values()][i]!]));
  const run = new GraphRun(m, fed.values);
  const { value, found } = m.probe(() => wanted.map((t) => [t, run.valueOf(t)] as const));
  const values = new Map(value);
  const fault = found.find((d) => d.severity === 'error');
  if (fault) reportFault(m, fault, site);
  else if (run.unfed && fed.isComplete)
    reportAt(
      m,
      'missing-argument',
      msg('{0} needs {1} to be fed', 'run', nameOf(m, run.unfed)),
      site.place,
      [{ place: run.unfed.producer!.place, message: msg('{0} is {1}', nameOf(m, run.unfed), formatShape(run.unfed.shape)) }],
      [],
    );
  else if (key !== null && values.size === wanted.length) known.set(key, values);
  return values;
}

function reportFault(m: Machine, fault: Diagnostic, site: CallSite): void {
  m.report({ ...fault, place: site.place, related: [{ place: fault.place, message: msg('It is computed here') }, ...fault.related] });
}

/** What the result hangs on, as text; null where that would be long. */
function signatureOf(wanted: readonly TensorValue[], { values, isComplete }: Feeds): string | null {
  const parts = [String(isComplete), ...wanted.map((t) => keyOf(t) ?? `${formatShape(t.shape)}${t.dtype}`)];
  for (const [name, t] of values) {
    if ((t.data?.length ?? 0) > 64) return null;
    parts.push(
      `${name}=${t.shape ? t.shape.dims.map(formatDim).join() : '?'}:${t.dtype}:${t.data?.join() ?? ''}:${t.range ? `${t.range.min},${t.range.max}` : ''}`,
    );
  }
  return parts.join(';');
}

/** One run of a graph: every computation at most once. */
class GraphRun {
  unfed: TensorValue | null = null;
  readonly #done = new Map<number, readonly TensorValue[] | null>();
  #depth = 0;

  constructor(
    readonly m: Machine,
    readonly feeds: ReadonlyMap<string, TensorValue>,
  ) {}

  valueOf(t: TensorValue): TensorValue {
    if (t.framework !== 'tensorflow' || !t.isSymbolic) return t;
    const { producer } = t;
    if (!producer) return settled(t);
    const fed = this.feeds.get(keyOf(t)!);
    if (fed) return fed;
    if (producer.op === 'input') {
      this.unfed ??= t;
      return settled(t);
    }
    const found = this.#outputs(producer)?.[producer.outputIdx];
    return found ? { ...found, shape: mergedShape(found.shape, t.shape), dtype: found.dtype ?? t.dtype } : settled(t);
  }

  #outputs(producer: Producer): readonly TensorValue[] | null {
    const known = this.#done.get(producer.id);
    if (known !== undefined) return known;
    this.#done.set(producer.id, null);
    // Behind a fault nothing is computed.
    if (this.#depth > maxDepth || this.m.log.diagnostics.length) return null;
    this.#depth++;
    const out = this.#compute(producer);
    this.#depth--;
    this.#done.set(producer.id, out);
    return out;
  }

  #compute({ again, op, place }: Producer): readonly TensorValue[] | null {
    if (!again) return null;
    if (!again.args) {
      const operands = again.operands.map((value) => this.#settle(value, 0));
      return again.isRefused || this.m.log.diagnostics.length ? null : this.#operator(op, operands, place);
    }
    const values = new Map<string, BoundArg>();
    for (const [name, arg] of again.args.values) values.set(name, { ...arg, value: this.#settle(arg.value, 0) });
    const def = findOp(op);
    if (def?.kind !== 'function' || again.isRefused || this.m.log.diagnostics.length) return null;
    const bound = { ...again.args, values };
    const made: (readonly TensorValue[])[] = [];
    def.call(readArgs(def.params, bound, this.m), this.#context(def, bound, again.site!, made), bound);
    return made[again.nth] ?? null;
  }

  #operator(op: string, operands: readonly Value[], place: Place): readonly TensorValue[] | null {
    const [left, right] = operands;
    this.m.here = place;
    if (op === 'getitem') return asOne(indexTensor(this.m, left as TensorValue, right!));
    if (!right) return asOne(left!);
    return arithmetic.has(op) ? asOne(binaryValues(this.m, op as '+', left!, right)) : null;
  }

  /** A rule asked again changes nothing and calls nobody. */
  #context(def: FunctionDef, bound: BoundArgs, site: CallSite, made: (readonly TensorValue[])[]): CallContext {
    const nothing = (): Value => unknown;
    return {
      ...callContext(this.m, site, def, bound, (results) => made.push(results)),
      call: nothing,
      callOnParts: nothing,
      callWith: nothing,
      callMethod: nothing,
      setFact: () => undefined,
      needGraph: () => undefined,
      refine: () => undefined,
      input: (shape, dtype, framework) => arrayOf(framework, shape, dtype),
    };
  }

  /** A value with the tensors in it as they are in this run. */
  #settle(value: Value, depth: number): Value {
    if (value.kind === 'tensor') return this.valueOf(value);
    if (value.kind === 'tuple' && depth < 6) return { ...value, items: value.items.map((item) => this.#settle(item, depth + 1)) };
    if (value.kind === 'slice')
      return { ...value, lower: this.#settle(value.lower, 6), upper: this.#settle(value.upper, 6), step: this.#settle(value.step, 6) };
    return value;
  }
}

const arithmetic = new Set(['+', '-', '*', '/', '//', '%', '**', '@']);

function asOne(value: Value): readonly TensorValue[] | null {
  return value.kind === 'tensor' ? [value] : null;
}

/** A tensor of which only is known what its declaration says. */
function settled(t: TensorValue): TensorValue {
  return arrayOf(t.framework, mergedShape(t.shape, null), t.dtype);
}

function reportAt(
  m: Machine,
  code: DiagnosticCode,
  message: Message,
  place: Place,
  related: readonly { readonly place: Place; readonly message: Message }[],
  fixes: readonly Fix[],
): void {
  m.report({ code, severity: defaultSeverities[code], message, place, related, fixes });
}

/** What the program calls a tensor of a graph. */
function nameOf(m: Machine, { producer }: TensorValue): string {
  for (let id: number | null = m.frame.scope; id !== null;) {
    const scope = scopeOf(m, id);
    if (!scope) break;
    for (const [name, v] of scope.vars.entries()) if (v.kind === 'tensor' && v.producer && v.producer.id === producer?.id) return name;
    id = scope.parent;
  }
  return producer?.name || 'placeholder';
}
