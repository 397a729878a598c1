import text from './networks.json';

/*
 * The networks of torchvision as they were recorded from the library (`scripts/oracles/backbones/record.py`): what repeats is written once.
 */

/** A number, or what it is of the number of classes: so many times as much, and so many more. */
export type Recorded = string | boolean | number | null | { readonly C: number; readonly '+'?: number } | readonly Recorded[];

/** What a module keeps besides its children: parameters and buffers by name (`[shape, is it a parameter, type]`), and plain values. */
export interface RecordedValues {
  readonly tensors?: Readonly<Record<string, readonly [readonly Recorded[], 0 | 1, string?]>>;
  readonly values?: Readonly<Record<string, Recorded>>;
  /** Children that are None. */
  readonly missing?: readonly string[];
}

/** A module of PyTorch itself by its arguments, or one of torchvision by its children, its forward and what it keeps. */
type RecordedNode =
  | readonly [op: number, args?: Readonly<Record<string, Recorded>>]
  | readonly [op: number, names: number, children: readonly number[], graph: number | null, more?: RecordedValues];

/** Calls one after the other: of a module, a function, a method, an operator, an attribute of the module or of a value. */
export type Step = readonly [
  kind: 'm' | 'f' | '.' | 'o' | 'a' | 'g',
  target: string,
  args: readonly Written[],
  named?: Readonly<Record<string, Written>>,
];

/** An argument: plain, or a list that begins with what it is (`@` is the result of an earlier step). */
export type Written = string | number | boolean | null | readonly Written[];

/** Names of the inputs, those that may be left out with what they are then; the steps; what is given. */
export type Graph = readonly [inputs: readonly (string | readonly [string, Written])[], steps: readonly Step[], output: Written];

export type Forward = 'stack' | Graph | { readonly train: Graph | null; readonly eval: Graph };

interface Network {
  readonly classes: number | null;
  /** Nodes by the arguments that decide: none, or `aux_logits=False`. */
  readonly variants: Readonly<Record<string, number>>;
  /** Nodes by the weights that are loaded. */
  readonly loaded: Readonly<Record<string, number>>;
}

interface Table {
  readonly ops: readonly string[];
  readonly names: readonly (readonly string[])[];
  readonly graphs: readonly Forward[];
  readonly nodes: readonly RecordedNode[];
  readonly networks: Readonly<Record<string, Network>>;
}

let read: Table | undefined;

/** Read when the first program makes a network. */
function table(): Table {
  return (read ??= JSON.parse(text) as Table);
}

export function recordedNetwork(name: string): Network | undefined {
  const { networks } = table();
  return Object.hasOwn(networks, name) ? networks[name] : undefined;
}

export interface RecordedModule {
  readonly op: string;
  readonly args: Readonly<Record<string, Recorded>>;
  readonly children: readonly (readonly [string, number])[];
  readonly forward: Forward | null;
  readonly more: RecordedValues;
}

export function recordedModule(idx: number): RecordedModule {
  const { ops, names, graphs, nodes } = table();
  const node = nodes[idx]!;
  const op = ops[node[0]]!;
  if (typeof node[1] !== 'number') return { op, args: node[1] ?? {}, children: [], forward: null, more: {} };
  const [, nameIdx, children, graph, more] = node as Extract<RecordedNode, readonly [number, number, ...unknown[]]>;
  return {
    op,
    args: {},
    children: children.map((child, i) => [names[nameIdx]![i]!, child] as const),
    forward: graph === null ? null : graphs[graph]!,
    more: more ?? {},
  };
}
