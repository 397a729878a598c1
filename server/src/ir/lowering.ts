import { errorType, type ParsedCode, type SyntaxNode } from '../syntax/parsedChunk';
import type { Expr, Stmt, Target, UnknownExpr } from './ir';

/** Deeper expressions and statements become unknown, here and in everything that walks the instructions recursively. */
const maxDepth = 300;

/** The names that a function, class or module binds while it is lowered. */
export interface Scope {
  /** A comprehension or a block binds for itself; a walrus and a `var` in it bind outside. */
  readonly kind: 'function' | 'class' | 'module' | 'inner';
  readonly bound: Set<string>;
  readonly globals: Set<string>;
  readonly nonlocals: Set<string>;
  /** Type parameters are names without a value. */
  readonly typeParams: Set<string>;
  isGenerator: boolean;
}

/** Offsets and number of a node that is being made. */
export interface Opened {
  readonly id: number;
  readonly from: number;
  readonly to: number;
}

/** What the lowering of one unit shares: the text, the numbering of nodes in preorder, the scopes, the depth. */
export class Lowering {
  readonly text: string;
  readonly spans: (readonly [number, number])[] = [];
  readonly scopes: Scope[] = [];
  #depth = 0;

  constructor(code: ParsedCode) {
    this.text = code.text;
    this.pushScope('module');
  }

  /** Numbers a node; called before its parts are lowered. */
  open(from: number, to: number): Opened {
    const id = this.spans.length;
    this.spans.push([from, to]);
    return { id, from, to };
  }

  openAt(node: SyntaxNode): Opened {
    return this.open(node.from, node.to);
  }

  slice(node: { from: number; to: number }): string {
    return this.text.slice(node.from, node.to);
  }

  /** Runs `lower` one level deeper, or gives what `tooDeep` gives where the text nests beyond all reason. */
  nested<T>(lower: () => T, tooDeep: () => T): T {
    if (this.#depth >= maxDepth) return tooDeep();
    this.#depth++;
    try {
      return lower();
    } finally {
      this.#depth--;
    }
  }

  unknown(at: { from: number; to: number }, parts: () => Expr[] = () => []): UnknownExpr {
    const opened = this.open(at.from, at.to);
    return made(opened, { k: 'unknown', parts: parts() });
  }

  unknownTarget(at: { from: number; to: number }, parts: () => Expr[] = () => []): Target {
    const opened = this.open(at.from, at.to);
    return made(opened, { k: 'unknownTarget', parts: parts() });
  }

  pass(at: { from: number; to: number }): Stmt {
    return made(this.open(at.from, at.to), { k: 'pass' });
  }

  // -------------------------------------------------------------------------------------------- scopes

  get scope(): Scope {
    return this.scopes[this.scopes.length - 1]!;
  }

  pushScope(kind: Scope['kind']): Scope {
    const scope: Scope = { kind, bound: new Set(), globals: new Set(), nonlocals: new Set(), typeParams: new Set(), isGenerator: false };
    this.scopes.push(scope);
    return scope;
  }

  popScope(): Scope {
    return this.scopes.pop()!;
  }

  bind(name: string): void {
    this.scope.bound.add(name);
  }

  /** Binds in the innermost function, class or module, as a walrus and a `var` do. */
  bindOutside(name: string): void {
    this.#binding().bound.add(name);
  }

  /** Marks the innermost function as a generator. */
  markGenerator(): void {
    this.#binding().isGenerator = true;
  }

  #binding(): Scope {
    let idx = this.scopes.length - 1;
    while (idx > 0 && this.scopes[idx]!.kind === 'inner') idx--;
    return this.scopes[idx]!;
  }

  isTypeParam(name: string): boolean {
    for (let i = this.scopes.length - 1; i >= 0; i--) {
      const { bound, typeParams } = this.scopes[i]!;
      if (typeParams.has(name)) return true;
      if (bound.has(name)) return false;
    }
    return false;
  }
}

/**
 * Completes a node that was opened before its parts were lowered. It assigns to the opened object, because copying one with a
 * spread costs some thirty times as much, and an edit makes thousands.
 */
export function made<const T extends object>(opened: Opened, rest: T): Opened & T {
  return Object.assign(opened, rest);
}

export function isError(node: SyntaxNode): boolean {
  return node.type === errorType;
}

/** The first child of a type. */
export function childOf(node: SyntaxNode, type: string): SyntaxNode | null {
  for (const child of node.children) if (child.type === type) return child;
  return null;
}

export function hasChild(node: SyntaxNode, type: string): boolean {
  return childOf(node, type) !== null;
}

/** Splits children at separators; the pieces may be empty. */
export function splitChildren(children: readonly SyntaxNode[], separator: string): SyntaxNode[][] {
  const pieces: SyntaxNode[][] = [[]];
  for (const child of children) {
    if (child.type === separator) pieces.push([]);
    else pieces[pieces.length - 1]!.push(child);
  }
  return pieces;
}
