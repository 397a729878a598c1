import type { Message } from '../../../../extension/protocol/localize';
import type { DiagnosticCode, Severity } from '../../diagnostics/codes';
import type { BinaryOp, CompareOp } from '../../ir/ir';
import type { Dim } from '../../values/dim';
import type { MaybeShape } from '../../values/shape';
import type { Place } from '../../ir/place';
import type { PersistentMap } from '../../values/persistentMap';
import type {
  BoundArgs,
  CallSite,
  ClassObject,
  Framework,
  Heap,
  HeapObject,
  RefValue,
  TensorValue,
  Value,
  ValueRange,
} from '../../values/value';
import type { Args, ParamSpec, Params, Refusal } from './params';

/** What a layer is for: the color of its node and the section of the reference. */
export type Category =
  | 'input'
  | 'linear'
  | 'convolution'
  | 'pooling'
  | 'normalization'
  | 'activation'
  | 'regularization'
  | 'reshaping'
  | 'merging'
  | 'recurrent'
  | 'attention'
  | 'embedding'
  | 'preprocessing'
  | 'wrapper'
  | 'loss'
  | 'metric'
  | 'optimizer'
  | 'initializer'
  | 'array'
  | 'random'
  | 'data'
  | 'application'
  | 'utility';

interface OpBase<P extends Params> {
  /** Canonical qualified name: `keras.layers.Conv2D`. */
  readonly name: string;
  /** Other qualified names of the same thing. */
  readonly aliases?: readonly string[];
  /** The hover's first line, for ops that a factory makes; the others have it as the doc comment of their declaration. */
  readonly summary?: string;
  /** Page of the framework's own documentation. */
  readonly docs: string;
  readonly category: Category;
  /** Not listed in the reference: a method that is equal to a page of its own (`x.sum()`), a layer that no program constructs. */
  readonly isSecondary?: boolean;
  readonly params: P;
  /** Old names of parameters, as they are called today: reported, and taken for what is meant. */
  readonly renamed?: Readonly<Record<string, string>>;
  /** Other names that the framework takes for parameters without a word: `axis` for PyTorch's `dim`. */
  readonly synonyms?: Readonly<Record<string, string>>;
  /** The only codes that the rule can report; another does not compile. */
  readonly codes: readonly DiagnosticCode[];
  /**
   * Programs of one line, run as tests and shown in the reference: `CODE  #> shape` or `CODE  #! severity[code]: text`.
   */
  readonly examples: readonly string[];
}

/** A stateful object that is constructed and then applied to tensors. */
export interface LayerDef<P extends Params = Params> extends OpBase<P> {
  readonly kind: 'layer';
  readonly framework: Framework;
  /** How the arguments come: Python's positional and keyword ones, or one configuration object. */
  readonly style: 'python' | 'config';
  /** Names that the constructor takes behind `params` and the rule does not read (`kernel_initializer` …), in the framework's order. */
  readonly otherParams: readonly string[];
  /** Names that every layer takes, by keyword only (`name`, `trainable` …). */
  readonly keywordParams: readonly string[];
  /** TensorFlow.js: the constructor reads its configuration without looking whether there is one. */
  readonly needsConfig?: boolean;
  /** Axes that an input must have, with the batch axis: exactly `n`, or at least `min`; absent: any. */
  readonly rank?: number | { readonly min: number; readonly max?: number };
  /** Later inputs must have as many axes as the first. */
  readonly keepsRank?: boolean;
  /** Arguments that the constructor refuses together; of one alone its parameter knows. */
  refuses?(args: Args<P>, label: string): (Refusal & { readonly at: string }) | null;
  /** The constructor takes any keyword. */
  readonly takesAnyKeyword?: boolean;
  /** Takes a list of tensors. */
  readonly isMerging: boolean;
  /** Parameters of the call that take tensors, in order, the later ones optional: `query`, `value`, `key`. Absent: the first argument is all. */
  readonly inputs?: readonly string[];
  /** Further parameters of the call, in order: `initial_state`, `mask`. Any may come by name. */
  readonly callParams?: readonly string[];
  /** The output. Behind a rule with `apply`, its first. */
  shape(args: Args<P>, inputs: readonly TensorValue[], cx: LayerContext): MaybeShape;
  /** Instead of `shape` where a call may give several tensors, or an element type that more than the inputs decides. */
  apply?(args: Args<P>, inputs: readonly TensorValue[], cx: LayerContext): LayerResult;
  /** Element type of the output; `own` is what the layer computes in, null when that is not known. */
  dtype?(args: Args<P>, inputs: readonly TensorValue[], own: string | null): string | null;
  /** Null when they are not known. */
  weights?(args: Args<P>, inputs: readonly TensorValue[], cx: InnerContext): readonly Weight[] | null;
  /** What makes an input of the wrong rank fit. */
  rankFixes?(x: TensorValue, cx: InnerContext): readonly FixSpec[];
  /** Attributes that keep what the constructor was given: in the form in which they keep it, `unknown` where nobody knows. */
  attributes?(args: Args<P>, given: (name: string) => Value | undefined): Readonly<Record<string, Value>>;
  /** Extents that the first call fixes for all later ones, by axis. */
  fixes?(args: Args<P>, inputs: readonly TensorValue[]): readonly FixedExtent[];
  /** Floating-point operations of one call for one example (multiply and add count as two). */
  flops?(args: Args<P>, inputs: readonly TensorValue[], output: MaybeShape): Dim;
  /** The arguments worth a place on a node of the graph, in order. */
  readonly shown?: readonly string[];
}

