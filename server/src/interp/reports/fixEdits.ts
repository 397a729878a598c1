import { msg } from '../../../../extension/protocol/localize';
import type { Fix, FixEdit } from '../../diagnostics/diagnostic';
import type { CallExpr, DictExpr, Expr } from '../../ir/ir';
import type { AppendSpec, FixLiteral, FixSpec } from '../../ops/kernel';
import { camelCase } from '../../ops/kernel';
import type { BoundArgs, CallSite, Home } from '../../values/value';

export interface ArgumentEdit extends FixEdit {
  /** The argument that was found or is added: `input_shape` may stand for `shape`. */
  readonly param: string;
  /** Null when the argument is added. */
  readonly oldText: string | null;
}

/** Names under which the shape of an input is given. */
const inputShapeNames = ['shape', 'input_shape'];

/** A fix that writes other text in the place of what stands there. */
export function replaceText(home: Home, from: number, to: number, newText: string): Fix {
  const old = home.code.text.slice(from, to);
  return { title: msg('Change {0} to {1}', old, newText), isPreferred: true, edits: [editOf(home, from, to, newText)] };
}

/** A fix that puts text behind an expression, in brackets where it would bind otherwise. */
export function appendText(home: Home, expr: Expr, text: string): Fix {
  const isTight = expr.k === 'name' || expr.k === 'attr' || expr.k === 'call' || expr.k === 'index' || expr.k === 'list';
  const old = home.code.text.slice(expr.from, expr.to);
  return replaceText(home, expr.from, expr.to, isTight ? `${old}${text}` : `(${old})${text}`);
}

/** As `appendText`, behind the argument of a call for a parameter; null where it is not written there. */
export function appendToArgument({ call, home }: CallSite, params: readonly string[], { behind, text }: AppendSpec): Fix | null {
  if (!call?.args.every((arg) => arg.spread === 'none')) return null;
  const position = params.indexOf(behind);
  const found = call.args.find((arg) => arg.name === behind) ?? call.args[position];
  return found && (found.name === null || found.name === behind) ? appendText(home, found.value, text) : null;
}

/** A fix that gives a member another name, where it is written so and ends at `to`; null where it came otherwise (`getattr`). */
export function renameMember(home: Home, to: number, name: string, meant: string): Fix | null {
  const from = to - name.length;
  return from >= 0 && home.code.text.slice(from, to) === name ? replaceText(home, from, to, meant) : null;
}

/** As `renameMember`, of the method that a call calls. */
export function renameMethod({ call, home }: CallSite, name: string, meant: string): Fix | null {
  return call?.callee.k === 'attr' ? renameMember(home, call.callee.to, name, meant) : null;
}

/** A fix that takes an argument out of a call, with its comma; null where it is not written there. */
export function dropArgument({ call, home }: CallSite, name: string, position: number | null = null): Fix | null {
  const edit = call && dropEdit(call, home, name, position);
  return edit ? { title: msg('Remove {0}', name), isPreferred: true, edits: [edit] } : null;
}

export function dropEdit(call: CallExpr, home: Home, name: string, position: number | null = null): FixEdit | null {
  let at = call.args.findIndex((arg) => arg.name === name);
  const isPlain = call.args.every((arg) => arg.spread === 'none');
  if (at < 0 && position !== null && isPlain && call.args[position]?.name === null) at = position;
  const written = call.args[at];
  // Behind a positional argument that goes, others would take its place.
  if (!written || (written.name === null && call.args[at + 1]?.name === null)) return null;
  const before = call.args[at - 1];
  if (before) return editOf(home, before.to, written.to, '');
  return editOf(home, written.from, call.args[at + 1]?.from ?? written.to, '');
}

export function editOf(home: Home, from: number, to: number, newText: string): FixEdit {
  return { chunk: home.chunk, unitIdx: home.unitIdx, from, to, newText };
}

