import type { LibraryEntry } from '../kernel';
import { arrayOf, defineMethod, defineOp, defineProperty, flag, integer, value } from '../kernel';
import type { Dim } from '../../values/dim';
import { unknownDim } from '../../values/dim';
import { shapeOf } from '../../values/shape';
import type { CallContext } from '../kernel';
import type { TensorValue, Value } from '../../values/value';
import { int, none, tuple, unknown } from '../../values/value';

const home = 'tensorflow._legacy.examples.tutorials.mnist.input_data';
const split = `${home}.DataSet`;
const pixels = 784;
const classes = 10;

function images(count: Dim, isFlat: boolean | null): TensorValue {
  const shape = isFlat === null ? null : shapeOf(isFlat ? [count, pixels] : [count, 28, 28, 1]);
  return arrayOf('numpy', shape, 'float32', { range: { min: 0, max: 1 } });
}

function labels(count: Dim, isOneHot: boolean | null): TensorValue {
  if (isOneHot === null) return arrayOf('numpy', null, null);
  return isOneHot
    ? arrayOf('numpy', shapeOf([count, classes]), 'float64', { range: { min: 0, max: 1 } })
    : arrayOf('numpy', shapeOf([count]), 'uint8', { range: { min: 0, max: classes - 1 } });
}

function known(self: Value, name: string, cx: CallContext): boolean | null {
  const held = cx.attr(self, name);
  return held?.kind === 'bool' ? held.value : null;
}

function count(self: Value, cx: CallContext): Dim {
  const held = cx.attr(self, '#count');
  return held?.kind === 'int' ? held.value : unknownDim;
}

/** The reader of MNIST that came with the tutorials of TensorFlow 1, for which there is no module any more. */
export const mnistReader: readonly LibraryEntry[] = [
  defineOp({
    name: `${home}.read_data_sets`,
    summary: 'The handwritten digits of MNIST in three parts, as the tutorials of TensorFlow 1 read them.',
    docs: 'https://www.tensorflow.org/datasets/catalog/mnist',
    category: 'data',
    isSecondary: true,
    params: {
      train_dir: value(),
      fake_data: flag(false),
      one_hot: flag(false),
      dtype: value(none),
      reshape: flag(true),
      validation_size: integer(5000),
      seed: value(none),
      source_url: value(none),
    },
    codes: [],
    examples: [],
    call({ one_hot, reshape, validation_size }, cx) {
      const held = typeof validation_size === 'number' ? validation_size : unknownDim;
      const part = (n: Dim): Value =>
        cx.object(split, { '#count': int(n), '#isFlat': { kind: 'bool', value: reshape }, '#isOneHot': { kind: 'bool', value: one_hot } });
      const train = typeof held === 'number' ? part(60_000 - held) : part(unknownDim);
      return cx.object(`${home}.Datasets`, { train, validation: part(held), test: part(10_000) });
    },
  }),
  defineProperty(`${split}.images`, (self, cx) => images(count(self, cx), known(self, '#isFlat', cx))),
  defineProperty(`${split}.labels`, (self, cx) => labels(count(self, cx), known(self, '#isOneHot', cx))),
  defineProperty(`${split}.num_examples`, (self, cx) => int(count(self, cx))),
  defineProperty(`${split}.epochs_completed`, () => unknown),
  defineMethod({
    name: `${split}.next_batch`,
    params: { self: value(), batch_size: integer(), fake_data: flag(false), shuffle: flag(true) },
    call: ({ self, batch_size }, cx) =>
      tuple([images(batch_size ?? unknownDim, known(self, '#isFlat', cx)), labels(batch_size ?? unknownDim, known(self, '#isOneHot', cx))]),
  }),
];
