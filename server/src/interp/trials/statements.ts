import type { FixEdit } from '../../diagnostics/diagnostic';
import type { LoweredChunk } from '../../ir/ir';
import type { Place } from '../../ir/place';
import { nodeIdOf, unitIdxOf } from '../../ir/place';
import { nearest } from '../names/nearest';
import type { ParsedChunk, SyntaxNode } from '../../syntax/parsedChunk';

/** The simple statements of a document, with what they read and assign. */
export class Statements {
  #counts: ReadonlyMap<string, number> | null = null;
  #all: readonly Statement[] | null = null;
  readonly #byUnit = new Map<string, readonly Statement[]>();

  constructor(
    readonly lowered: readonly LoweredChunk[],
    readonly parsed: readonly ParsedChunk[],
  ) {}

  /** The innermost statement that a place stands in. */
  at(place: Place): Statement | null {
    const chunkIdx = this.lowered.findIndex(({ uri }) => uri === place.chunk);
    const unitIdx = unitIdxOf(place);
    const span = this.lowered[chunkIdx]?.units[unitIdx]?.code.spans[nodeIdOf(place)];
    if (!span) return null;
    const around = this.#unit(chunkIdx, unitIdx).filter(({ from, to }) => from <= span[0] && span[1] <= to);
    return around.sort((a, b) => a.to - a.from - (b.to - b.from))[0] ?? null;
  }

  /** Where a place stands in its unit. */
  spanAt(place: Place): readonly [number, number] | null {
    const chunk = this.lowered.find(({ uri }) => uri === place.chunk);
    return chunk?.units[unitIdxOf(place)]?.code.spans[nodeIdOf(place)] ?? null;
  }

  /** How often a number or a word is written in the document. */
  count(number: string): number {
    this.#counts ??= counted(this.lowered.map(({ text }) => text).join('\n'));
    return this.#counts.get(number) ?? 0;
  }

  /** The whole numbers above one that the document has most often. */
  commonNumbers(most: number): string[] {
    this.#counts ??= counted(this.lowered.map(({ text }) => text).join('\n'));
    const numbers = [...this.#counts].filter(([n]) => /^\d+$/.test(n) && Number(n) > 1);
    return numbers
      .sort((a, b) => b[1] - a[1])
      .slice(0, most)
      .map(([n]) => n);
  }

  /**
   * How a class of the module of another one is written: `layers.Flatten` beside `layers.Dense`; beside a plain `Dense` as the program
   * may already call it, else with the edit that imports it.
   */
  nameFor(wanted: string, path: string, known: string): { readonly path: string | null; readonly edits: readonly FixEdit[] } {
    if (path !== known) return { path: `${path.slice(0, -known.length)}${wanted}`, edits: [] };
    const isImport = new RegExp(`^\\s*from\\s+\\S+\\s+import\\b[^#]*\\b${wanted}\\b`, 'm');
    if (this.lowered.some(({ text }) => isImport.test(text))) return { path: wanted, edits: [] };
    for (const chunk of this.lowered)
      for (const [unitIdx, { code }] of chunk.units.entries()) {
        const found = new RegExp(`^from\\s+\\S+\\s+import\\b[^#]*?\\b${known}\\b`).exec(code.text);
        if (found)
          return {
            path: wanted,
            edits: [{ chunk: chunk.uri, unitIdx, from: found[0].length, to: found[0].length, newText: `, ${wanted}` }],
          };
      }
    return { path: null, edits: [] };
  }

  distinct(statements: readonly (Statement | null)[]): Statement[] {
    return [...new Set(statements.filter((s): s is Statement => s !== null))];
  }

  /** The last statements that assigned what a statement reads, and what those read. */
  sources(of: Statement, depth: number): Statement[] {
    const before = this.#before(of);
    const found = of.reads.flatMap((name) => before.filter(({ assigns }) => assigns.includes(name)).at(-1) ?? []);
    const near = this.distinct(found).slice(0, 6);
    return depth > 1 ? this.distinct([...near, ...near.flatMap((s) => this.sources(s, depth - 1))]).slice(0, 10) : near;
  }

  /** Every statement in the order of the document. */
  everything(): readonly Statement[] {
    this.#all ??= this.lowered.flatMap((chunk, chunkIdx) => chunk.units.flatMap((_, unitIdx) => this.#unit(chunkIdx, unitIdx)));
    return this.#all;
  }

  /** What a statement can see: of its own function and of the module, itself and what stands below too. */
  inSight(of: Statement): Statement[] {
    return this.everything().filter((s) => s.scope === null || (s.scope === of.scope && s.unitIdx === of.unitIdx));
  }

  /** The statement behind one, where nothing stands between that is not simple. */
  next(of: Statement): Statement | null {
    return this.#beside(of, 1);
  }

  previous(of: Statement): Statement | null {
    return this.#beside(of, -1);
  }

  #beside(of: Statement, step: 1 | -1): Statement | null {
    const all = this.everything();
    const other = all[all.indexOf(of) + step];
    return other && other.scope === of.scope && other.chunk === of.chunk && other.indent === of.indent ? other : null;
  }

