import type { Place } from '../ir/place';
import type { CallExpr, ClassCode, Expr, FunctionCode, UnitCode } from '../ir/ir';
import type { Dim } from './dim';
import type { MaybeShape } from './shape';
import type { PersistentMap } from './persistentMap';

/**
 * What an expression can be. Plain values are immutable and compared by content; everything with an identity is a `ref`
 * to an object of the state's heap, so that aliases and mutation work and states stay cheap to copy.
 */
export type Value =
  | UnknownValue
  | NumberValue
  | StrValue
  | BoolValue
  | NoneValue
  | TupleValue
  | SliceValue
  | RangeValue
  | TensorValue
  | FunctionValue
  | BoundMethodValue
  | LibraryValue
  | RefValue;

/** Nothing is known. `path` names the library entry it came from, if any, so that `a.b.c` can be told in hovers. */
export interface UnknownValue {
  readonly kind: 'unknown';
  readonly path: string | null;
  /** The qualified name by which the program reached it, where that is another: what exists hangs on it. */
  readonly spelled?: string;
  /** What it is where it is used as an extent: an argument that nobody has given yet. */
  readonly extent?: Dim;
}

/** Python's int and float and JavaScript's number. `value` is an extent for ints (literal, symbolic, unknown). */
export type NumberValue = { readonly kind: 'int'; readonly value: Dim } | { readonly kind: 'float'; readonly value: number | null };

export interface StrValue {
  readonly kind: 'str';
  /** Null: some string. */
  readonly value: string | null;
}

export interface BoolValue {
  readonly kind: 'bool';
  /** Null: true or false. */
  readonly value: boolean | null;
}

/** Python's None and JavaScript's null and undefined. */
export interface NoneValue {
  readonly kind: 'none';
  readonly isUndefined: boolean;
  /** An extent that nobody knows while a graph is built: with data it is a number. */
  readonly isExtent?: boolean;
}

export interface TupleValue {
  readonly kind: 'tuple';
  readonly items: readonly Value[];
  /** Of a named tuple: the names of its items, its class, and that one's name. */
  readonly names?: readonly string[];
  readonly cls?: number;
  readonly name?: string;
  /** Certainly of Python's own class, where a library may give one of its own: the shape of a symbolic tensor of Keras. */
  readonly isPlain?: boolean;
}

export interface SliceValue {
  readonly kind: 'slice';
  readonly lower: Value;
  readonly upper: Value;
  readonly step: Value;
}

export interface RangeValue {
  readonly kind: 'range';
  readonly start: Dim;
  readonly stop: Dim;
  readonly step: Dim;
}

export type Framework = 'keras' | 'tensorflow' | 'torch' | 'numpy' | 'tfjs';

export interface TensorValue {
  readonly kind: 'tensor';
  readonly framework: Framework;
  readonly shape: MaybeShape;
  readonly dtype: string | null;
  /** True for a placeholder of a graph under construction (Keras' symbolic tensors). */
  readonly isSymbolic: boolean;
  /** The call that made it; the graph of a functional model is found by walking back. */
  readonly producer: Producer | null;
  /** The elements in row-major order where they are few and known: labels, axes, permutations. Truth values are 0 and 1. */
  readonly data?: readonly number[] | null;
  /** Bounds of the elements, both included, where they decide something: class ids against units. */
  readonly range?: ValueRange | null;
  /** Of an array of objects: what each of them is, where they are of one kind. */
  readonly element?: Value;
  /** Bounds of each place on the last axis, where its columns differ: ids of users beside ids of films. */
  readonly columns?: readonly (ValueRange | null)[] | null;
  /** A variable: what it is computed from, it does not remember. */
  readonly isVariable?: true;
  /** Of an array of unknown rank: it has no more axes than so many. */
  readonly mostAxes?: number;
}

export interface ValueRange {
  readonly min: number;
  readonly max: number;
  /** Any number between: `max` itself need not occur, and cut to a whole number they are fewer. */
  readonly isContinuous?: boolean;
  /** Positions that put elements in order: the first ones belong to the smallest. */
  readonly isSorted?: boolean;
  /** Only bounds: some numbers between may be rare or gone. */
  readonly isLoose?: boolean;
}

