/** Null is a free extent. */
export type OracleShape = readonly (number | null | 'NaN')[];

/** What a framework said of one layer. The files of `test/oracles` hold one a line. */
export interface OracleCase {
  /** Configuration, by the framework's own names. */
  readonly c: Readonly<Record<string, unknown>>;
  /** Shapes of the inputs, with the batch axis. */
  readonly i: readonly OracleShape[];
  /** Element type of the inputs where it is not float32. */
  readonly t?: string;
  /** Output shape, its element type and the number of weights. */
  readonly o?: OracleShape;
  readonly d?: string;
  readonly p?: number;
  /** Why the framework refused, instead of an output. */
  readonly r?: string;
  /** It builds and then fails on data. */
  readonly f?: 'call';
  /** A second call of the same layer. */
  readonly again?: Pick<OracleCase, 'i' | 'o' | 'r' | 'f'>;
}

/** A whole network. In a functional one, layers take their inputs by number: 0 is the model's input, n the output of layer n. */
export interface OracleModel {
  readonly kind: 'sequential' | 'functional';
  readonly input: OracleShape;
  readonly layers: readonly (readonly [name: string, config: Readonly<Record<string, unknown>>, inputs?: readonly number[]])[];
  readonly o?: OracleShape;
  readonly p?: number;
  readonly r?: string;
  readonly f?: 'call';
}

/** Which keywords each layer's constructor takes. */
export interface OracleKeywords {
  readonly version: string;
  readonly layers: Readonly<
    Record<string, { readonly positional: readonly string[]; readonly required: readonly string[]; readonly takes: readonly string[] }>
  >;
}

/** One case a line, so that a change of the framework shows as changed lines. */
export function caseLines(cases: readonly unknown[]): string {
  return `[\n${cases.map((one) => JSON.stringify(one)).join(',\n')}\n]\n`;
}
