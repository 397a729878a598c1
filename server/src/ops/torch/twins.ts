import type { Args, Category, FixSpec, LayerContext, LayerResult, LibraryEntry, Params, Weight } from '../kernel';
import { msg, single } from '../kernel';
import type { Message } from '../../../../extension/protocol/localize';
import type { DiagnosticCode } from '../../diagnostics/codes';
import type { Dim } from '../../values/dim';
import type { MaybeShape } from '../../values/shape';
import type { Heap, TensorValue, Value } from '../../values/value';
import { bool, int, none, str, tuple, unknown } from '../../values/value';
import { torchModule } from './torchModule';
import { made, torchOp, x } from './torchOp';

/*
 * Most modules have a function that does the same, with the same parameters in another order. One rule serves both.
 */

/** What a rule needs of the call, be it of a module or of a function. */
export interface TwinContext {
  readonly label: string;
  readonly heap: Heap;
  /** The element type of the weights of a module; null for a function, and where nobody knows it. */
  readonly ownType: string | null;
  /** Floats of different widths may meet here all the same: some part of the program computes in mixed precision. */
  mayMixFloats(): boolean;
  /** An argument of the call as it was given. */
  given(name: string): Value | undefined;
  report(
    code: DiagnosticCode,
    message: Message,
    more?: { readonly at?: string; readonly fixes?: readonly FixSpec[]; readonly from?: readonly TensorValue[] },
  ): void;
}

/** A rule alone: `inputs` are the tensors of the call. */
export type TwinRule<P extends Params> = (args: Args<P>, inputs: readonly TensorValue[], cx: TwinContext) => LayerResult;

interface TwinFacts<P extends Params> {
  /** `nn.MaxPool2d`; absent where only the function exists. */
  readonly module?: string;
  /** `nn.functional.max_pool2d`. */
  readonly fn?: string;
  readonly summary: string;
  readonly category: Category;
  readonly params: P;
  /** Parameters of the constructor that the rule does not read. */
  readonly other?: readonly string[];
  /** Parameters that the function alone has. */
  readonly fnParams?: Params;
  /** The parameters of the function behind its tensors, in order. */
  readonly order?: readonly string[];
  /** The tensors that a call takes. */
  readonly inputs?: readonly string[];
  /** How many of them have to be given. */
  readonly nNeeded?: number;
  readonly callParams?: readonly string[];
  /** Other homes of the function. */
  readonly also?: readonly string[];
  readonly method?: boolean;
  readonly methods?: readonly string[];
  readonly codes: readonly DiagnosticCode[];
  readonly rule: TwinRule<P>;
  readonly weights?: (args: Args<P>) => readonly Weight[] | null;
  readonly refuses?: (
    args: Args<P>,
    label: string,
  ) => { readonly code: DiagnosticCode; readonly message: Message; readonly at: string } | null;
  readonly flops?: (args: Args<P>, inputs: readonly TensorValue[], output: MaybeShape) => Dim;
  readonly shown?: readonly string[];
  /** Attributes of the module that keep an argument in another form than it came. */
  readonly attributes?: (args: Args<P>, given: (name: string) => Value | undefined) => Readonly<Record<string, Value>>;
  /** Takes arrays of other libraries too. */
  readonly takesAnything?: boolean;
  readonly examples: { readonly module?: readonly string[]; readonly fn?: readonly string[] };
}

/** A module and the function that does the same. */
export function twins<const P extends Params>(facts: TwinFacts<P>): readonly LibraryEntry[] {
  return [...(facts.module === undefined ? [] : moduleOf(facts)), ...(facts.fn === undefined ? [] : functionOf(facts))];
}

function moduleOf<P extends Params>(facts: TwinFacts<P>): readonly LibraryEntry[] {
  const { inputs, rule, callParams, other = [], weights, flops, refuses, shown, takesAnything } = facts;
  return torchModule({
    name: facts.module!,
    summary: facts.summary,
    category: facts.category,
    params: facts.params,
    other,
    codes: facts.codes,
    ...(inputs && { inputs }),
    ...(callParams && { inputs: inputs ?? ['input'], callParams }),
    ...(shown && { shown }),
    apply: (args: unknown, given: readonly TensorValue[], cx: unknown) => {
      const context = cx as LayerContext & TwinContext;
      if (!takesAnything && refuseForeign(given, context)) return single(null, null);
      return rule(args as Args<P>, given, context);
    },
    attributes: (args: unknown, given: (name: string) => Value | undefined) => ({
      ...asGiven(facts.params, given),
      ...facts.attributes?.(args as Args<P>, given),
    }),
    ...(weights && { weights: (args: unknown) => weights(args as Args<P>) }),
    ...(refuses && { refuses: (args: unknown, label: string) => refuses(args as Args<P>, label) }),
    ...(flops && { flops: flops }),
    examples: facts.examples.module ?? [],
  });
}

