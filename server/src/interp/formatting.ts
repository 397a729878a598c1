import { msg } from '../../../extension/protocol/localize';
import { percentFields } from '../ops/python/formatFields';
import { formatShape } from '../values/shape';
import type { Value } from '../values/value';
import type { Machine } from './machine';
import { checkNumber, typeName } from './semantics/pythonTypes';
import { refuse } from './reports/refusal';

const noSpec = new Set(['list', 'tuple', 'dict', 'set', 'deque', 'NoneType', 'range', 'slice', 'function']);

/** Reports a value that Python does not write in a form like `.3f`. */
export function checkFormat(m: Machine, value: Value, spec: string): boolean {
  if (spec === '') return true;
  if (value.kind === 'tensor') {
    const { shape, framework, isSymbolic } = value;
    if ((framework !== 'numpy' && framework !== 'tensorflow') || isSymbolic || !shape || shape.hasPrefix || shape.dims.length === 0)
      return true;
    refuse(m, 'TypeError', 'rank-mismatch', msg('An array of shape {0} cannot be written as {1}', formatShape(shape), `'${spec}'`), {
      from: [value],
    });
    return false;
  }
  const type = typeName(m, value);
  const kind = /[a-zA-Z%]$/.exec(spec)?.[0] ?? '';
  // What is taken for a text may be the label of a table or the name of an element type.
  const isWrong =
    type !== null &&
    (noSpec.has(type) ||
      (value.kind === 'str' && value.value !== null && /[bcdeEfFgGoxX%]/.test(kind)) ||
      ((type === 'int' || type === 'float') && kind === 's') ||
      (type === 'float' && /[bcdoxX]/.test(kind)));
  if (!isWrong) return true;
  refuse(m, noSpec.has(type) ? 'TypeError' : 'ValueError', 'dtype-mismatch', msg('{0} cannot be written as {1}', type, `'${spec}'`));
  return false;
}

/** Reports arguments of `text % arguments` that do not fit its fields. */
export function checkPercent(m: Machine, text: string, args: Value): boolean {
  const fields = percentFields(text);
  if (!fields) return true;
  const isTuple = args.kind === 'tuple';
  const type = typeName(m, args);
  if (fields.some(({ name }) => name !== null)) return true;
  const items = isTuple ? args.items : [args];
  const isCounted = isTuple || (type !== null && type !== 'dict') || args.kind === 'tensor';
  if (!isCounted) return true;
  // What can be asked for items by keys may have more than are used.
  const isTooMany = items.length > fields.length && (isTuple || (type !== null && ['int', 'float', 'bool', 'NoneType'].includes(type)));
  if (items.length < fields.length || isTooMany) {
    const code = isTooMany ? 'unknown-argument' : 'missing-argument';
    refuse(m, 'TypeError', code, msg('The text has {0} fields, it gets {1} values', fields.length, items.length));
    return false;
  }
  return fields.every(({ kind }, i) => {
    const item = items[i];
    if (!item || !/[diouxXeEfFgG]/.test(kind)) return true;
    const isText = item.kind === 'str' && item.value !== null;
    return item.kind === 'str' && !isText ? true : checkNumber(m, item, `%${kind}`, false);
  });
}
