import type { OracleCase, OracleModel, OracleShape } from '../../../scripts/oracles/case';

/** A program in which every question stands on lines of its own, and the lines by question. */
export interface OracleProgram {
  readonly text: string;
  readonly language: 'python' | 'typescript';
  /** For each question the line of the first call and, where there is one, of the second. */
  readonly lines: readonly { readonly from: number; readonly call: number; readonly again: number | null }[];
}

export type OracleFramework = 'keras' | 'tfjs';

/** Layers that take a list of tensors. */
const listed = new Set('add concatenate subtract multiply average maximum minimum dot attention additiveattention'.split(' '));

export function renderCases(framework: OracleFramework, layer: string, cases: readonly OracleCase[]): OracleProgram {
  const writer = writers[framework];
  const text = [writer.header];
  const isMerging = listed.has(layer.toLowerCase());
  const isSpread = /^(MultiHead|GroupQuery)Attention$/.test(layer);
  const lines = cases.map((one, n) => {
    const from = text.length;
    one.i.forEach((shape, i) => text.push(writer.assign(`x${n}_${i}`, writer.input(shape, one.t))));
    const inputs = one.i.map((_, i) => `x${n}_${i}`);
    text.push(writer.assign(`l${n}`, writer.layer(layer, Object.keys(one.c).length ? one.c : null)));
    text.push(writer.assign(`y${n}`, writer.apply(`l${n}`, isMerging || isSpread ? inputs : inputs.slice(0, 1), isMerging)));
    const call = text.length - 1;
    if (!one.again) return { from, call, again: null };
    text.push(writer.assign(`w${n}`, writer.input(one.again.i[0]!)), writer.assign(`z${n}`, writer.apply(`l${n}`, [`w${n}`], false)));
    return { from, call, again: text.length - 1 };
  });
  return { text: `${text.join('\n')}\n`, language: writer.language, lines };
}

export function renderModels(framework: OracleFramework, models: readonly OracleModel[]): OracleProgram {
  const writer = writers[framework];
  const text = [writer.header];
  const lines = models.map((model, n) => {
    const from = text.length;
    if (model.kind === 'sequential') {
      text.push(writer.assign(`m${n}`, writer.sequential(model)));
    } else {
      text.push(writer.assign(`t${n}_0`, writer.input(model.input)));
      model.layers.forEach(([name, config, inputs], i) => {
        const names = inputs!.map((from) => `t${n}_${from}`);
        text.push(writer.assign(`t${n}_${i + 1}`, writer.apply(writer.layer(name, config), names, names.length > 1)));
      });
      text.push(writer.assign(`m${n}`, writer.functional(`t${n}_0`, `t${n}_${model.layers.length}`)));
    }
    return { from, call: text.length - 1, again: null };
  });
  return { text: `${text.join('\n')}\n`, language: writer.language, lines };
}

interface Writer {
  readonly language: 'python' | 'typescript';
  readonly header: string;
  assign(name: string, value: string): string;
  input(shape: OracleShape, dtype?: string): string;
  /** Null: nothing stands between the parentheses. */
  layer(name: string, config: OracleCase['c'] | null): string;
  apply(layer: string, inputs: readonly string[], asList: boolean): string;
  sequential(model: OracleModel): string;
  functional(input: string, output: string): string;
}

const python: Writer = {
  language: 'python',
  header: 'import keras',
  assign: (name, value) => `${name} = ${value}`,
  input: (shape, dtype) => `keras.Input(batch_shape=${pythonLiteral(shape)}${dtype === undefined ? '' : `, dtype='${dtype}'`})`,
  layer: (name, config) =>
    `keras.layers.${name}(${Object.entries(config ?? {})
      .map(([key, value]) => `${key}=${pythonLiteral(value)}`)
      .join(', ')})`,
  apply: (layer, inputs, asList) => `${layer}(${asList ? `[${inputs.join(', ')}]` : inputs.join(', ')})`,
  sequential: ({ input, layers }) =>
    `keras.Sequential([${[`keras.Input(batch_shape=${pythonLiteral(input)})`, ...layers.map(([name, config]) => python.layer(name, config))].join(', ')}])`,
  functional: (input, output) => `keras.Model(${input}, ${output})`,
};

const typescript: Writer = {
  language: 'typescript',
  header: "import * as tf from '@tensorflow/tfjs';",
  assign: (name, value) => `const ${name} = ${value};`,
  input: (shape, dtype) => `tf.input({batchShape: ${JSON.stringify(shape)}${dtype === undefined ? '' : `, dtype: '${dtype}'`}})`,
  layer: (name, config) => `tf.layers.${name}(${config ? objectLiteral(config) : ''})`,
  apply: (layer, inputs, asList) => `${layer}.apply(${asList ? `[${inputs.join(', ')}]` : inputs.join('')})`,
  sequential: ({ input, layers }) =>
    `tf.sequential({layers: [${layers.map(([name, config], i) => typescript.layer(name, i === 0 ? { ...config, batchInputShape: input } : config)).join(', ')}]})`,
  functional: (input, output) => `tf.model({inputs: ${input}, outputs: ${output}})`,
};

const writers: Readonly<Record<OracleFramework, Writer>> = { keras: python, tfjs: typescript };

function pythonLiteral(value: unknown): string {
  if (value === null) return 'None';
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (typeof value === 'object' && 'layer' in value) {
    const { layer, config } = value as { layer: string; config: OracleCase['c'] };
    return python.layer(layer, config);
  }
  if (Array.isArray(value)) return `(${value.map(pythonLiteral).join(', ')}${value.length === 1 ? ',' : ''})`;
  return typeof value === 'string' ? `'${value}'` : JSON.stringify(value);
}

function objectLiteral(config: OracleCase['c']): string {
  return `{${Object.entries(config)
    .map(([key, value]) => `${key}: ${JSON.stringify(value)}`)
    .join(', ')}}`;
}
