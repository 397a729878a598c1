import type { CallContext, LibraryEntry } from '../../kernel';
import { arrayOf, defineClass, defineMethod, defineOp, flag, integer, value } from '../../kernel';
import type { Dim } from '../../../values/dim';
import { subDims } from '../../../values/dim';
import { shapeOf } from '../../../values/shape';
import type { TensorValue, Value } from '../../../values/value';
import { int, none, tuple } from '../../../values/value';

const module = 'tensorflow.examples.tutorials.mnist.input_data';
const part = `${module}.DataSet`;

/** Images and labels of the reader: flat or not, the labels one-hot or not; null where that is not known. */
interface Form {
  readonly isOneHot: boolean | null;
  readonly isFlat: boolean | null;
}

function images(n: Dim, { isFlat }: Form): TensorValue {
  const rest: readonly Dim[] | null = isFlat === null ? null : isFlat ? [784] : [28, 28, 1];
  return arrayOf('numpy', rest && shapeOf([n, ...rest]), 'float32', { range: { min: 0, max: 1 } });
}

function labels(n: Dim, { isOneHot }: Form): TensorValue {
  if (isOneHot === null) return arrayOf('numpy', null, null);
  return isOneHot
    ? arrayOf('numpy', shapeOf([n, 10]), 'float64', { range: { min: 0, max: 1 } })
    : arrayOf('numpy', shapeOf([n]), 'uint8', { range: { min: 0, max: 9 } });
}

function dataset(cx: CallContext, n: Dim, form: Form): Value {
  const flags = { '#oneHot': { kind: 'bool', value: form.isOneHot }, '#flat': { kind: 'bool', value: form.isFlat } } as const;
  return cx.object(part, { images: images(n, form), labels: labels(n, form), num_examples: int(n), ...flags });
}

function formOf(self: Value, cx: CallContext): Form {
  const read = (name: string): boolean | null => {
    const found = cx.attr(self, name);
    return found?.kind === 'bool' ? found.value : null;
  };
  return { isOneHot: read('#oneHot'), isFlat: read('#flat') };
}

/** The reader of handwritten digits that tutorials of TensorFlow 1 began with. */
export const mnistReader: readonly LibraryEntry[] = [
  defineClass(part),
  defineOp({
    name: `${module}.read_data_sets`,
    docs: '',
    category: 'data',
    isSecondary: true,
    summary: 'Handwritten digits and their classes.',
    params: {
      train_dir: value(),
      fake_data: value(none),
      one_hot: flag(false),
      dtype: value(none),
      reshape: flag(true),
      validation_size: integer(5000),
    },
    otherParams: ['seed', 'source_url'],
    codes: [],
    call({ one_hot, reshape, validation_size }, cx) {
      const form = { isOneHot: one_hot, isFlat: reshape };
      return cx.object(`${module}.Datasets`, {
        train: dataset(cx, subDims(60000, validation_size), form),
        validation: dataset(cx, validation_size, form),
        test: dataset(cx, 10000, form),
      });
    },
    examples: [],
  }),
  defineMethod({
    name: `${part}.next_batch`,
    params: { self: value(), batch_size: integer() },
    otherParams: ['fake_data', 'shuffle'],
    call({ self, batch_size }, cx) {
      const form = formOf(self, cx);
      return tuple([images(batch_size, form), labels(batch_size, form)]);
    },
  }),
];
