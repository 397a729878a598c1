import type { LibraryEntry } from '../kernel';
import { any, defineOp, value } from '../kernel';
import { none } from '../../values/value';
import { holderOf, open } from './moduleTree';

const docs = 'https://docs.pytorch.org/docs/stable/generated/';

/** What gives a module a weight that other parameters compute: the module is the same, with its shapes, and is called as before. */
const rows = [
  [
    'torch.nn.utils.spectral_norm',
    ['torch.nn.utils.parametrizations.spectral_norm'],
    'Divides a weight by its largest singular value before each call.',
    true,
  ],
  [
    'torch.nn.utils.weight_norm',
    ['torch.nn.utils.parametrizations.weight_norm'],
    'Splits a weight into its length and its direction.',
    false,
  ],
  ['torch.nn.utils.parametrizations.orthogonal', [], 'Gives a module a weight that is computed before each call.', false],
  ['torch.nn.utils.remove_spectral_norm', [], 'Takes what the weight of a module was computed by away again.', true],
  ['torch.nn.utils.remove_weight_norm', [], 'Takes what the weight of a module was computed by away again.', false],
] as const;

/** Weights of another form. */
export const reparametrizations: readonly LibraryEntry[] = rows.map(([name, aliases, summary, keepsCount]) =>
  defineOp({
    name,
    aliases,
    docs: `${docs}${name}.html`,
    summary,
    category: 'normalization',
    params: { module: value(), name: any("'weight'") },
    otherParams: ['n_power_iterations', 'eps', 'dim'],
    takesAnyKeyword: true,
    codes: [],
    call({ module }, cx) {
      // The parameters have other names, and mostly another count.
      if (!keepsCount && module.kind === 'ref') cx.setAttr(holderOf(cx.heap, module), open, none);
      return module;
    },
    examples: [`${name}(torch.nn.Linear(8, 3))(torch.zeros(4, 8))  #> [4, 3]`],
  }),
);
