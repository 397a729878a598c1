import { msg } from '../../../../extension/protocol/localize';
import type { Value } from '../../values/value';
import type { ParamSpec } from './params';
import { any } from './params';

/** Names of activation functions; the oracle compares them with the frameworks' own. */
export const activationNames = {
  keras:
    'celu elu exponential gelu glu hard_shrink hard_sigmoid hard_silu hard_swish hard_tanh leaky_relu linear log_sigmoid log_softmax mish relu relu6 selu sigmoid silu soft_shrink softmax softplus softsign sparse_plus sparse_sigmoid sparsemax squareplus swish tanh tanh_shrink threshold'.split(
      ' ',
    ),
  tfjs: 'elu gelu gelu_new hardSigmoid linear logSoftmax mish relu relu6 selu sigmoid softmax softplus softsign swish tanh'.split(' '),
} as const satisfies Record<string, readonly string[]>;

/**
 * An activation by name, or anything else. Programs may register names of their own, so that only what is one or two letters
 * from a known name is taken for a mistake.
 */
export function activationSpec(fallbackText: string | null = 'None'): ParamSpec<Value> {
  return {
    ...any(fallbackText),
    refuses(value, _, cx) {
      const { label, param, style } = cx;
      if (value.kind !== 'str' || value.value === null) return null;
      const names: readonly string[] = activationNames[style === 'config' ? 'tfjs' : 'keras'];
      const text = value.value;
      if (names.includes(text)) return null;
      const instead = cx.nearest(text, names);
      if (instead === null) return null;
      return {
        code: 'unknown-argument',
        message: msg('{0}: there is no {1} called {2}; is {3} meant?', label, param, `'${text}'`, `'${instead}'`),
        instead,
      };
    },
  };
}