  /** The first statement that adds to the same object. */
  firstLike(of: Statement): Statement | null {
    const head = /^[\w.]+\(/.exec(of.source)?.[0];
    return (head && this.everything().find((s) => s.scope === of.scope && s.source.startsWith(head))) || null;
  }

  /** How often a name is read where its value is needed. */
  isReadAnywhere(name: string): boolean {
    return this.everything().some(({ reads }) => reads.includes(name));
  }

  /** How the program writes a function of Keras's utilities that it uses, or may use by what it imports. */
  pathOf(name: string): string | null {
    const texts = this.lowered.map(({ text }) => text);
    for (const text of texts) {
      const found = new RegExp(`(?<![\\w.])((?:\\w+\\.)*${name})\\(`).exec(text);
      if (found) return found[1]!;
    }
    if (texts.some((text) => /^(?:import keras|from tensorflow import .*\bkeras)\s*$/m.test(text))) return `keras.utils.${name}`;
    return texts.some((text) => /^import tensorflow as tf\s*$/m.test(text)) ? `tf.keras.utils.${name}` : null;
  }

  /** Statements that call the function in which one stands. */
  callers(of: Statement): Statement[] {
    const name = of.scope?.children.find(({ type }) => type === 'VariableName');
    if (!name) return [];
    const called = new RegExp(`\\b${of.textOf(name)}\\(`);
    return this.everything()
      .filter((s) => s.scope !== of.scope && called.test(s.source))
      .slice(0, 4);
  }

  /** Names of the document that are nearly the same: also of parameters, functions and imports. */
  namesNear(name: string, of: Statement, isValue: boolean): string[] {
    const words = new Set<string>();
    const own = of.scope ? of.text.slice(of.scope.from, of.scope.to) : '';
    for (const text of [own, ...this.lowered.map((chunk) => chunk.text)])
      for (const [word] of text.matchAll(/(?<![\w.'"])[A-Za-z_]\w*/g)) words.add(word);
    words.delete(name);
    // Nobody computes with a module.
    if (isValue)
      for (const { text } of this.lowered)
        for (const [, path, alias] of text.matchAll(/^\s*import\s+([\w.]+)(?:\s+as\s+(\w+))?/gm))
          words.delete(alias ?? path!.split('.', 1)[0]!);
    return [...words].filter((word) => nearest(name, [word]) !== null).slice(0, 4);
  }

  /** What models of the program are asked for, as other statements write it, and for what is in sight. */
  predictions(of: Statement): string[] {
    const before = this.#before(of);
    const made = before.flatMap(({ assigns }) => assigns);
    const asked = this.everything().flatMap(({ source }) =>
      [...source.matchAll(/\b([\w.]+)\.(?:fit|compile)\(/g)].map(([, model]) => model!),
    );
    const models = asked.filter((model) => made.includes(model.split('.', 1)[0]!));
    const arrays = made.filter((name) => /^x|test|data|input/i.test(name));
    arrays.sort((a, b) => Number(/test/i.test(b)) - Number(/test/i.test(a)) || Number(/^x/i.test(b)) - Number(/^x/i.test(a)));
    return [...new Set(models)].slice(0, 2).flatMap((model) => [...new Set(arrays)].slice(0, 2).map((name) => `${model}.predict(${name})`));
  }

  /** Names that were assigned before, the last first. */
  assignedBefore(of: Statement): string[] {
    const names = this.#before(of).flatMap(({ assigns }) => assigns);
    return [...new Set([...names.reverse(), ...paramsOf(of)])];
  }

  /** What is in sight of a statement: of its own function before it, and of the module. */
  #before(of: Statement): Statement[] {
    const out: Statement[] = [];
    for (let chunkIdx = 0; chunkIdx <= of.chunkIdx; chunkIdx++) {
      const count = chunkIdx === of.chunkIdx ? of.unitIdx : this.lowered[chunkIdx]!.units.length;
      for (let unitIdx = 0; unitIdx < count; unitIdx++) out.push(...this.#unit(chunkIdx, unitIdx).filter((s) => s.scope === null));
    }
    const own = this.#unit(of.chunkIdx, of.unitIdx).filter((s) => s.to <= of.from && (s.scope === of.scope || s.scope === null));
    return [...out, ...own];
  }

  #unit(chunkIdx: number, unitIdx: number): readonly Statement[] {
    const key = `${chunkIdx} ${unitIdx}`;
    let found = this.#byUnit.get(key);
    const code = this.parsed[chunkIdx]?.sections[unitIdx]?.code;
    if (!found && code) {
      const statements: Statement[] = [];
      const home = { chunk: this.lowered[chunkIdx]!.uri, chunkIdx, unitIdx, text: code.text };
      collect(code.root, null, home, statements);
      this.#byUnit.set(key, (found = statements));
    }
    return found ?? [];
  }
}

/** Names of the parameters of the function that a statement stands in. */
function paramsOf({ scope, text }: Statement): string[] {
  const list = scope?.children.find(({ type }) => type === 'ParamList');
  return (list?.children ?? []).filter(({ type }) => type === 'VariableName').map(({ from, to }) => text.slice(from, to));
}

function counted(text: string): Map<string, number> {
  const counts = new Map<string, number>();
  for (const [n] of text.matchAll(/(?<![\w.])-?\d+(?![\w.])|\b[A-Za-z_]\w*/g)) counts.set(n, (counts.get(n) ?? 0) + 1);
  return counts;
}

interface StatementHome {
  readonly chunk: string;
  readonly chunkIdx: number;
  readonly unitIdx: number;
  readonly text: string;
}

const simple = new Set([
  'ExpressionStatement',
  'AssignStatement',
  'UpdateStatement',
  'ReturnStatement',
  'YieldStatement',
  'AssertStatement',
]);

function collect(node: SyntaxNode, scope: SyntaxNode | null, home: StatementHome, out: Statement[]): void {
  const inner = node.type === 'FunctionDefinition' ? node : scope;
  const isAlone = node.type === 'Body' && node.children.filter(({ type }) => /Statement$|Definition$/.test(type)).length === 1;
  for (const child of node.children)
    if (simple.has(child.type)) out.push(new Statement(child, inner, home, isAlone));
    else collect(child, inner, home, out);
}

/** One item of a list of arguments, a list or a tuple. */
export interface Item {
  readonly from: number;
  readonly to: number;
  readonly isNamed: boolean;
}

export class Statement {
  readonly chunk: string;
  readonly chunkIdx: number;
  readonly unitIdx: number;
  /** The text of the unit: offsets of nodes count in it. */
  readonly text: string;
  readonly from: number;
  readonly to: number;
  /** All nodes in it, outer ones first. */
  readonly nodes: readonly SyntaxNode[];
  readonly assigns: readonly string[];
  readonly reads: readonly string[];
  /** What an assignment of several names assigns to. */
  readonly targets: readonly Item[];
  readonly #parents = new Map<SyntaxNode, SyntaxNode>();
  readonly #targets = new Set<SyntaxNode>();

  constructor(
    readonly node: SyntaxNode,
    /** The function that it stands in. */
    readonly scope: SyntaxNode | null,
    home: StatementHome,
    /** The only one of its block. */
    readonly isAlone: boolean,
  ) {
    ({ chunk: this.chunk, chunkIdx: this.chunkIdx, unitIdx: this.unitIdx, text: this.text } = home);
    this.from = node.from;
    this.to = node.to;
    const nodes: SyntaxNode[] = [];
    const visit = (one: SyntaxNode): void => {
      nodes.push(one);
      for (const child of one.children) {
        this.#parents.set(child, one);
        visit(child);
      }
    };
    visit(node);
    this.nodes = nodes;
    this.#markTargets(node);
    const last = node.children.map(({ type }) => type).lastIndexOf('AssignOp');
    this.targets = node.type === 'AssignStatement' ? this.items({ ...node, children: node.children.slice(0, Math.max(0, last)) }) : [];
    const nameOf = ({ from, to }: SyntaxNode): string => this.text.slice(from, to);
    this.assigns = nodes.filter((one) => one.type === 'VariableName' && this.#targets.has(one)).map(nameOf);
    const isCallee = (one: SyntaxNode): boolean => this.#parents.get(one)?.type === 'CallExpression';
    this.reads = [...new Set(nodes.filter((one) => one.type === 'VariableName' && (this.isRead(one) || isCallee(one))).map(nameOf))];
  }

  /** Everything before the last `=` of an assignment. */
  #markTargets(node: SyntaxNode): void {
    if (node.type !== 'AssignStatement') return;
    const last = node.children.map(({ type }) => type).lastIndexOf('AssignOp');
    const mark = (one: SyntaxNode): void => {
      if (one.type === 'MemberExpression') return;
      this.#targets.add(one);
      for (const child of one.children) mark(child);
    };
    for (const child of node.children.slice(0, Math.max(0, last))) mark(child);
  }

  /** Its own text. */
  get source(): string {
    return this.text.slice(this.from, this.to);
  }

  textOf({ from, to }: { readonly from: number; readonly to: number }): string {
    return this.text.slice(from, to);
  }

  get indent(): string {
    return /[ \t]*$/.exec(this.text.slice(0, this.from))![0];
  }

  edit(from: number, to: number, newText: string): FixEdit {
    return { chunk: this.chunk, unitIdx: this.unitIdx, from, to, newText };
  }

  /** A name whose value is read: neither assigned to nor the name of an argument, nor what is called. */
  isRead(node: SyntaxNode): boolean {
    const parent = this.#parents.get(node);
    if (this.#targets.has(node) || !parent) return false;
    if (parent.type === 'ArgList') {
      const at = parent.children.indexOf(node);
      return parent.children[at + 1]?.type !== 'AssignOp';
    }
    return parent.type !== 'CallExpression' || parent.children[0] !== node;
  }

  /** An expression that another may stand for: not what is assigned to or called, nor the object of a member. */
  isValue(node: SyntaxNode): boolean {
    const parent = this.#parents.get(node);
    if (!parent || this.#targets.has(node) || parent.type === 'CallExpression') return false;
    if (parent.type === 'AssignStatement') return parent.children.at(-1) === node;
    return parent.type !== 'MemberExpression';
  }

  parent(node: SyntaxNode): SyntaxNode | undefined {
    return this.#parents.get(node);
  }

  /** An expression that begins with one of these names: not with a module. */
  isAbout(node: SyntaxNode, names: ReadonlyMap<string, string>): boolean {
    const [first] = node.children;
    if (node.type === 'VariableName') return names.has(this.text.slice(node.from, node.to));
    return (node.type === 'MemberExpression' || node.type === 'CallExpression') && !!first && this.isAbout(first, names);
  }

  /** All that the statement says. */
  isWhole(node: SyntaxNode): boolean {
    return node.from === this.from && node.to === this.to;
  }

  items(list: SyntaxNode): Item[] {
    const out: { from: number; to: number; isNamed: boolean }[] = [];
    let open: { from: number; to: number; isNamed: boolean } | null = null;
    for (const child of list.children) {
      if (child.type === ',' || /^[()[\]{}]$/.test(child.type)) {
        if (open) out.push(open);
        open = null;
      } else if (open) {
        open.to = child.to;
        open.isNamed ||= child.type === 'AssignOp';
      } else open = { from: child.from, to: child.to, isNamed: child.type === '**' };
    }
    if (open) out.push(open);
    return out;
  }
}
