import type { CallContext, FunctionDef, LibraryEntry, Params, any } from '../kernel';
import { defineClass, defineMethod, defineOp, defineProperty, parseSignature, rest, value } from '../kernel';
import { unknownDim } from '../../values/dim';
import type { Value } from '../../values/value';
import { bool, int, none, str, unknown } from '../../values/value';

/*
 * What stands around a network: devices, modes of computing, files, and what makes another form of a module, which is called as before.
 */

const docs = 'https://docs.pytorch.org/docs/stable/generated/';

interface Row {
  readonly name: string;
  readonly aliases?: readonly string[];
  readonly params?: Params;
  readonly signature?: string;
  readonly takesAnyKeyword?: boolean;
  readonly summary: string;
  readonly example: string;
  readonly docs?: string;
  readonly gives: (args: Readonly<Record<string, Value>>, cx: CallContext) => Value;
}

function define(row: Row): FunctionDef {
  const { params, takesAnyKeyword } = parseSignature(row.signature ?? '');
  return defineOp({
    name: row.name,
    aliases: row.aliases ?? [],
    summary: row.summary,
    docs: row.docs ?? `${docs}${row.name}.html`,
    category: 'utility',
    params: (row.params ?? params) as Readonly<Record<string, ReturnType<typeof any>>>,
    ...((row.takesAnyKeyword || takesAnyKeyword) && { takesAnyKeyword: true }),
    codes: [],
    examples: [row.example],
    call: (args, cx) => row.gives(args, cx),
  });
}

/** The first argument as it is: the module or function that another form is made of. */
const same = (args: Readonly<Record<string, Value>>): Value => Object.values(args)[0] ?? unknown;

/** An object that is entered by `with`, or decorates a function. */
const mode =
  (cls: string) =>
  (_: unknown, cx: CallContext): Value =>
    cx.object(cls);

const net = 'torch.nn.Linear(8, 3)';
const amp = 'https://docs.pytorch.org/docs/stable/amp.html';