/** One application of a layer or an op to tensors. Identity of a symbolic tensor is the identity of its producer and `outputIdx`. */
export interface Producer {
  /** Unique and increasing in the order of execution. */
  readonly id: number;
  /** Object id of the layer; null for an op without state and for inputs. */
  readonly layer: number | null;
  /** Qualified name of the op (`keras.layers.Conv2D`), or `input`. */
  readonly op: string;
  readonly name: string;
  readonly inputs: readonly TensorValue[];
  readonly outputIdx: number;
  readonly output: MaybeShape;
  /** The call expression. */
  readonly place: Place;
  readonly status: 'ok' | 'error' | 'assumed';
  /** Which call of the layer this is, from 0. */
  readonly callIdx: number;
  /** The arguments of the call besides the first `nInputs` tensors, which are the layer's inputs; the other tensors come out of them. */
  readonly call?: { readonly nInputs: number; readonly named: ReadonlyMap<string, Value> };
  /** How it is computed, for graphs that are built first and run later. */
  readonly again?: Again;
  /** The arguments of a call of a class of the program, as they were given. */
  readonly given?: { readonly positional: readonly Value[]; readonly keyword: ReadonlyMap<string, Value> };
}

/** A computation as it was asked for: the call of an op, or an operator, an index or a comparison with its operands. */
export interface Again {
  /** Absent for operators. */
  readonly args?: BoundArgs;
  readonly site?: CallSite;
  /** Which of the results that the rule makes one after the other this is. */
  readonly nth: number;
  readonly operands: readonly Value[];
  /** A fault was reported when it was built. */
  readonly isRefused: boolean;
}

/** A function of the user's program with the scope it closes over. */
export interface FunctionValue {
  readonly kind: 'function';
  readonly fn: FunctionCode;
  readonly home: Home;
  /** Object id of the enclosing scope. */
  readonly scope: number;
  /** Defaults are evaluated at the definition in Python. */
  readonly defaults: readonly (Value | null)[] | null;
  /** `this` of an arrow function, and the class of a method (for `super`). */
  readonly self: Value | null;
  readonly owner: number | null;
  /** It was made behind a question for the version or the backend. */
  readonly isOfOtherVersion?: boolean;
}

/** Where code lives: needed to tell the place of its nodes. */
export interface Home {
  readonly chunk: string;
  readonly unitIdx: number;
  readonly code: UnitCode;
}

export interface BoundMethodValue {
  readonly kind: 'method';
  readonly self: Value;
  /** A function of the user's, the name of a built-in method (`append`, `add`, `apply`), or the qualified name of a library's (with dots). */
  readonly fn: FunctionValue | string;
}

/** A module or a member of a library that has knowledge: `keras.layers`, `keras.layers.Dense`, `math.ceil`. */
export interface LibraryValue {
  readonly kind: 'library';
  /** Canonical qualified name. */
  readonly path: string;
  /** The qualified name by which the program reached it, where that is another: `tensorflow.keras.layers` for `keras.layers`. */
  readonly spelled?: string;
}

export interface RefValue {
  readonly kind: 'ref';
  readonly id: number;
}

// ---------------------------------------------------------------------------------------------- objects of the heap

export type HeapObject =
  ScopeObject | ListObject | DictObject | ClassObject | InstanceObject | LayerObject | ModelObject | IteratorObject | LibraryObject;

/** Where objects are looked up by their ids: a state, or the state of a running program. */
export interface Heap {
  get(id: number): HeapObject | undefined;
}

export interface ScopeObject {
  readonly kind: 'scope';
  readonly vars: PersistentMap<string, Value>;
  readonly parent: number | null;
  /** A module's or a function's scope (where Python and `var` bind), or a JavaScript block's. */
  readonly level: 'module' | 'function' | 'block' | 'class';
  /** Uri of the module, for `module` scopes. */
  readonly uri: string | null;
  /** Names may have come from where we cannot see: a star import of an unknown module, `exec`. */
  readonly isOpen: boolean;
  readonly globals: readonly string[];
  readonly nonlocals: readonly string[];
}

