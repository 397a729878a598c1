import type { Args, LayerDef, LibraryEntry, Params } from '../kernel';
import { defineClass, defineLayer } from '../kernel';
import type { DiagnosticCode } from '../../diagnostics/codes';
import type { TensorValue } from '../../values/value';
import { synonymsOf } from './torchOp';

/** The class that all modules inherit from. */
export const moduleClass = 'torch.nn.Module';

type ModuleFacts<P extends Params, C extends DiagnosticCode> = Omit<
  Parameters<typeof defineLayer<P, C>>[0],
  'name' | 'docs' | 'framework' | 'aliases' | 'otherParams' | 'summary'
> & {
  /** Without the library: `nn.Linear`. */
  readonly name: string;
  readonly summary: string;
  /** Parameters behind those that the rule reads, in order. */
  readonly other?: readonly string[];
  readonly also?: readonly string[];
  /** The class in the library that it inherits from, when that is another module than the general one. */
  readonly base?: string;
};

/** What the output is made of: the type of the input. */
export function sameType(_: unknown, inputs: readonly TensorValue[]): string | null {
  return inputs[0]?.dtype ?? null;
}

/** A module of PyTorch: its rule, and the class whose methods it has. */
export function torchModule<const P extends Params, C extends DiagnosticCode>({
  name,
  other = [],
  also = [],
  base,
  ...facts
}: ModuleFacts<P, C>): readonly LibraryEntry[] {
  const path = `torch.${name}`;
  const layer = defineLayer<P, C>({
    dtype: sameType as (args: Args<P>, inputs: readonly TensorValue[]) => string | null,
    ...facts,
    name: path,
    aliases: also.map((alias) => `torch.${alias}`),
    docs: `https://docs.pytorch.org/docs/stable/generated/${path}.html`,
    framework: 'torch',
    otherParams: other,
    synonyms: synonymsOf(facts.params),
  } as unknown as Parameters<typeof defineLayer<P, C>>[0]);
  return [layer satisfies LayerDef, ...(path === moduleClass ? [] : [defineClass(path, base ? `torch.${base}` : moduleClass)])];
}

/** The parameters that say where the weights of a module lie and of which type they are. */
export const placement: readonly string[] = ['device', 'dtype'];
