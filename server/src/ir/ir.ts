import type { Language } from '../syntax/parsedChunk';

/**
 * The one instruction form into which Python, TypeScript and JavaScript are lowered.
 *
 * A chunk (a file, or a cell of a notebook) is a list of *units*, one a top-level statement. Everything inside a unit is
 * relative to the unit: offsets count from its start, ids count its nodes in preorder. A unit whose text is unchanged keeps
 * its very instructions, wherever edits elsewhere move it; that is what lets an analysis resume at the first unit that changed.
 *
 * The form is structured (no jumps) and immutable. It keeps what the two languages share and leaves to the interpreter's
 * `semantics` what they do not: truth, division, numbers, scoping of names, binding of arguments.
 */

export type { Language };

/** What every instruction has. Offsets are UTF-16 code units from the start of the unit. */
export interface NodeBase {
  /** Preorder number within the unit, from 0; below 2^20. */
  readonly id: number;
  readonly from: number;
  readonly to: number;
}

export interface LoweredChunk {
  readonly uri: string;
  readonly language: Language;
  readonly text: string;
  readonly units: readonly Unit[];
  /** Indices into `units` in the order of execution: JavaScript's function declarations and imports come first. */
  readonly order: readonly number[];
  /** True where the text is broken somewhere, so that absence of a name proves nothing. */
  readonly broken: boolean;
}

export interface Unit {
  /** Offset of the unit in its chunk. */
  readonly start: number;
  readonly code: UnitCode;
}

/** The position-free part of a unit, shared between equal texts. */
export interface UnitCode {
  readonly text: string;
  readonly body: readonly Stmt[];
  /** By id: `[from, to]` of each node, relative to the unit. */
  readonly spans: readonly (readonly [number, number])[];
}

// ---------------------------------------------------------------------------------------------- expressions

export type Expr =
  | ConstExpr
  | NameExpr
  | AttrExpr
  | IndexExpr
  | SliceExpr
  | CallExpr
  | SequenceExpr
  | DictExpr
  | BinaryExpr
  | UnaryExpr
  | LogicalExpr
  | CompareExpr
  | ConditionalExpr
  | FunctionExpr
  | ClassExpr
  | FormatExpr
  | ComprehensionExpr
  | SuspendExpr
  | AssignExpr
  | SpreadExpr
  | UnknownExpr;

export interface ConstExpr extends NodeBase {
  readonly k: 'const';
  /** `int` and `float` as Python tells them apart; JavaScript's numbers are `int` when written without fraction and exponent. */
  readonly type: 'int' | 'float' | 'str' | 'bytes' | 'bool' | 'none' | 'undefined' | 'ellipsis' | 'bigint' | 'regexp' | 'complex';
  readonly value: number | string | boolean | null;
}

export interface NameExpr extends NodeBase {
  readonly k: 'name';
  /** `this` and `super` are names too. */
  readonly name: string;
}

export interface AttrExpr extends NodeBase {
  readonly k: 'attr';
  readonly object: Expr;
  readonly name: string;
  /** Where the name itself stands. */
  readonly nameFrom: number;
  readonly nameTo: number;
  /** `a?.b` */
  readonly optional: boolean;
}

export interface IndexExpr extends NodeBase {
  readonly k: 'index';
  readonly object: Expr;
  /** `x[1, 2:3]` has a tuple here. */
  readonly index: Expr;
  readonly optional: boolean;
}

export interface SliceExpr extends NodeBase {
  readonly k: 'slice';
  readonly lower: Expr | null;
  readonly upper: Expr | null;
  readonly step: Expr | null;
}

export interface CallExpr extends NodeBase {
  readonly k: 'call';
  readonly callee: Expr;
  readonly args: readonly Arg[];
  /** Offsets of the parentheses, inside of which a fix may add arguments: after `(` and before `)`. */
  readonly argsFrom: number;
  readonly argsTo: number;
  readonly isNew: boolean;
  readonly optional: boolean;
}

export interface Arg {
  /** `name=value` in Python. */
  readonly name: string | null;
  /** `*value` and JavaScript's `...value` are `positional`, `**value` is `keyword`. */
  readonly spread: 'none' | 'positional' | 'keyword';
  readonly value: Expr;
  /** The whole argument with its name. */
  readonly from: number;
  readonly to: number;
}

export interface SequenceExpr extends NodeBase {
  readonly k: 'tuple' | 'list' | 'set';
  /** A `SpreadExpr` stands for several items. */
  readonly items: readonly Expr[];
}