/** A function of a library. */
export interface FunctionDef<P extends Params = Params> extends OpBase<P> {
  readonly kind: 'function';
  readonly style: 'python' | 'config';
  readonly otherParams: readonly string[];
  readonly keywordParams: readonly string[];
  readonly needsConfig?: boolean;
  /** The constructor takes any keyword. */
  readonly takesAnyKeyword?: boolean;
  /** A method: its first parameter is the object, and is not counted in messages. */
  readonly isMethod?: boolean;
  /** Arguments that the function refuses together; of one alone its parameter knows. */
  refuses?(args: Args<P>, label: string): (Refusal & { readonly at: string }) | null;
  call(args: Args<P>, cx: CallContext, bound: BoundArgs): Value;
}

/** An attribute of a library's object or array that is computed: `x.T`, `df.values`. */
export interface PropertyDef {
  readonly kind: 'property';
  /** `numpy.ndarray.T`. */
  readonly name: string;
  read(self: Value, cx: CallContext): Value;
}

/** What a class of a library inherits: members are looked for in the bases as well. A class without bases needs no definition. */
export interface ClassDef {
  readonly kind: 'class';
  readonly name: string;
  readonly bases: readonly string[];
}

/** Everything that has a page in the reference. */
export type OpDef = LayerDef | FunctionDef;

/** Everything that a library's room hands to the registry. */
export type LibraryEntry = OpDef | PropertyDef | ClassDef;

export interface FixedExtent {
  readonly axis: number;
  readonly dim: Dim;
  /** Weights need it, but a graph may be built on another: only data is compared with it. */
  readonly isOnlyNeeded?: boolean;
  /** Data of one on this axis is stretched to the weights. */
  readonly stretches?: boolean;
}

export interface Weight {
  readonly name: string;
  readonly shape: readonly Dim[];
  readonly isTrainable: boolean;
}

export function weight(name: string, shape: readonly Dim[], isTrainable = true): Weight {
  return { name, shape, isTrainable };
}

/** One of the tensors that a call gives. Without `dtype` it has the element type that the layer declares. */
export interface Output {
  readonly shape: MaybeShape;
  readonly dtype?: string | null;
}

export interface LayerResult {
  readonly outputs: readonly Output[];
  /** They come in a sequence, even a single one. */
  readonly isMultiple: boolean;
  /** What the call gives, where that is neither one tensor nor a flat sequence: an output beside a pair of states. */
  readonly arrange?: (tensors: readonly TensorValue[], cx: Pick<CallContext, 'object' | 'heap'>) => Value;
}

/** A call that gives one tensor. */
export function single(shape: MaybeShape, dtype?: string | null): LayerResult {
  return { outputs: [dtype === undefined ? { shape } : { shape, dtype }], isMultiple: false };
}

/** A call that gives several. */
export function several(outputs: readonly Output[]): LayerResult {
  return { outputs, isMultiple: true };
}

/** A call that gives several in an arrangement of their own. */
export function arranged(outputs: readonly Output[], arrange: NonNullable<LayerResult['arrange']>): LayerResult {
  return { outputs, isMultiple: true, arrange };
}

