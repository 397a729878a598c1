import type { CallContext, Category, FunctionDef, LibraryEntry, Params } from '../kernel';
import { defineClass, defineMethod, defineOp, value } from '../kernel';
import type { BoundArgs, Value } from '../../values/value';
import { none } from '../../values/value';

interface ClassFacts {
  /** Qualified: `torch.utils.data.TensorDataset`. */
  readonly name: string;
  readonly aliases?: readonly string[];
  readonly bases?: readonly string[];
  readonly summary: string;
  readonly docs: string;
  readonly category: Category;
  readonly params: Params;
  readonly otherParams?: readonly string[];
  readonly keywordParams?: readonly string[];
  readonly takesAnyKeyword?: boolean;
  readonly codes: FunctionDef['codes'];
  readonly examples: readonly string[];
  /** What an instance keeps beside its arguments; here what they refuse is reported. */
  readonly keeps?: (args: Readonly<Record<string, Value>>, cx: CallContext, bound: BoundArgs) => Readonly<Record<string, Value>>;
}

/**
 * A class of a library whose instances are neither tensors nor modules: they keep their arguments under the names of the parameters.
 * A class of the program that inherits from it hands them to `super().__init__`.
 */
export function libraryClass({ bases = [], keeps, ...facts }: ClassFacts): LibraryEntry[] {
  const attrs = (bound: BoundArgs, given: Readonly<Record<string, Value>>, cx: CallContext): Readonly<Record<string, Value>> => {
    const args = [...bound.values].flatMap(([name, each]) => (name === 'self' ? [] : [[name, each.value] as const]));
    return { ...Object.fromEntries(args), ...keeps?.(given, cx, bound) };
  };
  return [
    defineOp({ ...facts, call: (args, cx, bound) => cx.object(facts.name, attrs(bound, args as Readonly<Record<string, Value>>, cx)) }),
    defineMethod({
      name: `${facts.name}.__init__`,
      params: { self: value(), ...facts.params },
      codes: facts.codes,
      ...(facts.otherParams && { otherParams: facts.otherParams }),
      ...(facts.keywordParams && { keywordParams: facts.keywordParams }),
      ...(facts.takesAnyKeyword && { takesAnyKeyword: true }),
      call(args: Readonly<Record<string, Value>>, cx, bound) {
        const self = args.self!;
        for (const [name, each] of Object.entries(attrs(bound, args, cx))) cx.setAttr(self, name, each);
        return none;
      },
    }),
    ...(bases.length ? [defineClass(facts.name, ...bases)] : []),
  ];
}

/** A plain number among the arguments; null where it is none or not known. */
export function numberIn(given: Value | undefined): number | null {
  if (given?.kind === 'float') return given.value;
  return given?.kind === 'int' && typeof given.value === 'number' ? given.value : null;
}