/** A Python dict or a JavaScript object literal. */
export interface DictExpr extends NodeBase {
  readonly k: 'dict';
  readonly entries: readonly DictEntry[];
  readonly isObject: boolean;
}

export interface DictEntry {
  /** `null` for `**value` and `...value`. JavaScript's plain keys are string constants. */
  readonly key: Expr | null;
  readonly value: Expr;
  readonly from: number;
  readonly to: number;
}

export type BinaryOp = '+' | '-' | '*' | '/' | '//' | '%' | '**' | '@' | '<<' | '>>' | '>>>' | '&' | '|' | '^';

export interface BinaryExpr extends NodeBase {
  readonly k: 'binary';
  readonly op: BinaryOp;
  readonly left: Expr;
  readonly right: Expr;
}

export interface UnaryExpr extends NodeBase {
  readonly k: 'unary';
  readonly op: '-' | '+' | '~' | 'not' | 'typeof' | 'void' | 'delete';
  readonly operand: Expr;
}

export interface LogicalExpr extends NodeBase {
  readonly k: 'logical';
  readonly op: 'and' | 'or' | 'nullish';
  readonly left: Expr;
  readonly right: Expr;
}

export type CompareOp = '==' | '!=' | '===' | '!==' | '<' | '<=' | '>' | '>=' | 'in' | 'not in' | 'is' | 'is not' | 'instanceof';

/** `a < b < c` as written: each operand is evaluated once. */
export interface CompareExpr extends NodeBase {
  readonly k: 'compare';
  readonly left: Expr;
  readonly rest: readonly { readonly op: CompareOp; readonly right: Expr }[];
}

export interface ConditionalExpr extends NodeBase {
  readonly k: 'conditional';
  readonly test: Expr;
  readonly then: Expr;
  readonly else: Expr;
}

/** A lambda, an arrow function or a function expression. */
export interface FunctionExpr extends NodeBase {
  readonly k: 'function';
  readonly fn: FunctionCode;
}

export interface ClassExpr extends NodeBase {
  readonly k: 'classExpr';
  readonly cls: ClassCode;
}

/** An f-string or a template literal. */
export interface FormatExpr extends NodeBase {
  readonly k: 'format';
  readonly parts: readonly FormatPart[];
}

export type FormatPart =
  | { readonly k: 'text'; readonly text: string }
  /** `spec` is null where there is none; a nested spec is a format of its own. */
  | { readonly k: 'value'; readonly value: Expr; readonly conversion: 'r' | 's' | 'a' | null; readonly spec: FormatExpr | null };

export interface ComprehensionExpr extends NodeBase {
  readonly k: 'comprehension';
  readonly kind: 'list' | 'set' | 'dict' | 'generator';
  /** Only of a dict. */
  readonly key: Expr | null;
  readonly element: Expr;
  readonly clauses: readonly ComprehensionClause[];
}

export type ComprehensionClause =
  | { readonly k: 'for'; readonly target: Target; readonly iter: Expr; readonly isAsync: boolean }
  | { readonly k: 'if'; readonly test: Expr };

export interface SuspendExpr extends NodeBase {
  readonly k: 'await' | 'yield' | 'yieldFrom';
  readonly value: Expr | null;
}

/** The walrus, and JavaScript's assignments and `++` used as expressions. */
export interface AssignExpr extends NodeBase {
  readonly k: 'assignExpr';
  readonly target: Target;
  /** `null` for a plain assignment. */
  readonly op: BinaryOp | 'and' | 'or' | 'nullish' | null;
  readonly value: Expr;
  /** `i++` has the value before. */
  readonly returnsOld: boolean;
}

/** `*xs` or `...xs` among items or targets. */
export interface SpreadExpr extends NodeBase {
  readonly k: 'spread';
  readonly value: Expr;
}

/** What is broken, or not in the form: its value is unknown; its parts are still evaluated for what they do. */
export interface UnknownExpr extends NodeBase {
  readonly k: 'unknown';
  readonly parts: readonly Expr[];
}

// ---------------------------------------------------------------------------------------------- targets