/** Rules of wrappers ask the layer that they were given. */
export interface InnerContext {
  readonly heap: Heap;
  /** The layer or model that a value is; null when it is none that anything is known of. */
  readonly inner: (value: Value) => InnerLayer | null;
  /** An attribute of an instance of a class of the program; unknown where there may be none. */
  readonly attribute: (value: Value, name: string) => Value;
}

/** A layer inside another one, with its own arguments. */
export interface InnerLayer {
  /** Its qualified name. */
  readonly op: string;
  /** Null for a model. */
  readonly def: LayerDef | null;
  /** Its arguments as its own rule reads them. */
  readonly args: Readonly<Record<string, unknown>>;
  /** What a call gives. Faults are reported on the outer call. */
  apply(inputs: readonly TensorValue[], call?: ReadonlyMap<string, Value>): LayerResult;
  /** Null when they are not known. */
  weights(inputs: readonly TensorValue[]): readonly Weight[] | null;
}

/** A repair: sets an argument of the layer itself or of the layer that made one of its inputs. */
export interface FixSpec {
  /** The layer whose constructor is edited: the reporting one, or the one that made this tensor. */
  readonly of?: TensorValue;
  /** The argument of that layer that holds the one whose constructor is edited: `layer` of a wrapper. */
  readonly inside?: string;
  readonly set: string;
  readonly value: FixLiteral;
  /** Position within the argument when it is a sequence. */
  readonly item?: number;
}

/** A number, a text, a truth value or a sequence of numbers, written as the language at hand writes it. */
export type FixLiteral = number | string | boolean | readonly (number | null)[];

/** A repair: puts text behind an argument of the call that is at fault, `.long()`. */
export interface AppendSpec {
  readonly behind: string;
  readonly text: string;
}

export interface ReportMore {
  /** Offered behind `fixes`. */
  readonly appends?: readonly AppendSpec[];
  /** The parameter at fault: in a call over several lines the report stands on its argument. */
  readonly at?: string;
  /** Which of a merging layer's inputs is at fault. */
  readonly input?: number;
  readonly fixes?: readonly FixSpec[];
  /** Where the framework goes on although the result is of no use: a warning. */
  readonly severity?: Severity;
}

export interface LayerContext extends InnerContext {
  /** `Conv2D`, or `conv2d` in TensorFlow.js: as the user wrote it. */
  readonly label: string;
  report(code: DiagnosticCode, message: Message, more?: ReportMore): void;
  readonly framework: Framework;
  /** The call computes. While a graph is built Keras asks its layers for shapes alone, and many a fault shows only with data. */
  readonly isOnData: boolean;
  /** An argument of the call as it was given: `initial_state`, `return_attention_scores`; of PyTorch's modules also an input. */
  given(name: string): Value | undefined;
  /** The element type that the layer computes in, which is that of its weights; null when it is not known. */
  readonly ownType: string | null;
  /** Floats of different widths may meet all the same: some part of the program computes in mixed precision. */
  mayMixFloats(): boolean;
  /** Calls a function of the program. */
  run(fn: Value, args: readonly Value[], named?: ReadonlyMap<string, Value>): Value;
  /** Name of a parameter as the user knows it (`kernelSize` for `kernel_size` in TensorFlow.js). */
  param(name: string): string;
  /** The same argument, but as the value that was bound. */
  bound(name: string): Value | null;
}

