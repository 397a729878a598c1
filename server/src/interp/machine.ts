import type { TrainingEvent } from './containers/torch/trainingSteps';
import type { Message } from '../../../extension/protocol/localize';
import type { DiagnosticCode } from '../diagnostics/codes';
import type { Diagnostic, RelatedPlace } from '../diagnostics/diagnostic';
import type { Expr, FunctionCode, LoweredChunk, NodeBase } from '../ir/ir';
import type { Place } from '../ir/place';
import { placeOf } from '../ir/place';
import { joinStates } from '../values/join';
import { PersistentMap } from '../values/persistentMap';
import { State } from '../values/state';
import type { BoundArgs, CallSite, FunctionValue, HeapObject, Home, RefValue, ScopeObject, Value, TensorValue } from '../values/value';
import { ref } from '../values/value';
import type { Binding, Fit, LayerCall } from './document/analysis';
import type { ReadLog } from './document/readLog';
import type { Semantics } from './semantics/semantics';
import { javascriptSemantics } from './semantics/semanticsJavaScript';
import { pythonSemantics } from './semantics/semanticsPython';

/** So many of the calls around a fault are named. */
const mostCallers = 3;

/** Thrown when the step budget is used up, caught by `analyse`: the rest of the program stays unknown. */
export class BudgetExceeded extends Error {}

/** What running one unit found. Kept with the unit's state, so that a later analysis takes it over when the unit did not change. */
export interface UnitLog {
  readonly diagnostics: Diagnostic[];
  readonly layerCalls: LayerCall[];
  readonly bindings: Binding[];
  readonly values: Map<string, Map<number, Value>>;
  /** Functions that were called, and functions that came to be: the difference is run at the end. */
  readonly called: Set<FunctionCode>;
  readonly created: FunctionValue[];
  /** Object ids of the models that came to be. */
  readonly models: number[];
  readonly fits: Fit[];
  readonly dependencies: Set<string>;
  readonly missing: Set<string>;
  readonly chunks: Map<string, LoweredChunk>;
  usesLibrary: boolean;
  callsSeen: number;
  callsKnown: number;
}

export function emptyLog(): UnitLog {
  return {
    diagnostics: [],
    layerCalls: [],
    bindings: [],
    values: new Map(),
    called: new Set(),
    created: [],
    models: [],
    fits: [],
    dependencies: new Set(),
    missing: new Set(),
    chunks: new Map(),
    usesLibrary: false,
    callsSeen: 0,
    callsKnown: 0,
  };
}

/** One activation: of a module, a function or a class body. */
export interface Frame {
  readonly home: Home;
  readonly semantics: Semantics;
  /** Object id of the innermost scope; blocks and comprehensions change it. */
  scope: number;
  readonly fn: FunctionCode | null;
  /** `this`, or the first argument of a method. */
  readonly self: Value | null;
  /** Class that the running method belongs to. */
  readonly owner: number | null;
  /** Object id of the module's scope. */
  readonly module: number;
  readonly returns: { readonly state: State; readonly value: Value }[];
  readonly loops: LoopFrame[];
  /** Of a running generator: what it has yielded. */
  readonly yields: Yields | null;
  /** The call that made this frame, in the frame below. */
  readonly callPlace: Place | null;
  readonly below: Frame | null;
  readonly depth: number;
  /** `Machine.uncertain` when the frame was made. */
  readonly uncertain: number;
}

/** The call of a layer whose code is a class of the program. */
export interface Caller {
  readonly place: Place;
  readonly message: Message;
  readonly outer: Caller | null;
}

/** What the body of a generator yields, in order, as long as the order is sure. */
export interface Yields {
  readonly values: Value[];
  isExact: boolean;
  /** `Machine.uncertain` when the body began. */
  readonly uncertain: number;
  /** State at the last `yield`. */
  last: State | null;
}

/** A path that ended by an exception, inside a `try`. */
export interface Raised {
  readonly state: State;
  /** The exception or its class; null when it is not known. */
  readonly value: Value | null;
}

export interface LoopFrame {
  readonly label: string | null;
  /** A labelled block takes `break` with its label only. */
  readonly isLoop: boolean;
  /** The variables that a `for` binds anew each turn. */
  readonly names?: ReadonlySet<string>;
  breaks: State | null;
  continues: State | null;
}

