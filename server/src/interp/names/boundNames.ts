import type { Expr, FunctionCode, Pattern, Stmt, Target, UnitCode } from '../../ir/ir';

/** The names that a unit binds, found once for each text. */
export interface BoundNames {
  /** In the module's own scope, also from inside of functions by `global`. */
  readonly module: ReadonlySet<string>;
  /** In any scope. */
  readonly anywhere: ReadonlySet<string>;
  /** More than once, in whatever scopes. */
  readonly again: ReadonlySet<string>;
}

export function boundNames(code: UnitCode): BoundNames {
  let found = known.get(code);
  if (!found) {
    const scanner = new Scanner();
    scanner.visit(code.body);
    known.set(code, (found = scanner));
  }
  return found;
}

const known = new WeakMap<UnitCode, BoundNames>();

class Scanner implements BoundNames {
  readonly module = new Set<string>();
  readonly anywhere = new Set<string>();
  readonly again = new Set<string>();
  #depth = 0;

  /** Any part of the instruction form. */
  visit(part: unknown): void {
    if (Array.isArray(part)) {
      for (const item of part) this.visit(item);
      return;
    }
    if (typeof part !== 'object' || part === null) return;
    if ('params' in part && 'locals' in part) {
      this.#function(part as FunctionCode);
      return;
    }
    const node = part as Stmt | Expr | Target | Pattern;
    switch (node.k) {
      case 'nameTarget':
      case 'capturePattern':
        if (node.name) this.#bind(node.name);
        break;
      case 'mappingPattern':
        if (node.rest) this.#bind(node.rest);
        break;
      case 'unknownPattern':
      case 'unknownStmt':
        node.binds.forEach((name) => this.#bind(name));
        break;
      case 'import':
        if (node.whole) this.#bind(node.whole.name);
        for (const { as } of node.names) this.#bind(as);
        return;
      case 'def':
        if (node.fn.name) this.#bind(node.fn.name);
        break;
      case 'class':
        if (node.cls.name) this.#bind(node.cls.name);
        this.visit([node.decorators, node.cls.bases.map(({ value }) => value)]);
        this.#inner(() => this.visit(node.cls.body));
        return;
      case 'comprehension':
        this.#comprehension(node);
        return;
      default:
    }
    for (const child of Object.values(part)) if (typeof child === 'object') this.visit(child);
  }

  #function({ params, body, globals }: FunctionCode): void {
    for (const name of globals) this.module.add(name);
    for (const { fallback } of params) this.visit(fallback);
    this.#inner(() => {
      for (const { name } of params) this.#bind(name);
      this.visit(body);
    });
  }

  /** Its targets are its own; a walrus binds outside. */
  #comprehension(node: Extract<Expr, { k: 'comprehension' }>): void {
    for (const clause of node.clauses) {
      if (clause.k === 'for') {
        this.#inner(() => this.visit(clause.target));
        this.visit(clause.iter);
      } else this.visit(clause.test);
    }
    this.visit([node.key, node.element]);
  }

  #inner(run: () => void): void {
    this.#depth++;
    run();
    this.#depth--;
  }

  #bind(name: string): void {
    if (this.anywhere.has(name)) this.again.add(name);
    this.anywhere.add(name);
    if (this.#depth === 0) this.module.add(name);
  }
}