/** What a function of a library may do to the program's state. */
export interface CallContext {
  readonly language: 'python' | 'javascript';
  readonly heap: Heap;
  set(id: number, object: HeapObject): void;
  alloc(object: HeapObject): RefValue;
  /** Calls a function of the user's or a library's. */
  call(fn: Value, args: readonly Value[]): Value;
  /** Calls a function with the parts of an element, and says so where it takes another number; then nothing is known of what it gives. */
  callOnParts(fn: Value, parts: readonly Value[]): Value;
  /** The items of anything that can be iterated, or null when they are not known. */
  iterate(value: Value): readonly Value[] | null;
  /** An operator as the program would write it, on any two values. */
  binary(op: BinaryOp, left: Value, right: Value): Value;
  /** A comparison, as far as it is known. */
  compare(op: CompareOp, left: Value, right: Value): boolean | null;
  truth(value: Value): boolean | null;
  /** The next item of an iterator, or `end` when it surely has none. */
  next(iterator: Value): Value | 'end';
  isInstance(value: Value, type: Value): boolean | null;
  isSubclass(cls: Value, of: Value): boolean | null;
  /** A member of a class of the program or of its bases. */
  member(cls: Value, name: string): Value | undefined;
  /** A class that only a call makes: `namedtuple('Point', 'x y')`. */
  makeClass(
    name: string,
    more: { readonly bases?: readonly Value[]; readonly attrs?: PersistentMap<string, Value> } & Pick<ClassObject, 'flavor' | 'fields'>,
  ): RefValue;
  /** What the program has set for all that follows: `undefined` when it has not, null when nobody knows to what. */
  fact(name: string): string | null | undefined;
  setFact(name: string, value: string | null): void;
  /** The names of the scope at hand, as a dict. */
  scope(): Value;
  /** From now on names may be bound where nobody sees it: `exec`, `globals()`. */
  openScope(): void;
  /** Python's `str` or `repr`; null when it is not known. */
  text(value: Value, how: 'str' | 'repr'): string | null;
  /**
   * Says that the call surely raises. Inside a `try` that catches, the path ends here; elsewhere the program would end, and what follows
   * is looked at all the same.
   */
  raise(type: string, code?: DiagnosticCode, message?: Message): Value;
  /** False, and reported, where Python refuses to go through a value item by item. */
  checkIterable(value: Value): boolean;
  /** The name of the type that a plain value of Python surely has. */
  plainType(value: Value): string | null;
  /** False, and reported, where Python refuses to make a plain number of a value. */
  checkNumber(value: Value, type: 'int' | 'float'): boolean;
  /** False, and reported, where Python does not write a value in a form like `.3f`. */
  checkFormat(value: Value, spec: string): boolean;
  /** A part of a graph has another static shape from now on. */
  refine(x: TensorValue, shape: MaybeShape): void;
  /** Runs the parts of a graph that are fetched, with what is fed: their values, in the structure of `fetches`. */
  runGraph(fetches: Value, feeds: Value): Value;
  /** Reports a call that TensorFlow 2 refuses because it computes at once instead of building a graph. */
  needGraph(): void;
  /** A fresh symbolic tensor that is an input of a graph. */
  input(shape: MaybeShape, dtype: string | null, framework: Framework, name: string | null): TensorValue;
  /** The function as the user knows it: `reshape`. */
  readonly label: string;
  /** Where the call stands. */
  readonly site: CallSite;
  /** Calls a method of any value, as the program would. */
  callMethod(self: Value, name: string, args?: readonly Value[], kwargs?: ReadonlyMap<string, Value>): Value;
  /** Calls with arguments by name as well. */
  callWith(fn: Value, args: readonly Value[], kwargs: ReadonlyMap<string, Value>): Value;
  getAttr(object: Value, name: string): Value;
  getItem(object: Value, index: Value): Value;
  /** What any item of something that can be iterated is; `unknown` when that is not known. */
  elementOf(value: Value): Value;
  /** How many items it gives. */
  countOf(value: Value): Dim;
  /** A fresh extent of which nothing is known but that it is the same wherever it goes. */
  symbol(name: string): Dim;
  /**
   * A model of one layer whose rule stands for a whole network: for what is not known part by part (`keras.applications`). `op` is the
   * name of that layer, `on` the input or what the network is put on, `called` the name that the program gives the model.
   */
  network(op: string, args: Readonly<Record<string, Value>>, on: TensorValue, name: string | null, called?: string | null): Value;
  /** An instance of a library's class. */
  object(cls: string, attrs?: Readonly<Record<string, Value>>): RefValue;
  /** An attribute of an instance of a library's class. */
  attr(object: Value, name: string): Value | undefined;
  setAttr(object: Value, name: string, value: Value): void;
  /** The parameters of a module of PyTorch and all below it by name; null when some are not known. */
  namedParameters(module: Value): readonly (readonly [string, TensorValue])[] | null;
  /** The elements of an array have changed in place: they are no longer known, nor those of names that show the same memory. */
  forget(x: TensorValue, range?: ValueRange | null): void;
  /**
   * A result. Where one of the tensors that it is made from is part of a graph under construction, so is the result: the call becomes
   * a node of that graph.
   */
  result(from: readonly TensorValue[], shape: MaybeShape, dtype: string | null, more?: ResultMore): TensorValue;
  /** Several results of one call, in order. */
  results(from: readonly TensorValue[], shapes: readonly MaybeShape[], dtype: string | null, more?: ResultMore): readonly TensorValue[];
  report(code: DiagnosticCode, message: Message, more?: CallReportMore): void;
}

