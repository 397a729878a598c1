import { msg } from '../../../../../extension/protocol/localize';
import type { Message } from '../../../../../extension/protocol/localize';
import type { DiagnosticCode } from '../../../diagnostics/codes';
import type { Fix } from '../../../diagnostics/diagnostic';
import type { CallExpr } from '../../../ir/ir';
import { arrayAttribute } from '../../../ops/kernel';
import { isSubclass } from '../../../ops/registry';
import { rankOf } from '../../../values/shape';
import type { CallSite, Value } from '../../../values/value';
import { dropArgument, replaceText } from '../../reports/fixEdits';
import { elementValue } from '../../loops/iterate';
import type { Machine } from '../../machine';
import { labelOf } from '../../reports/report';
import { isSurelyKeras3 } from '../kerasFlavor';
import { argumentExpr } from './dataFixes';

/** An argument of a call that feeds, and what it is bound to. */
export type Given = (name: string) => Value | undefined;

/**
 * What `fit`, `evaluate` and `predict` refuse before they look at any shape: data that is none, and arguments that do not go with each
 * other. True once something was reported.
 */
export function refusesData(m: Machine, name: string, given: Given, site: CallSite): boolean {
  const fault =
    misfit(m, name, given) ?? noData(m, name, given, site) ?? yieldsNoTuple(m, name, given) ?? unfitArguments(m, name, given, site);
  if (!fault) return false;
  m.report({ code: fault.code, severity: 'error', message: fault.message, place: site.place, related: [], fixes: fault.fixes ?? [] });
  return true;
}

interface Fault {
  readonly code: DiagnosticCode;
  readonly message: Message;
  readonly fixes?: readonly Fix[];
}

/** A dataset whose generator yields something else than its signature says. */
function misfit(m: Machine, name: string, given: Given): Fault | null {
  const x = given('x');
  const object = x?.kind === 'ref' ? m.get(x.id) : undefined;
  const found = object?.kind === 'object' ? object.attrs.get('#misfit') : undefined;
  if (found?.kind !== 'tuple') return null;
  const [got, want] = found.items.map((item) => (item.kind === 'str' ? (item.value ?? '') : ''));
  return {
    code: 'input-mismatch',
    message: msg('{0}: the generator of the dataset yields {1}, its signature says {2}', name, got!, want!),
  };
}

function noData(m: Machine, name: string, given: Given, site: CallSite): Fault | null {
  for (const argument of ['x', 'y', 'sample_weight']) {
    const value = given(argument);
    if (!value) continue;
    const type = typeOf(m, value);
    if (type !== null) return { code: 'input-mismatch', message: msg('{0}: {1} is of type {2}; Keras takes arrays', name, argument, type) };
    if (value.kind === 'tensor' && rankOf(value.shape) === 0) {
      const expr = argumentExpr(site, argument);
      // `labels.argmax()` of class numbers that need none.
      const inner = expr?.k === 'call' && expr.callee.k === 'attr' ? expr.callee.object : null;
      const fixes = expr && inner ? [replaceText(site.home, expr.from, expr.to, site.home.code.text.slice(inner.from, inner.to))] : [];
      return {
        code: 'input-mismatch',
        message: msg('{0}: {1} is a single number; Keras takes arrays with an axis of samples', name, argument),
        fixes,
      };
    }
  }
  return null;
}

/** Of a generator Keras takes tuples alone, not lists: what is in one may be several inputs. */
function yieldsNoTuple(m: Machine, name: string, given: Given): Fault | null {
  const x = given('x');
  if (x?.kind !== 'ref' || m.get(x.id)?.kind !== 'iterator' || !isSurelyKeras3(m)) return null;
  const item = elementValue(m, x);
  const object = item.kind === 'ref' ? m.get(item.id) : undefined;
  const type =
    item.kind === 'tensor' ? 'array' : object?.kind === 'dict' || (object?.kind === 'list' && !object.isSet) ? object.kind : null;
  if (type === null) return null;
  const message = msg(
    '{0}: the generator yields a value of type {1}; Keras takes a tuple: (inputs,), (inputs, targets) or (inputs, targets, sample_weights)',
    name,
    type,
  );
  return { code: 'input-mismatch', message };
}

