import { msg } from '../../../../extension/protocol/localize';
import { defaultSeverities } from '../../diagnostics/codes';
import type { Diagnostic, Fix } from '../../diagnostics/diagnostic';
import type { LoweredChunk, NameExpr, UnitCode } from '../../ir/ir';
import { nodeIdOf, unitIdxOf } from '../../ir/place';
import { canonicalPath } from '../../ops/registry';
import type { ScopeObject, Value } from '../../values/value';
import { unknown } from '../../values/value';
import { isResolvable } from '../attributes';
import { boundNames } from './boundNames';
import { replaceText } from '../reports/fixEdits';
import type { Machine } from '../machine';
import { nearest } from './nearest';
import { refuse } from '../reports/refusal';
import { findName } from '../scopes';
import { usualImport } from './usualImports';

/** Names of notebooks, of tools, and of Python 2, which programs ask for behind conditions that we do not follow. */
const elsewhere = new Set(
  (
    'display get_ipython In Out _ profile reveal_type WindowsError copyright credits license unicode xrange raw_input basestring long ' +
    'unichr reload execfile cmp file reduce intern apply buffer coerce'
  ).split(' '),
);

/** A name that nothing has bound: reported, and one that is well known is taken for what it would be imported as. */
export function undefinedName(m: Machine, e: NameExpr): Value {
  const { name } = e;
  if (m.frame.semantics.language !== 'python' || m.isDead) return unknown;
  const isLocal = m.frame.fn?.locals.includes(name) ?? false;
  if (isLocal && isSurelyUnbound(m)) {
    refuse(m, 'UnboundLocalError', 'undefined-name', msg('The name {0} is not defined', name), { place: m.place(e) });
    return unknown;
  }
  if (isLocal || elsewhere.has(name) || /^__\w*$/.test(name)) return unknown;
  const usual = usualImport(name, 'keras', importsTorch(m), m.wanted);
  if (m.program.undefinedNames && m.program.own.has(m.frame.home.chunk) && mayReport(m, name)) {
    m.report({
      code: 'undefined-name',
      severity: defaultSeverities['undefined-name'],
      message: msg('The name {0} is not defined', name),
      place: m.place(e),
      related: [],
      // Statements further down may bind a global before the function is called.
      ...(!isModuleLevel(m) && { unlessBound: name }),
      fixes: [],
    });
  }
  if (!usual) return unknown;
  const path = canonicalPath(usual.path) ?? usual.path;
  return isResolvable(path) ? { kind: 'library', path } : { kind: 'unknown', path };
}

/** Nothing that was left open on the way here may have bound a name of the running function. */
function isSurelyUnbound(m: Machine): boolean {
  return m.program.undefinedNames && !m.isUncalled && m.uncertain === 0 && m.raises === null && m.program.own.has(m.frame.home.chunk);
}

function isModuleLevel(m: Machine): boolean {
  return m.frame.fn === null;
}

/** Whether a later statement is all that could bind the name. */
function mayReport(m: Machine, name: string): boolean {
  const { home } = m.frame;
  const { chunk, unitIdx } = home;
  const lowered = m.wholeChunk(chunk);
  if (!lowered) return false;
  if (!isModuleLevel(m)) {
    if (!seesModule(m)) return false;
    // A function inside another sees that one's names, whenever they are bound.
    const parent = m.scope(m.frame.scope)?.parent;
    const isNested = parent !== null && parent !== undefined && m.scope(parent)?.level !== 'module';
    return !(isNested && boundNames(home.code).anywhere.has(name));
  }
  // What ended the program on some path may have bound it before; an assignment binds behind what it reads.
  const last = isPlainAssignment(home.code) ? unitIdx - 1 : unitIdx;
  for (let i = 0; i <= last; i++) if (boundNames(lowered.units[i]!.code).module.has(name)) return false;
  return true;
}

/** Where the function around it ended in a raise, what that bound is lost, and with it the way to the module's names. */
function seesModule(m: Machine): boolean {
  for (let id: number | null = m.frame.scope; id !== null;) {
    const scope: ScopeObject | undefined = m.scope(id);
    if (!scope) return false;
    id = scope.parent;
  }
  return true;
}

function isPlainAssignment({ body, text }: UnitCode): boolean {
  return body.length === 1 && (body[0]!.k === 'assign' || body[0]!.k === 'augAssign') && !text.includes(':=');
}