function functionOf<P extends Params>(facts: TwinFacts<P>): readonly LibraryEntry[] {
  const { inputs = ['input'], nNeeded = inputs.length, rule, also, method, methods, category, codes, takesAnything } = facts;
  const known: Params = { ...facts.params, ...facts.fnParams };
  const tensors = inputs.map((name, i) => [name, i < nNeeded ? x() : x('None')] as const);
  const order = facts.order ?? Object.keys(known);
  const params: Params = Object.fromEntries([...tensors, ...order.map((name) => [name, known[name]!] as const)]);
  return torchOp({
    name: facts.fn!,
    summary: facts.summary,
    category,
    params,
    codes,
    ...(also && { also }),
    ...(method && { method }),
    ...(methods && { methods }),
    call(args, cx, bound) {
      const given: TensorValue[] = [];
      for (const name of inputs) {
        const value = bound.values.get(name)?.value;
        if (!value || value.kind === 'none') break;
        given.push((args as Readonly<Record<string, unknown>>)[name] as TensorValue);
      }
      if (given.length < nNeeded) return made(cx, given, null, null);
      let hasReported = false;
      const context: TwinContext = {
        label: cx.label,
        heap: cx.heap,
        ownType: null,
        mayMixFloats: () => true,
        given: (name) => bound.values.get(name)?.value,
        report(code, message, more) {
          if (hasReported) return;
          hasReported = true;
          cx.report(code, message, { ...(more?.at !== undefined && { at: more.at }), from: more?.from ?? given });
        },
      };
      if (!takesAnything && refuseForeign(given, context)) return made(cx, given, null, null);
      // What the module is told when it is made and the function does not take has its default.
      const defaults = Object.fromEntries(
        Object.entries(facts.params).flatMap(([name, spec]) =>
          order.includes(name) ? [] : [[name, (spec as { fallback: unknown }).fallback]],
        ),
      );
      const { outputs, isMultiple } = rule({ ...defaults, ...args } as Args<P>, given, context);
      const results = outputs.map(({ shape, dtype }) => made(cx, given, shape, dtype === undefined ? given[0]!.dtype : dtype));
      return isMultiple ? tuple(results) : results[0]!;
    },
    examples: facts.examples.fn ?? [],
  });
}

/** Arguments as they came, or their defaults. */
export function asGiven(params: Params, given: (name: string) => Value | undefined): Readonly<Record<string, Value>> {
  return Object.fromEntries(
    Object.entries(params).map(([name, spec]) => [
      name,
      given(name) ?? defaultOf(spec as { fallback: unknown; fallbackText: string | null }),
    ]),
  );
}

function defaultOf({ fallback, fallbackText }: { readonly fallback: unknown; readonly fallbackText: string | null }): Value {
  if (fallbackText === 'None') return none;
  if (fallbackText === 'True' || fallbackText === 'False') return bool(fallbackText === 'True');
  if (typeof fallback === 'string') return str(fallback);
  if (fallbackText !== null && /^-?\d+$/.test(fallbackText)) return int(Number(fallbackText));
  return fallbackText !== null && /^-?\d+\.?\d*(?:e-\d+)?$/.test(fallbackText) ? { kind: 'float', value: Number(fallbackText) } : unknown;
}

/** Several extents as a tuple. */
export function extentsOf(dims: readonly Dim[]): Value {
  return tuple(dims.map(int));
}

/** An array of NumPy is no tensor. */
export function refuseForeign(inputs: readonly TensorValue[], cx: Pick<TwinContext, 'label' | 'report'>): boolean {
  const foreign = inputs.find(({ framework }) => framework === 'numpy');
  if (!foreign?.shape) return false;
  cx.report('dtype-mismatch', msg('{0} takes a tensor of PyTorch, it gets an array of NumPy', cx.label), { from: [foreign] });
  return true;
}