/** The type of what certainly is no data; null for all else. */
function typeOf(m: Machine, value: Value): string | null {
  switch (value.kind) {
    case 'int':
    case 'float':
    case 'bool':
    case 'str':
    case 'function':
    case 'range':
      return value.kind;
    case 'ref': {
      const object = m.get(value.id);
      if (object?.kind === 'list') return object.isSet ? 'set' : null;
      if (object?.kind === 'layer') return object.own ? null : labelOf(object.op);
      if (object?.kind !== 'object' || object.attrs.has(arrayAttribute)) return null;
      return object.cls.startsWith('sklearn.') ? labelOf(object.cls) : null;
    }
    default:
      return null;
  }
}

/** `dataset`, `generator`: gives its batches itself. */
function sourceKind(m: Machine, x: Value | undefined): 'dataset' | 'generator' | null {
  const object = x?.kind === 'ref' ? m.get(x.id) : undefined;
  if (object?.kind === 'object' && isSubclass(object.cls, 'tensorflow.data.Dataset')) return 'dataset';
  return object?.kind === 'iterator' ? 'generator' : null;
}

function unfitArguments(m: Machine, name: string, given: Given, site: CallSite): Fault | null {
  const isGiven = (argument: string): boolean => {
    const value = given(argument);
    return !!value && value.kind !== 'none' && value.kind !== 'unknown';
  };
  const drop = (argument: string): Fix[] => {
    const fix = site.call && dropArgument(site, argument, argument === 'y' ? 1 : null);
    return fix ? [fix] : [];
  };
  const kind = sourceKind(m, given('x'));
  if (kind !== null) {
    for (const argument of ['y', 'sample_weight'])
      if (isGiven(argument))
        return {
          code: 'unknown-argument',
          message: msg('{0}: {1} comes with the items of x where x gives batches', name, argument),
          fixes: drop(argument),
        };
    const split = given('validation_split');
    if (isGiven('validation_split') && !((split?.kind === 'float' || split?.kind === 'int') && split.value === 0))
      return {
        code: 'unknown-argument',
        message: msg('{0}: validation_split takes a part of arrays; x gives batches', name),
        fixes: drop('validation_split'),
      };
  }
  if (isGiven('class_weight') && isGiven('sample_weight') && kind === null)
    return {
      code: 'unknown-argument',
      message: msg('{0} takes class_weight or sample_weight, not both', name),
      fixes: drop('class_weight'),
    };
  const weights = given('class_weight');
  const list = weights?.kind === 'ref' ? m.get(weights.id) : undefined;
  if (weights?.kind === 'tensor' || weights?.kind === 'tuple' || (list?.kind === 'list' && !list.isSet)) {
    const expr = argumentExpr(site, 'class_weight');
    const text = expr ? site.home.code.text.slice(expr.from, expr.to) : '';
    const fixes = expr ? [replaceText(site.home, expr.from, expr.to, `dict(enumerate(${text}))`)] : [];
    return { code: 'unknown-argument', message: msg('{0}: class_weight is a dict from class numbers to weights', name), fixes };
  }
  return callbackClass(m, name, given, site);
}

/** `callbacks=[EarlyStopping]` instead of an instance. */
function callbackClass(m: Machine, name: string, given: Given, site: CallSite): Fault | null {
  const value = given('callbacks');
  const object = value?.kind === 'ref' ? m.get(value.id) : undefined;
  const items = value?.kind === 'tuple' ? value.items : object?.kind === 'list' ? object.items : value ? [value] : null;
  const at = items?.findIndex((item) => item.kind === 'library' && /^keras\.callbacks\.[A-Z]/.test(item.path)) ?? -1;
  const cls = items?.[at];
  if (cls?.kind !== 'library') return null;
  const written = itemExpr(site.call, at);
  const text = written ? site.home.code.text.slice(written.from, written.to) : '';
  const fixes = written ? [replaceText(site.home, written.from, written.to, `${text}()`)] : [];
  return { code: 'unknown-argument', message: msg('{0}: {1} is a class; callbacks takes instances', name, labelOf(cls.path)), fixes };
}

function itemExpr(call: CallExpr | null, at: number) {
  const expr = call?.args.find((a) => a.name === 'callbacks')?.value;
  if (expr?.k === 'list' || expr?.k === 'tuple') return expr.items[at] ?? null;
  return expr ?? null;
}
