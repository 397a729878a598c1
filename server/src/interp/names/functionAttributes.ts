import { msg } from '../../../../extension/protocol/localize';
import { defaultSeverities } from '../../diagnostics/codes';
import type { AttrExpr } from '../../ir/ir';
import type { FunctionValue, Value } from '../../values/value';
import { unknown } from '../../values/value';
import type { Machine } from '../machine';

/** What every function has besides names with two underscores. */
const everyFunction = /^_|^func_/;

/** Reports an attribute that a plain function of the program surely lacks: mostly a name taken for the object that it once held. */
export function functionAttr(m: Machine, object: Value, e: AttrExpr): Value | undefined {
  if (object.kind !== 'function' || m.frame.semantics.language !== 'python' || everyFunction.test(e.name)) return undefined;
  if (isDecorated(object) || isSetSomewhere(m, object, e.name)) return undefined;
  m.report({
    code: 'missing-attribute',
    severity: defaultSeverities['missing-attribute'],
    message: msg('{0} is a function here, it has no {1}', object.fn.name ?? 'lambda', e.name),
    place: m.place(e),
    related: [],
    fixes: [],
  });
  m.raise({ kind: 'library', path: 'python.AttributeError' });
  return unknown;
}

/** A decorator may give back anything. */
function isDecorated({ fn, home }: FunctionValue): boolean {
  const before = home.code.text.slice(0, fn.nameFrom);
  return /(?:^|\n)[ \t]*@[^\n]*(?:\n(?![ \t]*(?:async|def|class)\b)[^\n]*)*\n[ \t]*(?:async[ \t]+)?def[ \t]+$/.test(before);
}

/** `f.calls = 0`, in any of the files at hand. */
function isSetSomewhere(m: Machine, { home }: FunctionValue, name: string): boolean {
  const set = new RegExp(`\\.${name}\\s*(?:[-+*/|&^%]|//|\\*\\*)?=(?!=)|\\bsetattr\\s*\\(|\\.__dict__\\b`);
  return [home.chunk, m.frame.home.chunk].some((chunk) => {
    const lowered = m.wholeChunk(chunk);
    return !lowered || set.test(lowered.text);
  });
}