const rows: readonly Row[] = [
  {
    name: 'torch.no_grad',
    signature: 'orig_func=None',
    summary: 'Computes without what gradients need.',
    example: 'torch.no_grad()',
    gives: decorating('torch.no_grad', 'orig_func'),
  },
  {
    name: 'torch.enable_grad',
    signature: 'orig_func=None',
    summary: 'Computes with what gradients need.',
    example: 'torch.enable_grad()',
    gives: decorating('torch.enable_grad', 'orig_func'),
  },
  {
    name: 'torch.inference_mode',
    aliases: ['torch.autograd.grad_mode.inference_mode'],
    signature: 'mode=True',
    summary: 'Computes what never needs gradients.',
    docs: `${docs}torch.autograd.grad_mode.inference_mode.html`,
    example: 'torch.inference_mode()',
    gives: decorating('torch.inference_mode', 'mode'),
  },
  {
    name: 'torch.set_grad_enabled',
    signature: 'mode',
    summary: 'Turns the recording for gradients on or off.',
    example: 'torch.set_grad_enabled(False)',
    gives: mode('torch.set_grad_enabled'),
  },
  {
    name: 'torch.autocast',
    aliases: ['torch.amp.autocast', 'torch.amp.autocast_mode.autocast'],
    signature: 'device_type, dtype=None, enabled=True, cache_enabled=None',
    summary: 'Computes in a shorter element type where that does no harm.',
    docs: `${amp}#torch.autocast`,
    example: "torch.autocast('cpu')",
    gives: mode('torch.autocast'),
  },
  {
    name: 'torch.cuda.amp.autocast',
    signature: 'enabled=True, dtype=torch.float16, cache_enabled=True',
    summary: 'Computes on a GPU in a shorter element type where that does no harm.',
    docs: `${amp}#torch.cuda.amp.autocast`,
    example: 'torch.cuda.amp.autocast()',
    gives: mode('torch.autocast'),
  },
  {
    name: 'torch.amp.GradScaler',
    aliases: ['torch.amp.grad_scaler.GradScaler', 'torch.GradScaler'],
    signature: "device='cuda', init_scale=65536.0, growth_factor=2.0, backoff_factor=0.5, growth_interval=2000, enabled=True",
    summary: 'Scales a loss up so that short gradients do not become zero.',
    docs: `${amp}#gradient-scaling`,
    example: 'torch.amp.GradScaler()',
    gives: mode('torch.amp.GradScaler'),
  },
  {
    name: 'torch.cuda.amp.GradScaler',
    signature: 'init_scale=65536.0, growth_factor=2.0, backoff_factor=0.5, growth_interval=2000, enabled=True',
    summary: 'Scales a loss up so that short gradients do not become zero; the older name.',
    docs: `${amp}#gradient-scaling`,
    example: 'torch.cuda.amp.GradScaler()',
    gives: mode('torch.amp.GradScaler'),
  },
  {
    name: 'torch.device',
    signature: 'type, index=None',
    summary: 'A place where tensors lie: a processor or a GPU.',
    docs: 'https://docs.pytorch.org/docs/stable/tensor_attributes.html#torch.device',
    example: "torch.device('cpu')",
    gives({ type }, cx) {
      const name = type?.kind === 'str' && type.value !== null ? type.value.split(':')[0]! : null;
      return cx.object('torch.device', { type: str(name), '#name': type ?? unknown });
    },
  },
  {
    name: 'torch.manual_seed',
    signature: 'seed',
    summary: 'Sets where random numbers begin.',
    example: 'torch.manual_seed(0)',
    gives: (_, cx) => cx.object('torch.Generator'),
  },
  {
    name: 'torch.Generator',
    signature: "device='cpu'",
    summary: 'A source of random numbers.',
    example: 'torch.Generator().manual_seed(0)',
    gives: (_, cx) => cx.object('torch.Generator'),
  },
  {
    name: 'torch.save',
    signature: 'obj, f, pickle_module=None, pickle_protocol=2, _use_new_zipfile_serialization=True',
    summary: 'Writes an object into a file.',
    example: "torch.save({'epoch': 1}, 'state.pt')",
    gives: () => none,
  },
  {
    name: 'torch.load',
    signature: 'f, map_location=None, pickle_module=None, *, weights_only=None, mmap=None, **pickle_load_args',
    summary: 'Reads what was saved into a file.',
    example: "torch.load('state.pt')",
    gives: () => unknown,
  },
  {
    name: 'torch.compile',
    signature: "model=None, *, fullgraph=False, dynamic=None, backend='inductor', mode=None, options=None, disable=False, name=None",
    summary: 'A module or function that is compiled when it is first called.',
    example: `torch.compile(${net})(torch.zeros(4, 8))  #> [4, 3]`,
    gives: ({ model }) => (model?.kind === 'none' ? unknown : (model ?? unknown)),
  },
  {
    name: 'torch.jit.script',
    signature: 'obj, optimize=None, _frames_up=0, _rcb=None, example_inputs=None',
    summary: 'A module or function as a program of its own.',
    example: `torch.jit.script(${net})(torch.zeros(4, 8))  #> [4, 3]`,
    gives: same,
  },
  {
    name: 'torch.jit.trace',
    signature: 'func, example_inputs=None, optimize=None, **kwargs',
    summary: 'What a module or function did with an example, as a program of its own.',
    example: `torch.jit.trace(${net}, torch.zeros(4, 8))(torch.zeros(4, 8))  #> [4, 3]`,
    gives({ func, example_inputs }, cx) {
      // It is called once on the example.
      if (func && example_inputs && example_inputs.kind !== 'none')
        cx.call(func, example_inputs.kind === 'tuple' ? example_inputs.items : [example_inputs]);
      return func ?? unknown;
    },
  },
  {
    name: 'torch.fx.symbolic_trace',
    signature: 'root, concrete_args=None',
    summary: 'A module with the graph of its computation.',
    docs: 'https://docs.pytorch.org/docs/stable/fx.html#torch.fx.symbolic_trace',
    example: `torch.fx.symbolic_trace(${net})(torch.zeros(4, 8))  #> [4, 3]`,
    gives: same,
  },
  {
    name: 'torch.ao.quantization.quantize_dynamic',
    aliases: ['torch.quantization.quantize_dynamic'],
    signature: 'model, qconfig_spec=None, dtype=torch.qint8, mapping=None, inplace=False',
    summary: 'A module whose weights are whole numbers, and whose inputs become such as they come.',
    example: `torch.ao.quantization.quantize_dynamic(${net}, {torch.nn.Linear}, dtype=torch.qint8)(torch.zeros(4, 8))  #> [4, 3]`,
    gives: same,
  },
  ...(['prepare', 'prepare_qat', 'convert', 'fuse_modules'] as const).map((name): Row => ({
    name: `torch.ao.quantization.${name}`,
    aliases: [`torch.quantization.${name}`],
    params: { model: value(), args: rest() as unknown as ReturnType<typeof value> },
    takesAnyKeyword: true,
    summary: {
      prepare: 'A module that watches what flows through it before it is quantized.',
      prepare_qat: 'A module that is trained as if it were quantized.',
      convert: 'A module with the quantized forms of its parts.',
      fuse_modules: 'A module some of whose parts are put together into one.',
    }[name],
    docs: 'https://docs.pytorch.org/docs/stable/quantization.html',
    example: `torch.ao.quantization.${name}(${net}${name === 'fuse_modules' ? ', []' : ''})(torch.zeros(4, 8))  #> [4, 3]`,
    gives: same,
  })),
  {
    name: 'torch.is_grad_enabled',
    summary: 'Whether gradients are recorded for.',
    docs: `${docs}torch.is_grad_enabled.html`,
    example: 'torch.is_grad_enabled()',
    gives: () => bool(null),
  },
  { name: 'torch.cuda.is_available', summary: 'Whether a GPU can be used.', example: 'torch.cuda.is_available()', gives: () => bool(null) },
  {
    name: 'torch.cuda.device_count',
    summary: 'How many GPUs there are.',
    example: 'torch.cuda.device_count()',
    gives: () => int(unknownDim),
  },
  {
    name: 'torch.cuda.current_device',
    summary: 'The number of the GPU in use.',
    example: 'torch.cuda.current_device()',
    gives: () => int(unknownDim),
  },
  {
    name: 'torch.cuda.get_device_name',
    signature: 'device=None',
    summary: 'The name of a GPU.',
    example: 'torch.cuda.get_device_name(0)',
    gives: () => str(null),
  },
  ...(['memory_allocated', 'max_memory_allocated', 'memory_reserved', 'max_memory_reserved'] as const).map((name): Row => ({
    name: `torch.cuda.${name}`,
    aliases: [`torch.cuda.memory.${name}`],
    signature: 'device=None',
    summary: {
      memory_allocated: 'How many bytes of a GPU tensors take.',
      max_memory_allocated: 'How many bytes of a GPU tensors took at most.',
      memory_reserved: 'How many bytes of a GPU are held for tensors.',
      max_memory_reserved: 'How many bytes of a GPU were held for tensors at most.',
    }[name],
    docs: `${docs}torch.cuda.memory.${name}.html`,
    example: `torch.cuda.${name}()`,
    gives: () => int(unknownDim),
  })),
  ...(
    [
      ['torch.cuda.empty_cache', '', 'Gives back memory of a GPU that is held for nothing.', '', 'torch.cuda.memory.empty_cache'],
      ['torch.cuda.synchronize', 'device=None', 'Waits until a GPU has done its work.', ''],
      ['torch.cuda.manual_seed', 'seed', 'Sets where random numbers of a GPU begin.', '0'],
      ['torch.cuda.manual_seed_all', 'seed', 'Sets where random numbers of all GPUs begin.', '0'],
      ['torch.cuda.set_device', 'device', 'Says which GPU is in use.', '0'],
      ['torch.set_num_threads', 'int', 'Says how many threads compute.', '2'],
      ['torch.use_deterministic_algorithms', 'mode, *, warn_only=False', 'Says whether results may differ between runs.', 'True'],
      ['torch.set_float32_matmul_precision', 'precision', 'Says how exact products of matrices are.', "'high'"],
      [
        'torch.set_printoptions',
        'precision=None, threshold=None, edgeitems=None, linewidth=None, profile=None, sci_mode=None',
        'Says how tensors are printed.',
        'precision=3',
      ],
      ['torch.autograd.set_detect_anomaly', 'mode, check_nan=True', 'Says whether gradients are looked at for faults.', 'True'],
    ] as const
  ).map(([name, signature, summary, args, page]): Row => ({
    name,
    signature,
    summary,
    example: `${name}(${args})`,
    ...(page !== undefined && { docs: `${docs}${page}.html` }),
    ...(name.startsWith('torch.autograd.') && {
      docs: 'https://docs.pytorch.org/docs/stable/autograd.html#torch.autograd.set_detect_anomaly',
    }),
    gives: name.startsWith('torch.autograd.') ? mode(name) : () => none,
  })),
];