/** The call that declared an input: `keras.Input(…)`, `tf.input({…})`, or a first layer with `input_shape`. */
export interface InputSite {
  readonly args: BoundArgs;
  readonly site: CallSite;
  readonly style: 'python' | 'config';
  readonly op: string;
}

/** What does not change while a program runs. */
export interface Program {
  readonly own: ReadonlySet<string>;
  readonly roots: readonly string[];
  readonly stepBudget: number;
  readonly undefinedNames: boolean;
  /** Versions of the libraries in use, as far as they are known. */
  readonly versions: Readonly<Record<string, string>>;
  /** Text of an imported file: null when it does not exist, undefined when the snapshot does not tell. */
  readFile(uri: string): string | null | undefined;
  lower(uri: string, text: string): LoweredChunk;
  /** A chunk of the document itself. */
  ownChunk(uri: string): LoweredChunk | undefined;
}

/** Codes of faults that no comparison of sizes can guard against. */
const namesOnly: ReadonlySet<DiagnosticCode> = new Set([
  'dtype-mismatch',
  'missing-argument',
  'missing-attribute',
  'removed-api',
  'undefined-name',
  'unknown-argument',
]);

/** The running interpreter: the state of the path it is on, and what it has found. */
export class Machine {
  /** State of the path at hand; null when nothing arrives here. */
  state: State | null = State.empty;
  log: UnitLog = emptyLog();
  steps = 0;
  nextId = 1;
  /** The expression that is being evaluated, for what is reported of operators and attributes. */
  here: Place | null = null;
  /** The key in `object[key]` as it is written, while that is looked up. */
  /** The member that is asked for of the expression that was last begun with. */
  wanted: string | null = null;
  /** The expression that was last looked at because it is called. */
  called: Expr | null = null;
  hereIndex: Expr | null = null;
  /** Above zero nothing is reported: the code may raise and be caught, or is run for its values only. */
  muted = 0;
  frame!: Frame;
  /** The layers of the program whose code is running, the innermost first: what is reported inside says where they were called. */
  callers: Caller | null = null;
  /** `training` of the innermost layer call that was given one. */
  training: Value | null = null;
  /** Looked-up numbers and what an embedding made of them, while data runs through code of the program; null when nobody asks. */
  lookups: { readonly embedded: TensorValue; readonly data: TensorValue }[] | null = null;
  /** What the training loops at hand did, in order (`containers/torch/trainingSteps`); null outside of loops. */
  trainingEvents: TrainingEvent[] | null = null;
  /** Above zero no gradients are kept: `with torch.no_grad()`. */
  withoutGradients = 0;
  /** Counts functions and classes that came to be: each keeps the scopes around it alive. */
  closures = 0;
  /** Scopes of modules that were run, by uri. */
  modules = PersistentMap.empty<string, number>();
  /** Where the inputs of graphs were declared, by the id of their producer: a fix may edit them. */
  inputSites = PersistentMap.empty<number, InputSite>();
  /** Exceptions inside the innermost `try` that catches, if any. */
  raises: Raised[] | null = null;
  /** The exception that the handler at hand has caught, if it is known. */
  handling: Value | null = null;
  /** Counts what may have raised without our knowing: calls of other people's code, operations on what is not known. */
  hazards = 0;
  /** Steps at which the loops that are being unrolled have taken enough of them; null outside of loops. */
  unrolledUntil: number | null = null;
  /** Above zero the code stands behind a condition that is not known, or in a loop of which it is not known how often it turns. */
  uncertain = 0;

  /** Ends the path by an exception where a `try` may catch it; elsewhere what follows is looked at all the same. */
  raise(value: Value | null): void {
    if (!this.raises || !this.state) return;
    this.raises.push({ state: this.state, value });
    this.state = null;
  }

  constructor(readonly program: Program) {
    this.#limit = program.stepBudget;
  }

  #limit: number;

