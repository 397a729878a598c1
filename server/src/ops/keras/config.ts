import type { CallContext, FunctionDef, Params } from '../kernel';
import { any, defineOp, imageDataFormat, value } from '../kernel';
import type { Value } from '../../values/value';
import { bool, float, none, str, unknown } from '../../values/value';

const floatType = 'keras floatx';

interface Setting {
  readonly name: string;
  readonly summary: string;
  readonly params?: Params;
  /** It exists under `keras.backend` as well. */
  readonly isOfBackend?: boolean;
  readonly example: string;
  readonly call: (args: Readonly<Record<string, Value>>, cx: CallContext) => Value;
}

function setting({ name, summary, params = {}, isOfBackend, example, call }: Setting): FunctionDef {
  return defineOp({
    name: `keras.config.${name}`,
    ...(isOfBackend && { aliases: [`keras.backend.${name}`] }),
    summary,
    docs: 'https://keras.io/api/utils/config_utils/',
    category: 'utility',
    params,
    codes: [],
    call: (args, cx) => call(args as unknown as Readonly<Record<string, Value>>, cx),
    examples: [example],
  });
}

function keep(fact: string, given: Value | undefined, cx: CallContext): Value {
  cx.setFact(fact, given?.kind === 'str' ? given.value : null);
  return none;
}

/** What the program has set, `otherwise` before; null when it is not known. */
function kept(fact: string, otherwise: string, cx: CallContext): Value {
  const found = cx.fact(fact);
  return str(found === undefined ? otherwise : found);
}

/** Settings of Keras that hold for all of a program. */
export const settings: readonly FunctionDef[] = [
  setting({
    name: 'image_data_format',
    summary: 'Where the channels of an image stand unless a layer says otherwise.',
    isOfBackend: true,
    example: 'keras.config.image_data_format()',
    call: (_, cx) => kept(imageDataFormat, 'channels_last', cx),
  }),
  setting({
    name: 'set_image_data_format',
    summary: 'Sets where the channels of an image stand: first or last.',
    params: { data_format: value() },
    isOfBackend: true,
    example: "keras.config.set_image_data_format('channels_last')",
    call: ({ data_format }, cx) => keep(imageDataFormat, data_format, cx),
  }),
  setting({
    name: 'floatx',
    summary: 'The element type that layers compute in unless told otherwise.',
    isOfBackend: true,
    example: 'keras.config.floatx()',
    call: (_, cx) => kept(floatType, 'float32', cx),
  }),
  setting({
    name: 'set_floatx',
    summary: 'Sets the element type that layers compute in.',
    params: { value: value() },
    isOfBackend: true,
    example: "keras.config.set_floatx('float32')",
    call: ({ value: given }, cx) => keep(floatType, given, cx),
  }),
  setting({
    name: 'epsilon',
    summary: 'The small number that is added where a division by zero threatens.',
    isOfBackend: true,
    example: 'keras.config.epsilon()',
    call: () => float(null),
  }),
  setting({
    name: 'set_epsilon',
    summary: 'Sets the small number that is added where a division by zero threatens.',
    params: { value: any(null) },
    isOfBackend: true,
    example: 'keras.config.set_epsilon(1e-5)',
    call: () => none,
  }),
  setting({
    name: 'backend',
    summary: 'The name of the library that Keras computes with.',
    isOfBackend: true,
    example: 'keras.config.backend()',
    call: () => str(null),
  }),
  setting({
    name: 'set_backend',
    summary: 'Loads Keras again with another library to compute with.',
    params: { backend: any(null) },
    example: "keras.config.set_backend('jax')",
    call: () => none,
  }),
  setting({
    name: 'dtype_policy',
    summary: 'What layers compute in, and what they keep their weights in.',
    example: 'keras.config.dtype_policy()',
    call: () => unknown,
  }),
  setting({
    name: 'set_dtype_policy',
    summary: 'Sets what layers compute in, and what they keep their weights in.',
    params: { policy: any(null) },
    example: "keras.config.set_dtype_policy('float32')",
    call: () => none,
  }),
  setting({
    name: 'enable_unsafe_deserialization',
    summary: 'Lets models be loaded that bring code with them.',
    example: 'keras.config.enable_unsafe_deserialization()',
    call: () => none,
  }),
  setting({
    name: 'is_flash_attention_enabled',
    summary: 'Whether attention is computed by a fused kernel; None where Keras decides.',
    example: 'keras.config.is_flash_attention_enabled()',
    call: () => bool(null),
  }),
  ...(
    [
      ['is_interactive_logging_enabled', 'Whether the log of the training is printed to the terminal.', bool(null)],
      ['is_traceback_filtering_enabled', 'Whether tracebacks leave out the lines of Keras.', bool(null)],
      ['is_nnx_enabled', 'Whether variables are those of Flax NNX.', bool(null)],
      ['max_epochs', 'The number of epochs after which every training ends, or None.', unknown],
      ['max_steps_per_epoch', 'The number of steps after which every epoch ends, or None.', unknown],
    ] as const
  ).map(([name, summary, gives]) => setting({ name, summary, example: `keras.config.${name}()`, call: () => gives })),
  ...(
    [
      ['set_max_epochs', 'max_epochs', 'Sets the number of epochs after which every training ends.'],
      ['set_max_steps_per_epoch', 'max_steps_per_epoch', 'Sets the number of steps after which every epoch ends.'],
    ] as const
  ).map(([name, param, summary]) =>
    setting({ name, summary, params: { [param]: any(null) }, example: `keras.config.${name}(2)`, call: () => none }),
  ),
  ...(
    [
      ['enable_flash_attention', 'Lets attention be computed by a fused kernel.'],
      ['disable_flash_attention', 'Has attention computed without a fused kernel.'],
      ['enable_interactive_logging', 'Prints the log of the training to the terminal, as it is from the start.'],
      ['disable_interactive_logging', 'Sends the log of the training to the logger instead of the terminal.'],
      ['enable_traceback_filtering', 'Leaves the lines of Keras out of tracebacks, as it is from the start.'],
      ['disable_traceback_filtering', 'Shows the lines of Keras in tracebacks.'],
    ] as const
  ).map(([name, summary]) => setting({ name, summary, example: `keras.config.${name}()`, call: () => none })),
];