export type Target =
  | NameTarget
  | (NodeBase & { readonly k: 'attrTarget'; readonly object: Expr; readonly name: string })
  | (NodeBase & { readonly k: 'indexTarget'; readonly object: Expr; readonly index: Expr })
  /** `a, *b = …` and `[a, ...b] = …`; a hole of a JavaScript pattern is `null`. */
  | (NodeBase & { readonly k: 'sequenceTarget'; readonly items: readonly (TargetItem | null)[] })
  /** `{a, b: c = 1, ...rest} = …` */
  | (NodeBase & {
      readonly k: 'objectTarget';
      readonly entries: readonly { readonly key: Expr; readonly target: Target; readonly fallback: Expr | null }[];
      readonly rest: Target | null;
    })
  | (NodeBase & { readonly k: 'unknownTarget'; readonly parts: readonly Expr[] });

export interface NameTarget extends NodeBase {
  readonly k: 'nameTarget';
  readonly name: string;
}

export interface TargetItem {
  readonly target: Target;
  readonly isRest: boolean;
  /** A default in a JavaScript pattern. */
  readonly fallback: Expr | null;
}

// ---------------------------------------------------------------------------------------------- functions and classes

export interface FunctionCode {
  readonly name: string | null;
  readonly nameFrom: number;
  readonly nameTo: number;
  readonly params: readonly Param[];
  readonly body: readonly Stmt[];
  /** Names that the body binds (Python: all local ones; JavaScript: parameters and `var`s). */
  readonly locals: readonly string[];
  readonly globals: readonly string[];
  readonly nonlocals: readonly string[];
  readonly isAsync: boolean;
  readonly isGenerator: boolean;
  /** Arrow functions and lambdas: no `this` of their own. */
  readonly isArrow: boolean;
  /** Source text of the docstring or of the comment before it, for hovers. */
  readonly doc: string | null;
}

export interface Param {
  readonly name: string;
  /** A pattern parameter of JavaScript; then `name` is empty. */
  readonly pattern: Target | null;
  readonly kind: 'positional' | 'positionalOnly' | 'keywordOnly' | 'rest' | 'keywordRest';
  readonly fallback: Expr | null;
  readonly annotation: Expr | null;
  readonly from: number;
  readonly to: number;
}

export interface ClassCode {
  readonly name: string | null;
  readonly nameFrom: number;
  readonly nameTo: number;
  readonly bases: readonly Arg[];
  /** Methods are function statements, fields are assignments (JavaScript's instance fields have `isField`). */
  readonly body: readonly Stmt[];
  readonly doc: string | null;
}

// ---------------------------------------------------------------------------------------------- statements

export type Stmt =
  | (NodeBase & { readonly k: 'expr'; readonly value: Expr })
  | AssignStmt
  | (NodeBase & {
      readonly k: 'augAssign';
      readonly target: Target;
      readonly op: BinaryOp | 'and' | 'or' | 'nullish';
      readonly value: Expr;
    })
  | (NodeBase & { readonly k: 'if'; readonly test: Expr; readonly then: readonly Stmt[]; readonly else: readonly Stmt[] })
  | (NodeBase & {
      readonly k: 'while';
      readonly test: Expr;
      readonly body: readonly Stmt[];
      /** Runs after the body and after `continue`: the third part of JavaScript's `for`. */
      readonly update: readonly Expr[];
      readonly else: readonly Stmt[];
      /** `do … while`: the body runs once before the test. */
      readonly bodyFirst: boolean;
      readonly label: string | null;
    })
  | ForStmt
  | (NodeBase & { readonly k: 'return'; readonly value: Expr | null })
  | (NodeBase & { readonly k: 'break' | 'continue'; readonly label: string | null })
  | (NodeBase & { readonly k: 'raise'; readonly value: Expr | null; readonly cause: Expr | null })
  | (NodeBase & {
      readonly k: 'try';
      readonly body: readonly Stmt[];
      readonly handlers: readonly Handler[];
      readonly else: readonly Stmt[];
      readonly finally: readonly Stmt[];
    })
  | (NodeBase & {
      readonly k: 'with';
      readonly items: readonly { readonly value: Expr; readonly target: Target | null }[];
      readonly body: readonly Stmt[];
      readonly isAsync: boolean;
    })
  | FunctionStmt
  | (NodeBase & { readonly k: 'class'; readonly cls: ClassCode; readonly decorators: readonly Expr[] })
  | ImportStmt
  | (NodeBase & {
      readonly k: 'export';
      readonly names: readonly { readonly local: string; readonly exported: string }[];
      readonly fallback: Expr | null;
    })
  | (NodeBase & { readonly k: 'delete'; readonly targets: readonly Target[] })
  | (NodeBase & { readonly k: 'assert'; readonly test: Expr; readonly message: Expr | null })
  | (NodeBase & { readonly k: 'match'; readonly subject: Expr; readonly cases: readonly MatchCase[] })
  /** A JavaScript `switch`: cases fall through; `test` is null for `default`. */
  | (NodeBase & {
      readonly k: 'switch';
      readonly subject: Expr;
      readonly cases: readonly { readonly test: Expr | null; readonly body: readonly Stmt[] }[];
      readonly label: string | null;
    })
  /** A JavaScript block with its own `let`, `const`, `class` and function names. */
  | (NodeBase & { readonly k: 'block'; readonly names: readonly string[]; readonly body: readonly Stmt[]; readonly label: string | null })
  | (NodeBase & { readonly k: 'pass' })
  /** A statement that is broken or not in the form: what it would bind is unknown afterwards. */
  | (NodeBase & {
      readonly k: 'unknownStmt';
      readonly parts: readonly Expr[];
      readonly binds: readonly string[];
      readonly body: readonly Stmt[];
    });