/** Under what `CallContext.fact` keeps where Keras expects the channels of an image unless a layer says otherwise. */
export const imageDataFormat = 'keras image_data_format';

export interface ResultMore {
  readonly framework?: Framework;
  readonly data?: readonly number[] | null;
  readonly range?: ValueRange | null;
}

export interface CallReportMore {
  /** Offered behind `fixes`. */
  readonly appends?: readonly AppendSpec[];
  /** The parameter at fault: in a call over several lines the report stands on its argument. */
  readonly at?: string;
  /** Tensors whose history explains the fault. */
  readonly from?: readonly TensorValue[];
  readonly fixes?: readonly FixSpec[];
  readonly severity?: Severity;
  readonly related?: readonly { readonly place: Place; readonly message: Message }[];
}

type LayerInput<P extends Params, C extends DiagnosticCode> = Omit<
  LayerDef<P>,
  'kind' | 'style' | 'isMerging' | 'otherParams' | 'keywordParams' | 'codes' | 'shape' | 'apply'
> & {
  readonly isMerging?: boolean;
  readonly otherParams?: readonly string[];
  readonly keywordParams?: readonly string[];
  readonly codes: readonly C[];
} & (
    | { shape(args: Args<P>, inputs: readonly TensorValue[], cx: LayerRuleContext<C>): MaybeShape; apply?: undefined }
    | { apply(args: Args<P>, inputs: readonly TensorValue[], cx: LayerRuleContext<C>): LayerResult; shape?: undefined }
  );

/** What a rule works with: it can report only the codes that it declares. */
export type LayerRuleContext<C extends DiagnosticCode> = Omit<LayerContext, 'report'> & {
  report(code: C, message: Message, more?: ReportMore): void;
};

/** Keras layers compute in the type of their policy, whatever comes in: float32 unless told otherwise. */
function kerasDtype(_: unknown, __: readonly TensorValue[], own: string | null): string | null {
  return own;
}

/** Declares a layer. Its rule is pure and can report only the codes that it declares. */
export function defineLayer<const P extends Params, C extends DiagnosticCode>(layer: LayerInput<P, C>): LayerDef {
  return {
    style: 'python',
    isMerging: false,
    dtype: kerasDtype,
    otherParams: [],
    keywordParams: [],
    ...(layer.apply && {
      shape: (args: Args<P>, inputs: readonly TensorValue[], cx: LayerRuleContext<C>) =>
        layer.apply(args, inputs, cx).outputs[0]?.shape ?? null,
    }),
    ...layer,
    kind: 'layer',
  } as unknown as LayerDef;
}

type FunctionInput<P extends Params> = Omit<FunctionDef<P>, 'kind' | 'style' | 'otherParams' | 'keywordParams'> & {
  readonly otherParams?: readonly string[];
  readonly keywordParams?: readonly string[];
  readonly style?: 'python' | 'config';
};

/** A method: `name` ends with it, and its first parameter is the object itself. It has no page of its own. */
export function defineMethod<const P extends Params>(
  method: Pick<FunctionInput<P>, 'name' | 'params' | 'call'> & Partial<Omit<FunctionInput<P>, 'name' | 'params' | 'call'>>,
): FunctionDef {
  return defineOp({
    docs: '',
    category: 'array',
    codes: [],
    examples: [],
    isMethod: true,
    isSecondary: true,
    ...method,
  });
}

export function defineProperty(name: string, read: PropertyDef['read']): PropertyDef {
  return { kind: 'property', name, read };
}

export function defineClass(name: string, ...bases: readonly string[]): ClassDef {
  return { kind: 'class', name, bases };
}

export function defineOp<const P extends Params>(op: FunctionInput<P>): FunctionDef {
  return { style: 'python', otherParams: [], keywordParams: [], ...op, kind: 'function' } as unknown as FunctionDef;
}

/** Reads bound arguments by the specification of each parameter. */
export function readArgs(params: Params, bound: BoundArgs, heap: Heap): Args<Params> {
  const out: Record<string, unknown> = {};
  for (const [name, spec] of Object.entries(params) as [string, ParamSpec<unknown>][]) {
    const given = bound.values.get(name);
    out[name] = given ? spec.read(given.value, heap) : bound.isComplete && !spec.isRequired ? spec.fallback : spec.unknownAs;
  }
  return out;
}