  step(): void {
    if (++this.steps > this.#limit) throw new BudgetExceeded();
  }

  /** Runs with a nearer limit, given as a count of steps since the start. */
  withBudget(limit: number, run: () => void): void {
    const outer = this.#limit;
    this.#limit = limit;
    try {
      run();
    } finally {
      this.#limit = outer;
    }
  }

  /** Back to no frame at all, after an abort in the middle of calls. */
  resetFrames(): void {
    this.frame = undefined as unknown as Frame;
    this.muted = 0;
    this.here = null;
    this.guarded = 0;
    this.ofOtherVersions = 0;
    this.raises = null;
    this.callers = null;
    this.training = null;
    this.lookups = null;
    this.uncertain = 0;
    this.trainingEvents = null;
    this.withoutGradients = 0;
  }

  /** Symbols get numbers of their own, by name, so that no two extents are taken for the same. */
  nextSymbol(name: string): string {
    const count = (this.symbols.get(name) ?? 0) + 1;
    this.symbols = this.symbols.set(name, count);
    return count === 1 ? '' : String(count);
  }

  /** A name for an extent that no other has. */
  nextName(name: string): string {
    return `${name}${this.nextSymbol(name)}`;
  }

  /** How many symbols of a name there are. */
  symbols = PersistentMap.empty<string, number>();
  /** What the program says of where it runs: libraries that it imports (`import tf_keras`), variables that it sets (`env KERAS_BACKEND`). */
  facts = PersistentMap.empty<string, string>();

  /** Runs something for what it would find. The state is as before, and nothing is reported or recorded. */
  probe<T>(run: () => T): { readonly value: T; readonly found: readonly Diagnostic[] } {
    const { state, log, muted, guarded, inputSites, symbols, raises, reads } = this;
    const hasWritten = reads?.hasWritten ?? false;
    this.log = emptyLog();
    this.muted = 0;
    this.guarded = 0;
    this.raises = null;
    try {
      const value = run();
      return { value, found: this.log.diagnostics };
    } finally {
      for (const fn of this.log.called) log.called.add(fn);
      Object.assign(this, { state, log, muted, guarded, inputSites, symbols, raises });
      if (reads) reads.hasWritten = hasWritten;
    }
  }

  get isDead(): boolean {
    return this.state === null;
  }

  /** A function runs that nobody calls: what its callers did before is not known. */
  isUncalled = false;
  /** Objects from this id on were made in that run. */
  uncalledFrom = 0;

  /** What is read of the objects that were there before, while somebody listens. */
  reads: ReadLog | null = null;

  get(id: number): HeapObject | undefined {
    const object = this.state?.get(id);
    if (this.reads && id < this.reads.below) this.reads.objects.add(id);
    return object;
  }

  /** A file as a whole. What stands elsewhere in it no state tells: whoever looks there is run again after each edit. */
  wholeChunk(uri: string): LoweredChunk | undefined {
    if (this.reads) this.reads.hasLookedBeyond = true;
    return this.log.chunks.get(uri) ?? this.program.ownChunk(uri);
  }

  /** A scope whose names are listened to one by one (`scopes.ts`): that of a module changes with every statement. */
  scope(id: number): ScopeObject | undefined {
    const object = this.state?.get(id);
    return object?.kind === 'scope' ? object : undefined;
  }

  set(id: number, object: HeapObject): void {
    if (this.reads && id < this.reads.below) this.reads.hasWritten = true;
    if (this.state) this.state = this.state.with(id, object);
  }

  alloc(object: HeapObject): RefValue {
    const id = this.nextId++;
    this.set(id, object);
    return ref(id);
  }

  place(node: NodeBase): Place {
    return placeOf(this.frame.home.chunk, this.frame.home.unitIdx, node.id);
  }

  /** Remembers the value of an expression for hovers. */
  record(node: NodeBase, value: Value): void {
    const { chunk } = this.frame.home;
    if (this.muted || !this.program.own.has(chunk)) return;
    let nodes = this.log.values.get(chunk);
    if (!nodes) this.log.values.set(chunk, (nodes = new Map<number, Value>()));
    nodes.set(this.place(node).node, value);
  }

  bind(name: string, node: NodeBase, value: Value): void {
    if (this.muted || !this.program.own.has(this.frame.home.chunk)) return;
    const kind = this.#bindingKind(value);
    if (kind) this.log.bindings.push({ name, place: this.place(node), value: this.#base(value), kind, isTopLevel: this.frame.fn === null });
  }

  /** What an instance is to the framework. */
  #base(value: Value): Value {
    const object = value.kind === 'ref' ? this.get(value.id) : undefined;
    return object?.kind === 'instance' && object.base !== undefined ? ref(object.base) : value;
  }

  #bindingKind(value: Value): Binding['kind'] | null {
    if (value.kind === 'tensor') return 'tensor';
    const base = this.#base(value);
    const object = base.kind === 'ref' ? this.get(base.id) : undefined;
    return object?.kind === 'layer' || object?.kind === 'model' ? object.kind : null;
  }

  /** Above zero the code stands behind a condition that may be the very guard of its shapes. */
  guarded = 0;
  /** Above zero the code may be for another version of a library than the one at hand. */
  ofOtherVersions = 0;

  get isSilent(): boolean {
    return this.muted > 0 || this.guarded > 0 || this.ofOtherVersions > 0;
  }

  /** True where nothing of this kind is reported. */
  silences(code: DiagnosticCode): boolean {
    return this.muted > 0 || this.ofOtherVersions > 0 || (this.guarded > 0 && !namesOnly.has(code));
  }

  report(diagnostic: Diagnostic): void {
    if (this.silences(diagnostic.code)) return;
    const own = this.#inOwnText(this.#withCallers(diagnostic));
    if (
      own &&
      !this.log.diagnostics.some((d) => d.code === own.code && d.place.node === own.place.node && d.place.chunk === own.place.chunk)
    ) {
      this.log.diagnostics.push(own);
    }
  }

  #withCallers(diagnostic: Diagnostic): Diagnostic {
    const calls: RelatedPlace[] = [];
    for (let caller = this.callers; caller && calls.length < mostCallers; caller = caller.outer) calls.push(caller);
    return calls.length
      ? { ...diagnostic, related: [...diagnostic.related, ...calls.map(({ place, message }) => ({ place, message }))] }
      : diagnostic;
  }