/** What decorates a function when it is given one, and is a mode otherwise. */
function decorating(cls: string, param: string) {
  return (args: Readonly<Record<string, Value>>, cx: CallContext): Value => {
    const given = args[param];
    return given?.kind === 'function' || given?.kind === 'method' ? given : cx.object(cls);
  };
}

/** Objects that are called with a function give it back: `decorator = torch.no_grad()`. */
const modes = ['torch.no_grad', 'torch.enable_grad', 'torch.inference_mode', 'torch.set_grad_enabled', 'torch.autocast'];

const scaler = 'torch.amp.GradScaler';

export const surroundings: readonly LibraryEntry[] = [
  ...rows.map(define),
  ...modes.flatMap((cls) => [
    defineMethod({ name: `${cls}.__call__`, params: { self: value(), func: value() }, call: ({ func }) => func }),
    defineMethod({ name: `${cls}.__enter__`, params: { self: value() }, call: ({ self }) => (cls === 'torch.autocast' ? self : none) }),
  ]),
  defineMethod({ name: `${scaler}.scale`, params: { self: value(), outputs: value() }, call: ({ outputs }) => outputs }),
  defineMethod({
    name: `${scaler}.step`,
    params: { self: value(), optimizer: value(), args: rest() },
    takesAnyKeyword: true,
    call: ({ optimizer }, cx) => (optimizer.kind === 'unknown' ? unknown : cx.callMethod(optimizer, 'step')),
  }),
  defineMethod({ name: `${scaler}.unscale_`, params: { self: value(), optimizer: value() }, call: () => none }),
  defineMethod({ name: `${scaler}.update`, params: { self: value(), new_scale: value(none) }, call: () => none }),
  ...['get_scale', 'state_dict', 'load_state_dict', 'is_enabled'].map((name) =>
    defineMethod({
      name: `${scaler}.${name}`,
      params: { self: value(), args: rest() },
      call: () => (name.startsWith('load') ? none : unknown),
    }),
  ),
  defineClass('torch.Generator'),
  defineMethod({ name: 'torch.Generator.manual_seed', params: { self: value(), seed: value() }, call: ({ self }) => self }),
  ...['seed', 'initial_seed', 'get_state', 'set_state'].map((name) =>
    defineMethod({
      name: `torch.Generator.${name}`,
      params: { self: value(), args: rest() },
      call: ({ self }) => (name === 'set_state' ? self : unknown),
    }),
  ),
  defineClass('torch.device'),
  defineProperty('torch.device.index', () => unknown),
];