function importsTorch(m: Machine): boolean {
  const torch = findName(m, 'torch') ?? findName(m, 'nn');
  return (torch?.kind === 'library' || torch?.kind === 'unknown') && (torch.path?.startsWith('torch') ?? false);
}

/** Texts that may bind names where no statement does. */
const binders =
  /\b(?:exec|execfile|globals)\s*\(|\b(?:__builtins__|builtins|__builtin__)\b|^[ \t]*%{1,2}(?:pylab|run|load|store|capture|bash|sh|script|sql|R)\b/m;

/** Drops what the whole document proves wrong, and adds the repairs. */
export function settleUndefinedNames(diagnostics: readonly Diagnostic[], chunks: readonly LoweredChunk[]): readonly Diagnostic[] {
  if (!diagnostics.some(({ code }) => code === 'undefined-name')) return diagnostics;
  const isUnsure = chunks.some(({ broken, text }) => broken || binders.test(text));
  const bound = new Set<string>();
  for (const { units } of chunks) for (const { code } of units) for (const name of boundNames(code).module) bound.add(name);
  return diagnostics.flatMap((d) => {
    if (d.code !== 'undefined-name') return [d];
    const isBoundLater = d.unlessBound !== undefined && bound.has(d.unlessBound);
    if (isUnsure || isBoundLater || isBoundElsewhere(nameOf(d), d.place.chunk, chunks)) return [];
    return [{ ...d, fixes: repairs(d, chunks, bound) }];
  });
}

/** The cells of a notebook may be run in any order; the lines of one cannot. */
function isBoundElsewhere(name: string, chunk: string, chunks: readonly LoweredChunk[]): boolean {
  return chunks.some(({ uri, units }) => uri !== chunk && units.some(({ code }) => boundNames(code).module.has(name)));
}

function nameOf({ message }: Diagnostic): string {
  const [name] = message.args;
  return typeof name === 'string' ? name : '';
}

function repairs(d: Diagnostic, chunks: readonly LoweredChunk[], bound: ReadonlySet<string>): Fix[] {
  const name = nameOf(d);
  const text = chunks.map((chunk) => chunk.text).join('\n');
  const hasKeras = /^\s*(?:import|from)\s+keras\b/m.test(text);
  const keras = !hasKeras && /^\s*(?:import|from)\s+tensorflow\b/m.test(text) ? 'tensorflow.keras' : 'keras';
  const wanted = new RegExp(`\\b${name}\\.(\\w+)`).exec(text)?.[1] ?? null;
  const usual = usualImport(name, keras, /^\s*(?:import|from)\s+torch\b/m.test(text) && keras === 'keras' && !hasKeras, wanted);
  const [first] = chunks;
  if (usual && first) {
    // Behind the docstring and what has to come first.
    const at = first.units.findIndex(({ code }) => !/^(?:[rRuU]?["']|from\s+__future__\b)/.test(code.text));
    if (at < 0) return [];
    const edits = [{ chunk: first.uri, unitIdx: at, from: 0, to: 0, newText: `${usual.statement}\n` }];
    return [{ title: msg('Add {0}', usual.statement), isPreferred: true, edits }];
  }
  const chunk = chunks.find(({ uri }) => uri === d.place.chunk);
  const unitIdx = unitIdxOf(d.place);
  const code = chunk?.units[unitIdx]?.code;
  const span = code?.spans[nodeIdOf(d.place)];
  if (!code || !span) return [];
  const isUpper = (word: string): boolean => /^[A-Z]/.test(word);
  // A module is asked for its members, never computed with.
  const modules = /^\s*\./.test(code.text.slice(span[1])) ? new Set<string>() : importedModules(text);
  const meant = nearest(
    name,
    [...bound].filter((other) => isUpper(other) === isUpper(name) && !modules.has(other)),
  );
  if (meant === null) return [];
  return [{ ...replaceText({ chunk: d.place.chunk, unitIdx, code }, span[0], span[1], meant), isPreferred: false }];
}

function importedModules(text: string): Set<string> {
  const imports = text.matchAll(/^\s*import\s+([\w.]+)(?:\s+as\s+(\w+))?/gm);
  return new Set([...imports].map(([, path, alias]) => alias ?? path!.split('.', 1)[0]!));
}