export interface ListObject {
  readonly kind: 'list';
  readonly isSet: boolean;
  /** Null: contents are unknown; then `element` is what an item is. */
  readonly items: readonly Value[] | null;
  readonly element: Value;
  /** How many there are, where they are not known one by one. */
  readonly count?: Dim;
  readonly isDeque?: boolean;
  /** The keys, values or pairs of a dict, which know other operators than a list. */
  readonly isView?: boolean;
}

export interface DictObject {
  readonly kind: 'dict';
  /** JavaScript's plain objects are dicts as well. */
  readonly isObject: boolean;
  /** By `keyOf` of the key. */
  readonly entries: PersistentMap<string, { readonly key: Value; readonly value: Value }>;
  /** There may be more entries than are listed. */
  readonly isOpen: boolean;
  /** Python's `defaultdict` and `Counter`: what is called for a key that is not there, or the very value. */
  readonly missing?: { readonly factory: Value } | { readonly value: Value };
}

export interface ClassObject {
  readonly kind: 'class';
  readonly name: string;
  readonly cls: ClassCode;
  readonly home: Home;
  readonly bases: readonly Value[];
  readonly attrs: PersistentMap<string, Value>;
  readonly scope: number;
  /** What Python's libraries make of a class: its instances are made otherwise. */
  readonly flavor?: 'dataclass' | 'namedtuple' | 'enum';
  /** The fields of a data class or a named tuple, in order, with those that it inherits. */
  readonly fields?: readonly ClassField[];
  /** Something that nobody knows has made another class of it: a decorator of others. */
  readonly isOpaque?: boolean;
}

export interface ClassField {
  readonly name: string;
  /** Null: it has to be given. */
  readonly fallback: Value | null;
  /** Called for each instance. */
  readonly factory: Value | null;
  readonly isInit: boolean;
}

export interface InstanceObject {
  readonly kind: 'instance';
  readonly cls: Value;
  readonly attrs: PersistentMap<string, Value>;
  /** Attributes may have been set where we cannot see. */
  readonly isOpen: boolean;
  /** Object id of what a base class of the framework keeps of it: the layer or model that the instance is. */
  readonly base?: number;
}

/** A layer or module of a library. */
export interface LayerObject {
  readonly kind: 'layer';
  readonly op: string;
  readonly framework: Framework;
  readonly name: string;
  readonly args: BoundArgs;
  readonly site: CallSite;
  /** Null until the first call fixes the weights. */
  readonly built: BuiltLayer | null;
  readonly nCalls: number;
  /** What `trainable` was set to; absent: as it was made. */
  readonly trainable?: boolean | null;
  /** The node of the graph that its only symbolic call made; null after several. */
  readonly node?: LayerNode | null;
  /** Present when it is an instance of a class of the program. */
  readonly own?: OwnState;
  /** Of a module of PyTorch: the modules in it, and what programs set. Names of the rules' own begin with `#`. */
  readonly attrs?: PersistentMap<string, Value>;
}

/** What the base class of the framework keeps for an instance of a class of the program. */
export interface OwnState {
  /** Object id of the instance. */
  readonly instance: number;
  readonly className: string;
  /** What `add_weight` made. */
  readonly weights: readonly OwnWeight[];
  /** What it was given that may hold weights: layers, models, lists and dicts of them, in order. */
  readonly members: readonly Value[];
  /** False where paths met that gave it different weights. */
  readonly isExact: boolean;
  /** `build` is running, or has run. */
  readonly building: 'no' | 'runs' | 'done';
}

export interface OwnWeight {
  readonly shape: MaybeShape;
  readonly isTrainable: boolean | null;
  readonly tensor: TensorValue;
}

export interface LayerNode {
  readonly inputs: readonly TensorValue[];
  readonly outputs: readonly TensorValue[];
}

