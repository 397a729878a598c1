import type { LibraryEntry } from '../kernel';
import { defineOp, readDtype, value } from '../kernel';
import { none } from '../../values/value';
import { defaultFloatFact } from './elementTypes';

/** What says which type fractions have from now on. */
export const defaultTypes: readonly LibraryEntry[] = ['set_default_dtype', 'set_default_tensor_type'].map((name) =>
  defineOp({
    name: `torch.${name}`,
    docs: `https://docs.pytorch.org/docs/stable/generated/torch.${name}.html`,
    summary: 'Sets the element type that fractions have unless a call says otherwise.',
    category: 'utility',
    isSecondary: true,
    params: { d: value() },
    codes: [],
    call({ d }, cx) {
      cx.setFact(defaultFloatFact, readDtype(d));
      return none;
    },
    examples: [],
  }),
);
