import { opName } from './shapeText';

/** The few kinds that the graph tells apart by color. `module` is a folded group. */
export type OpKind = 'convolution' | 'normalization' | 'activation' | 'pooling' | 'linear' | 'module' | 'merge' | 'io' | 'other';

/** The kinds that the legend names, in its order. */
export const legendKinds: readonly OpKind[] = ['convolution', 'normalization', 'activation', 'pooling', 'linear', 'module', 'other'];

const activations = new Set(
  (
    'activation relu relu6 leakyrelu prelu elu selu celu gelu silu swish mish softmax logsoftmax log_softmax sigmoid tanh hardtanh hardswish hardsigmoid ' +
    'softplus softsign thresholdedrelu glu'
  ).split(' '),
);
const merges = new Set('add subtract multiply average maximum minimum concatenate concat cat dot stack'.split(' '));

/** Recognizes the kind of an op by its name, which the frameworks spell much alike. */
export function opKind(op: string): OpKind {
  const name = opName(op).toLowerCase();
  if (name === 'input' || name === 'output' || name === 'inputlayer') return 'io';
  if (merges.has(name)) return 'merge';
  if (activations.has(name)) return 'activation';
  if (/pool(ing)?(\d|$)/.test(name)) return 'pooling';
  if (/conv/.test(name)) return 'convolution';
  if (/norm/.test(name)) return 'normalization';
  if (/^(dense|linear|bilinear|einsumdense|lazylinear|matmul)$/.test(name)) return 'linear';
  return 'other';
}
