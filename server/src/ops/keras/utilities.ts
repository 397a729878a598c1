import type { FunctionDef, Params } from '../kernel';
import { any, defineOp, flag, integer, text } from '../kernel';
import type { Value } from '../../values/value';
import { bool, none, str, unknown } from '../../values/value';

interface Utility {
  readonly name: string;
  readonly summary: string;
  readonly params: Params;
  readonly takesAnyKeyword?: boolean;
  readonly gives?: Value;
  readonly aliases?: readonly string[];
  readonly example: string;
}

function defineUtility({ name, summary, params, gives = none, example, ...more }: Utility): FunctionDef {
  return defineOp({
    ...more,
    name: `keras.utils.${name}`,
    summary,
    docs: `https://keras.io/api/utils/`,
    category: 'utility',
    params,
    codes: [],
    call: () => gives,
    examples: [example],
  });
}

const drawing = {
  show_shapes: flag(false),
  show_dtype: flag(false),
};

const moreDrawing = (dpi: string): Params => ({
  rankdir: text('TB'),
  expand_nested: flag(false),
  dpi: any(dpi),
});

/** Functions of `keras.utils` that say nothing of shapes. */
export const utilities: readonly FunctionDef[] = [
  defineUtility({
    name: 'set_random_seed',
    summary: 'Seeds Python, NumPy and the backend at once.',
    params: { seed: integer() },
    example: 'keras.utils.set_random_seed(7)',
  }),
  defineUtility({
    name: 'clear_session',
    summary: 'Frees what Keras keeps of the models made so far.',
    aliases: ['keras.backend.clear_session'],
    params: { free_memory: flag(true) },
    example: 'keras.utils.clear_session()',
  }),
  defineUtility({
    name: 'get_file',
    summary: 'Downloads a file once and gives the path of its copy.',
    aliases: ['keras.utils.data_utils.get_file', 'keras.utils.file_utils.get_file'],
    params: {
      fname: any(),
      origin: any(),
      untar: flag(false),
      md5_hash: any(),
      file_hash: any(),
      cache_subdir: text('datasets'),
      hash_algorithm: text('auto'),
      extract: flag(false),
      archive_format: text('auto'),
      cache_dir: any(),
      force_download: flag(false),
    },
    gives: str(null),
    example: "keras.utils.get_file(origin='https://example.org/data.csv')",
  }),
  defineUtility({
    name: 'plot_model',
    summary: 'Draws the graph of a model into a file.',
    aliases: ['keras.utils.vis_utils.plot_model'],
    params: {
      model: any(null),
      to_file: text('model.png'),
      ...drawing,
      show_layer_names: flag(false),
      ...moreDrawing('200'),
      show_layer_activations: flag(false),
      show_trainable: flag(false),
      splines: text('ortho'),
    },
    takesAnyKeyword: true,
    gives: unknown,
    example: 'keras.utils.plot_model(keras.Sequential([keras.Input((8,)), keras.layers.Dense(1)]))',
  }),
  defineUtility({
    name: 'model_to_dot',
    summary: 'The graph of a model as one of Graphviz.',
    params: {
      model: any(null),
      ...drawing,
      show_layer_names: flag(true),
      ...moreDrawing('200'),
      subgraph: flag(false),
      show_layer_activations: flag(false),
      show_trainable: flag(false),
      splines: text('ortho'),
    },
    takesAnyKeyword: true,
    gives: unknown,
    example: 'keras.utils.model_to_dot(keras.Sequential([keras.Input((8,)), keras.layers.Dense(1)]))',
  }),
  defineUtility({
    name: 'disable_interactive_logging',
    summary: 'Sends the log of the training to the logger instead of the terminal.',
    params: {},
    example: 'keras.utils.disable_interactive_logging()',
  }),
  defineUtility({
    name: 'enable_interactive_logging',
    summary: 'Prints the log of the training to the terminal, as it is from the start.',
    params: {},
    example: 'keras.utils.enable_interactive_logging()',
  }),
  defineUtility({
    name: 'is_interactive_logging_enabled',
    summary: 'Whether the log of the training is printed to the terminal.',
    params: {},
    gives: bool(null),
    example: 'keras.utils.is_interactive_logging_enabled()',
  }),
];
