import type { Message } from '../../../../extension/protocol/localize';
import { msg } from '../../../../extension/protocol/localize';
import type { DiagnosticCode } from '../../diagnostics/codes';
import type { Fix } from '../../diagnostics/diagnostic';
import { namesFor } from '../../ops/keras/namedArguments';
import { refusedShape } from '../../ops/keras/shapeArgument';
import type { BoundArg, CallSite } from '../../values/value';
import { placeOf } from '../reports/checkArguments';
import { replaceText } from '../reports/fixEdits';
import type { CallArgs } from '../functions';
import type { Machine } from '../machine';
import { nearest } from '../names/nearest';
import { refuse } from '../reports/refusal';
import { isSurelyKeras3 } from './kerasFlavor';

const params = [
  'shape',
  'initializer',
  'dtype',
  'trainable',
  'autocast',
  'regularizer',
  'constraint',
  'aggregation',
  'overwrite_with_gradient',
  'name',
];

/** So many of them may come by position. */
const byPosition = 3;

interface Found {
  readonly code: DiagnosticCode;
  readonly message: Message;
  readonly at: BoundArg;
  readonly fix?: Fix | null;
}

/** Reports what `add_weight` does not take. */
export function checkWeightArguments(m: Machine, args: CallArgs, site: CallSite): void {
  // A name at the first place says itself what is wrong.
  if (!args.isComplete || !isSurelyKeras3(m) || args.positional[0]?.value.kind === 'str') return;
  const found = unknownName(args, site) ?? tooMany(args) ?? refusedName(args, site) ?? refusedExtents(m, args);
  if (!found) return;
  const { code, message, at, fix } = found;
  refuse(m, 'ValueError', code, message, { place: placeOf(site, at.place), fixes: [fix ?? null] });
}

function unknownName({ keyword }: CallArgs, site: CallSite): Found | null {
  for (const [name, at] of keyword) {
    if (params.includes(name)) continue;
    const meant = nearest(
      name,
      params.filter((other) => !keyword.has(other)),
    );
    const written = site.call?.args.find((arg) => arg.name === name);
    return {
      code: 'unknown-argument',
      message: meant
        ? msg('{0} does not take {1}; is {2} meant?', 'add_weight', name, meant)
        : msg('{0} does not take {1}', 'add_weight', name),
      at,
      fix: meant && written ? replaceText(site.home, written.from, written.from + name.length, meant) : null,
    };
  }
  return null;
}

function tooMany({ positional }: CallArgs): Found | null {
  const at = positional[byPosition];
  return at
    ? {
        code: 'unknown-argument',
        message: msg('{0} takes at most {1} positional arguments, it gets {2}', 'add_weight', byPosition, positional.length),
        at,
      }
    : null;
}

/** Initializers, regularizers and constraints by name. */
function refusedName(args: CallArgs, site: CallSite): Found | null {
  for (const param of ['initializer', 'regularizer', 'constraint']) {
    const at = args.keyword.get(param) ?? (param === 'initializer' ? args.positional[1] : undefined);
    const name = at?.value.kind === 'str' ? at.value.value : null;
    const family = namesFor(param);
    if (!at || name === null || !family || family.names.has(name)) continue;
    const meant = nearest(name, family.names);
    const message = meant
      ? msg('there is no {0} called {1}; is {2} meant?', family.kind, `'${name}'`, `'${meant}'`)
      : msg('there is no {0} called {1}', family.kind, `'${name}'`);
    const { expr } = at;
    const isText = expr !== null && site.home.code.text.slice(expr.from + 1, expr.to - 1) === name;
    return {
      code: 'unknown-argument',
      message,
      at,
      fix: meant && isText ? replaceText(site.home, expr.from + 1, expr.to - 1, meant) : null,
    };
  }
  return null;
}

function refusedExtents(m: Machine, args: CallArgs): Found | null {
  const at = args.keyword.get('shape') ?? args.positional[0];
  const refusal = at ? refusedShape(at.value, m, 'add_weight', 'shape') : null;
  return refusal && at ? { code: refusal.code, message: refusal.message, at } : null;
}