export interface AssignStmt extends NodeBase {
  readonly k: 'assign';
  /** `a = b = value` has two. */
  readonly targets: readonly Target[];
  /** Null for a declaration without a value (`x: int`, `let x`). */
  readonly value: Expr | null;
  readonly annotation: Expr | null;
  readonly declares: 'let' | 'const' | 'var' | null;
  /** An instance field of a JavaScript class: evaluated for each instance. */
  readonly isField: boolean;
  readonly isExported: boolean;
}

export interface ForStmt extends NodeBase {
  readonly k: 'for';
  readonly target: Target;
  readonly iter: Expr;
  readonly body: readonly Stmt[];
  readonly else: readonly Stmt[];
  /** `for … in` of JavaScript runs over keys. */
  readonly overKeys: boolean;
  readonly isAsync: boolean;
  readonly declares: 'let' | 'const' | 'var' | null;
  readonly label: string | null;
}

export interface Handler {
  /** Null catches everything. */
  readonly type: Expr | null;
  readonly target: Target | null;
  readonly body: readonly Stmt[];
}

export interface FunctionStmt extends NodeBase {
  readonly k: 'def';
  readonly fn: FunctionCode;
  readonly decorators: readonly Expr[];
  readonly isExported: boolean;
  /** Of a JavaScript class member. */
  readonly accessor: 'get' | 'set' | null;
  readonly isStatic: boolean;
}

export interface ImportStmt extends NodeBase {
  readonly k: 'import';
  /** `a.b` in Python, the specifier in JavaScript. */
  readonly module: string;
  /** The text of Python's module path; null in JavaScript. */
  readonly moduleAt: NodeBase | null;
  /** Leading dots of a relative Python import. */
  readonly level: number;
  /** `import a.b as c` / `import * as c`: bound whole; Python's `import a.b` without `as` binds `a`. */
  readonly whole: { readonly name: string; readonly bindsTop: boolean } | null;
  readonly names: readonly ImportedName[];
  readonly star: boolean;
  /** `import type` and the like: nothing at run time. */
  readonly typeOnly: boolean;
  /** `export … from`: the names are exported, not bound. */
  readonly reExports: boolean;
}

export interface ImportedName {
  /** `default` for JavaScript's default import. */
  readonly name: string;
  readonly as: string;
  /** A node of its own in Python; null in JavaScript. */
  readonly id: number | null;
  readonly from: number;
  readonly to: number;
}

export interface MatchCase {
  readonly pattern: Pattern;
  readonly guard: Expr | null;
  readonly body: readonly Stmt[];
}

export type Pattern =
  | (NodeBase & { readonly k: 'valuePattern'; readonly value: Expr })
  | (NodeBase & { readonly k: 'capturePattern'; /** Null for `_`. */ readonly name: string | null; readonly pattern: Pattern | null })
  | (NodeBase & { readonly k: 'sequencePattern'; readonly items: readonly Pattern[]; readonly restIdx: number | null })
  | (NodeBase & {
      readonly k: 'mappingPattern';
      readonly entries: readonly { readonly key: Expr; readonly pattern: Pattern }[];
      readonly rest: string | null;
    })
  | (NodeBase & {
      readonly k: 'classPattern';
      readonly cls: Expr;
      readonly positional: readonly Pattern[];
      readonly keywords: readonly { readonly name: string; readonly pattern: Pattern }[];
    })
  | (NodeBase & { readonly k: 'orPattern'; readonly options: readonly Pattern[] })
  | (NodeBase & { readonly k: 'unknownPattern'; readonly binds: readonly string[] });
