import type { OpDef, ParamSpec } from '../ops/kernel';
import { camelCase, imageDataFormat } from '../ops/kernel';
import type { BoundArg, BoundArgs, DictObject, Value } from '../values/value';
import { str, tuple, unknown } from '../values/value';
import type { CallArgs } from './functions';
import { readFact } from './machine';
import type { Machine } from './machine';

/**
 * Arguments by the parameter names of a library's op. Python's come by position and by name; TensorFlow.js' in one
 * configuration object, whose keys are the same names in camel case.
 */
export function bindCall(m: Machine, op: OpDef, args: CallArgs): BoundArgs {
  return op.style === 'config' ? bindConfig(m, op, args) : bindPython(m, op, args);
}

function bindPython(m: Machine, op: OpDef, args: CallArgs): BoundArgs {
  const values = new Map<string, BoundArg>();
  let i = 0;
  for (const [name, spec] of Object.entries(op.params) as [string, ParamSpec<unknown>][]) {
    if (spec.kind === 'rest') {
      const taken = args.positional.slice(i);
      // Behind a spread of unknown length nothing says how many there are.
      const value: Value = args.isComplete ? tuple(taken.map((arg) => arg.value)) : unknown;
      values.set(name, { value, expr: taken.length === 1 ? taken[0]!.expr : null, place: taken[0]?.place ?? null });
      break;
    }
    const arg = spec.kind === undefined ? args.positional[i] : undefined;
    if (!arg) break;
    values.set(name, arg);
    i++;
  }
  for (const [name, arg] of args.keyword) {
    values.set(op.synonyms?.[name] ?? name, arg);
  }
  if (Object.hasOwn(op.params, 'data_format') && op.name.startsWith('keras.')) setDataFormat(m, values);
  return { values, isComplete: args.isComplete };
}

/** A layer that is not told where the channels of an image stand asks the settings of Keras. */
function setDataFormat(m: Machine, values: Map<string, BoundArg>): void {
  const given = values.get('data_format');
  if (given && given.value.kind !== 'none') return;
  const set = readFact(m, imageDataFormat);
  if (set === undefined) values.delete('data_format');
  else values.set('data_format', { value: str(set), expr: null, place: null });
}

function bindConfig(m: Machine, op: OpDef, args: CallArgs): BoundArgs {
  const first = args.positional[0];
  if (!first) return { values: new Map(), isComplete: args.isComplete };
  const config = dictOf(m, first.value);
  if (!config) return { values: new Map(), isComplete: false };
  const literal = first.expr?.k === 'dict' ? first.expr : null;
  const values = new Map<string, BoundArg>();
  const names = configNames(op);
  for (const entry of config.entries.values()) {
    if (entry.key.kind !== 'str' || entry.key.value === null) continue;
    const key = entry.key.value;
    const source = literal?.entries.find((e) => e.key?.k === 'const' && e.key.value === key);
    const name = names.get(key) ?? key;
    if (entry.value.kind === 'none' && entry.value.isUndefined) continue;
    values.set(name, { value: entry.value, expr: source?.value ?? null, place: source ? m.place(source.value) : null });
  }
  return { values, isComplete: args.isComplete && !config.isOpen };
}

/** Parameter names by the keys of the configuration object, made once for each op. */
function configNames(op: OpDef): ReadonlyMap<string, string> {
  let names = namesByOp.get(op);
  if (!names) namesByOp.set(op, (names = new Map([...Object.keys(op.params), ...op.otherParams].map((name) => [camelCase(name), name]))));
  return names;
}

const namesByOp = new WeakMap<OpDef, ReadonlyMap<string, string>>();

function dictOf(m: Machine, value: Value): DictObject | null {
  const object = value.kind === 'ref' ? m.get(value.id) : undefined;
  return object?.kind === 'dict' ? object : null;
}