  /** A fault inside an imported file stands on the innermost call in the document itself; the inner place is the cause. */
  #inOwnText(diagnostic: Diagnostic): Diagnostic | null {
    if (this.program.own.has(diagnostic.place.chunk)) return diagnostic;
    for (let frame: Frame | null = this.frame; frame; frame = frame.below) {
      if (frame.callPlace && frame.below && this.program.own.has(frame.callPlace.chunk)) {
        const inner = { place: diagnostic.place, message: diagnostic.message };
        return { ...diagnostic, place: frame.callPlace, related: [...diagnostic.related, inner] };
      }
    }
    return null;
  }

  /** Runs `then` and `otherwise` on copies of the path and goes on with what both leave. */
  fork(then: () => void, otherwise: () => void): void {
    const before = this.state;
    this.uncertain++;
    then();
    const after = this.state;
    this.state = before;
    otherwise();
    this.uncertain--;
    // What a generator yields behind a path that may have ended is not sure.
    if (this.frame.yields && (after === null) !== (this.state === null)) this.frame.yields.isExact = false;
    this.state = joinStates(after, this.state);
  }

  /** Drops a scope that nothing can reach any more: no function or class was made since it was opened. */
  dropScope(id: number, closuresBefore: number): void {
    if (this.closures === closuresBefore && this.state) this.state = this.state.without(id);
  }

  newScope(level: ScopeObject['level'], parent: number | null, more: Partial<ScopeObject> = {}): number {
    return this.alloc({
      kind: 'scope',
      vars: PersistentMap.empty(),
      parent,
      level,
      uri: null,
      isOpen: false,
      globals: [],
      nonlocals: [],
      ...more,
    }).id;
  }

  pushFrame(frame: Omit<Frame, 'below' | 'depth' | 'uncertain' | 'returns' | 'loops' | 'yields'>, yields: Yields | null = null): Frame {
    const below = this.frame as Frame | undefined;
    this.frame = {
      ...frame,
      returns: [],
      loops: [],
      yields,
      below: below ?? null,
      depth: (below?.depth ?? 0) + 1,
      uncertain: this.uncertain,
    };
    return this.frame;
  }

  /** The frame of the caller becomes the current one. */
  popFrame(): void {
    this.frame = this.frame.below!;
  }
}

/** Stands for what the program sets to something that is not known. */
export const unknownFact = '?';

/** What the program has set: `undefined` when it has not, null when nobody knows to what. */
export function readFact(m: Machine, name: string): string | null | undefined {
  const found = m.facts.get(name);
  return found === unknownFact ? null : found;
}

export function semanticsOf(language: LoweredChunk['language']): Semantics {
  return language === 'python' ? pythonSemantics : javascriptSemantics;
}