export interface BuiltLayer {
  /** Extents that later inputs must have: the framework's input spec. */
  readonly fixed: readonly { readonly axis: number; readonly dim: Dim; readonly isOnlyNeeded?: boolean; readonly stretches?: boolean }[];
  readonly rank: number | null;
  /** Count of trainable and other weights; unknown extents make it an unknown dim. */
  readonly params: Dim;
  readonly nonTrainable: Dim;
  readonly inputs: readonly MaybeShape[];
  /** Where it was built: the first call. */
  readonly place: Place;
}

export interface ModelObject {
  readonly kind: 'model';
  readonly framework: Framework;
  readonly op: string;
  readonly name: string | null;
  readonly site: CallSite;
  /** `subclass`: its layers are called by a method of the program's class. */
  readonly container: 'sequential' | 'functional' | 'subclass';
  /** Sequential: what was added, in order. */
  readonly layers: readonly Value[];
  /** Sequential: the tensor after each layer while the input is known; functional: empty. */
  readonly chain: readonly TensorValue[];
  readonly inputs: readonly TensorValue[] | null;
  readonly outputs: readonly TensorValue[] | null;
  /** Inputs or outputs were given as a list or dict, so a call takes and gives several. */
  readonly isMultiple: { readonly inputs: boolean; readonly outputs: boolean };
  /** Its outputs come in a dict. */
  readonly outputKeys?: readonly Value[];
  /** False once a layer was added that we do not know. */
  readonly isComplete: boolean;
  readonly nCalls: number;
  /** What `trainable` was set to; absent: as it was made. */
  readonly trainable?: boolean | null;
  /** Shapes of the data that it was run on last. */
  readonly ranOn?: string;
  /** Present when it is an instance of a class of the program. */
  readonly own?: OwnState;
  /** What `compile` was given (`interp/containers/training`). */
  readonly compiled?: RefValue | null;
  /** False: certainly not yet compiled. */
  readonly isCompiled?: boolean | null;
}

export interface IteratorObject {
  readonly kind: 'iterator';
  readonly source: Value;
  /** Items that were taken; null when that is not known. */
  readonly position: number | null;
  /** Begins again at the end: `itertools.cycle`. */
  readonly isCyclic?: boolean;
}

/** An instance of a library's class that is neither layer nor model: an optimizer, a loss, a dataset, a scaler, a data frame. */
export interface LibraryObject {
  readonly kind: 'object';
  /** Canonical qualified name of its class, under which its methods and properties are registered. */
  readonly cls: string;
  /** What its rules keep, and the attributes that programs read or set. Names of the rules' own begin with `#`. */
  readonly attrs: PersistentMap<string, Value>;
  readonly site: CallSite;
}

/** Bound arguments by parameter name, with the expression each came from. */
export interface BoundArgs {
  readonly values: ReadonlyMap<string, BoundArg>;
  /** False after an unknown `**kwargs` or `*args`: an absent argument may have been given. */
  readonly isComplete: boolean;
}

export interface BoundArg {
  readonly value: Value;
  /** Null for a default. */
  readonly expr: Expr | null;
  /** The expression's home; differs from the call's when it came through a variable. */
  readonly place: Place | null;
}

/** A call in the source, kept so that a later report can edit its arguments. */
export interface CallSite {
  readonly place: Place;
  readonly call: CallExpr | null;
  readonly home: Home;
}

export const unknown: UnknownValue = { kind: 'unknown', path: null };

/** The extent that a whole number is, or what nobody knows yet where it is used as one; null for anything else. */
export function extentOf(value: Value): Dim | null {
  if (value.kind === 'int') return value.value;
  return (value.kind === 'unknown' && value.extent) || null;
}
export const none: NoneValue = { kind: 'none', isUndefined: false };
export const undefinedValue: NoneValue = { kind: 'none', isUndefined: true };

export function int(value: Dim): Value {
  return { kind: 'int', value };
}
export function float(value: number | null): Value {
  return { kind: 'float', value };
}
export function str(value: string | null): Value {
  return { kind: 'str', value };
}
export function bool(value: boolean | null): Value {
  return { kind: 'bool', value };
}
export function tuple(items: readonly Value[]): Value {
  return { kind: 'tuple', items };
}
export function ref(id: number): RefValue {
  return { kind: 'ref', id };
}