/** The edit that sets one argument of a call: replaces what is there, or adds it behind the last. */
export function argumentEdit(
  target: { readonly args: BoundArgs; readonly site: CallSite },
  style: 'python' | 'config',
  params: readonly string[],
  spec: FixSpec,
): ArgumentEdit | null {
  const { site } = target;
  const { call, home } = site;
  if (!call) return null;
  const names = spec.set === 'shape' ? inputShapeNames : [spec.set];
  const text = literalText(spec.value, style);
  for (const name of names) {
    const expr = style === 'config' ? configValue(call, camelCase(name)) : pythonValue(call, name, params);
    if (!expr) continue;
    const whole = spec.item === undefined ? expr : itemOf(expr, spec.item);
    // Only what is written out at the call is edited: a variable may serve other calls.
    return whole && isLiteral(whole) ? argument(home, whole.from, whole.to, text, name) : null;
  }
  if (spec.item !== undefined || (spec.set === 'shape' && style === 'python')) return null;
  return style === 'config'
    ? addToConfig(site, call, camelCase(spec.set), text, spec.set)
    : addToCall(site, call, `${spec.set}=${text}`, spec.set);
}

/** The literal as the language writes it. */
export function literalText(value: FixLiteral, style: 'python' | 'config'): string {
  const isPython = style === 'python';
  if (typeof value === 'string') return `'${value}'`;
  if (typeof value === 'boolean') return isPython ? (value ? 'True' : 'False') : String(value);
  if (typeof value === 'number') return String(value);
  const items = value.map((n) => (n === null ? (isPython ? 'None' : 'null') : String(n)));
  return isPython ? `(${items.join(', ')}${items.length === 1 ? ',' : ''})` : `[${items.join(', ')}]`;
}

function pythonValue(call: CallExpr, name: string, params: readonly string[]): Expr | null {
  const byName = call.args.find((a) => a.name === name);
  if (byName) return byName.value;
  const position = params.indexOf(name);
  const positional = call.args.filter((a) => a.name === null);
  if (positional.some((a) => a.spread !== 'none')) return null;
  return position >= 0 ? (positional[position]?.value ?? null) : null;
}

function configObject(call: CallExpr): DictExpr | null {
  const first = call.args[0]?.value;
  return first?.k === 'dict' ? first : null;
}

function configValue(call: CallExpr, key: string): Expr | null {
  const entry = configObject(call)?.entries.find((e) => e.key?.k === 'const' && e.key.value === key);
  return entry?.value ?? null;
}

function itemOf(expr: Expr, index: number): Expr | null {
  if (expr.k !== 'tuple' && expr.k !== 'list') return null;
  const at = index < 0 ? expr.items.length + index : index;
  return expr.items.some((item) => item.k === 'spread') ? null : (expr.items[at] ?? null);
}

function isLiteral(expr: Expr): boolean {
  if (expr.k === 'const') return true;
  if (expr.k === 'unary') return isLiteral(expr.operand);
  return (expr.k === 'tuple' || expr.k === 'list') && expr.items.every(isLiteral);
}

function argument(home: Home, from: number, to: number, newText: string, param: string): ArgumentEdit {
  return { ...editOf(home, from, to, newText), param, oldText: home.code.text.slice(from, to) };
}

function addToCall(site: CallSite, call: CallExpr, text: string, param: string): ArgumentEdit | null {
  if (call.args.some((a) => a.spread === 'keyword')) return null;
  const last = call.args.at(-1);
  return insertion(site, last?.to ?? call.argsFrom, last ? `, ${text}` : text, param);
}

function addToConfig(site: CallSite, call: CallExpr, key: string, text: string, param: string): ArgumentEdit | null {
  const object = configObject(call);
  if (!object) return null;
  const last = object.entries.at(-1);
  return last ? insertion(site, last.to, `, ${key}: ${text}`, param) : insertion(site, object.from + 1, ` ${key}: ${text} `, param);
}

function insertion({ home }: CallSite, at: number, newText: string, param: string): ArgumentEdit {
  return { ...editOf(home, at, at, newText), param, oldText: null };
}
