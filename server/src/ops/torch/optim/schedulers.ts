import type { CallContext, LibraryEntry, ParamSpec, Refusal, RefusalContext } from '../../kernel';
import { defineClass, defineMethod, msg, parseSignature, value } from '../../kernel';
import { PersistentMap } from '../../../values/persistentMap';
import type { Heap, Value } from '../../../values/value';
import { float, none } from '../../../values/value';
import { libraryClass, numberIn } from '../libraryClass';
import { moduleParts } from '../moduleTree';

const schedulerClass = 'torch.optim.lr_scheduler.LRScheduler';
const docs = 'https://docs.pytorch.org/docs/stable/generated/';

/** Name, parameters behind the optimizer, what it is, and arguments of an example. */
const rows: readonly (readonly [string, string, string, string])[] = [
  ['StepLR', 'step_size, gamma=0.1, last_epoch=-1', 'Multiplies the learning rate by `gamma` each `step_size` epochs.', '10'],
  ['MultiStepLR', 'milestones, gamma=0.1, last_epoch=-1', 'Multiplies the learning rate by `gamma` at the given epochs.', '[10, 20]'],
  ['ExponentialLR', 'gamma, last_epoch=-1', 'Multiplies the learning rate by `gamma` each epoch.', '0.9'],
  ['CosineAnnealingLR', 'T_max, eta_min=0.0, last_epoch=-1', 'Lowers the learning rate along half a wave of the cosine.', '50'],
  [
    'CosineAnnealingWarmRestarts',
    'T_0, T_mult=1, eta_min=0.0, last_epoch=-1',
    'Lowers the learning rate along the cosine, and begins again.',
    '10',
  ],
  [
    'LambdaLR',
    'lr_lambda, last_epoch=-1',
    'Multiplies the first learning rate by what a function makes of the epoch.',
    'lambda epoch: 0.95 ** epoch',
  ],
  [
    'MultiplicativeLR',
    'lr_lambda, last_epoch=-1',
    'Multiplies the learning rate by what a function makes of the epoch.',
    'lambda epoch: 0.95',
  ],
  [
    'ConstantLR',
    'factor=0.3333333333333333, total_iters=5, last_epoch=-1',
    'Multiplies the learning rate by a factor in the first epochs.',
    '0.5',
  ],
  [
    'LinearLR',
    'start_factor=0.3333333333333333, end_factor=1.0, total_iters=5, last_epoch=-1',
    'Changes the factor of the learning rate in a line.',
    '0.5',
  ],
  ['PolynomialLR', 'total_iters=5, power=1.0, last_epoch=-1', 'Lowers the learning rate to zero along a power.', '5'],
  [
    'CyclicLR',
    "base_lr, max_lr, step_size_up=2000, step_size_down=None, mode='triangular', gamma=1.0, scale_fn=None, scale_mode='cycle', cycle_momentum=True, base_momentum=0.8, max_momentum=0.9, last_epoch=-1",
    'Moves the learning rate up and down between two bounds.',
    '0.01, 0.1, cycle_momentum=False',
  ],
  [
    'OneCycleLR',
    "max_lr, total_steps=None, epochs=None, steps_per_epoch=None, pct_start=0.3, anneal_strategy='cos', cycle_momentum=True, base_momentum=0.85, max_momentum=0.95, div_factor=25.0, final_div_factor=10000.0, three_phase=False, last_epoch=-1",
    'Moves the learning rate up to a bound and then far down, once.',
    '0.1, total_steps=100',
  ],
  ['SequentialLR', 'schedulers, milestones, last_epoch=-1', 'Uses several schedules one after the other.', '[], []'],
  [
    'ReduceLROnPlateau',
    "mode='min', factor=0.1, patience=10, threshold=0.0001, threshold_mode='rel', cooldown=0, min_lr=0, eps=1e-08",
    'Lowers the learning rate when a metric no longer gets better.',
    "'min'",
  ],
];

/** What some refuse besides, by an example. */
const refusals: Readonly<Record<string, readonly ['missing-argument' | 'unknown-argument', string]>> = {
  OneCycleLR: ['missing-argument', '0.1)  #! error[missing-argument]: total_steps'],
  ReduceLROnPlateau: ['unknown-argument', 'factor=2.0)  #! error[unknown-argument]: factor'],
  CosineAnnealingWarmRestarts: ['unknown-argument', '0)  #! error[unknown-argument]: T_0'],
};

function optimizer(): ParamSpec<Value> {
  return { ...value(), type: 'Optimizer', refuses: refuseOther };
}

/** What certainly is no optimizer. */
function refuseOther(given: Value, heap: Heap, { label }: RefusalContext): Refusal | null {
  const object = given.kind === 'ref' ? heap.get(given.id) : undefined;
  const isPlain =
    ['int', 'float', 'str', 'none', 'tensor', 'tuple'].includes(given.kind) || object?.kind === 'list' || object?.kind === 'dict';
  const isOther = object?.kind === 'object' && /^torch\.(?:optim\.lr_scheduler|utils\.data)\./.test(object.cls);
  if (!isPlain && !isOther && !moduleParts(heap, given)) return null;
  return { code: 'dtype-mismatch', message: msg('{0} takes an optimizer first', label) };
}

function check(name: string, given: Readonly<Record<string, Value>>, isComplete: boolean, cx: CallContext): void {
  if (name === 'OneCycleLR' && isComplete) {
    const has = (param: string): boolean => given[param] !== undefined && given[param].kind !== 'none';
    if (!has('total_steps') && !(has('epochs') && has('steps_per_epoch')))
      cx.report('missing-argument', msg('{0} needs {1}, or {2}', cx.label, 'total_steps', 'epochs, steps_per_epoch'));
  }
  if (name === 'ReduceLROnPlateau') {
    const factor = numberIn(given.factor);
    if (factor !== null && factor >= 1)
      cx.report('unknown-argument', msg('{0}: {1} has to be less than {2}, it is {3}', cx.label, 'factor', 1, factor), { at: 'factor' });
    const mode = given.mode;
    if (mode?.kind === 'str' && mode.value !== null && mode.value !== 'min' && mode.value !== 'max')
      cx.report('unknown-argument', msg('{0}: {1} cannot be {2}; it is one of {3}', cx.label, 'mode', `'${mode.value}'`, "'min', 'max'"), {
        at: 'mode',
      });
  }
  if (name === 'CosineAnnealingWarmRestarts') {
    const first = numberIn(given.T_0);
    if (first !== null && first <= 0)
      cx.report('unknown-argument', msg('{0}: {1} must be positive, it is {2}', cx.label, 'T_0', first), { at: 'T_0' });
  }
}

/** Schedules of learning rates. */
export const schedulers: readonly LibraryEntry[] = [
  ...rows.flatMap(([name, signature, summary, given]) =>
    libraryClass({
      name: `torch.optim.lr_scheduler.${name}`,
      bases: [schedulerClass],
      summary,
      docs: `${docs}torch.optim.lr_scheduler.${name}.html`,
      category: 'optimizer',
      params: { optimizer: optimizer(), ...parseSignature(signature).params },
      codes: ['dtype-mismatch', ...(refusals[name] ? [refusals[name][0]] : [])],
      keeps(_, cx, bound) {
        check(name, Object.fromEntries([...bound.values].map(([key, each]) => [key, each.value])), bound.isComplete, cx);
        return {};
      },
      examples: [
        `torch.optim.lr_scheduler.${name}(torch.optim.SGD([torch.zeros(3)]), ${given})`,
        `torch.optim.lr_scheduler.${name}(torch.nn.Linear(8, 3), ${given})  #! error[dtype-mismatch]: takes an optimizer`,
        ...(refusals[name] ? [`torch.optim.lr_scheduler.${name}(torch.optim.SGD([torch.zeros(3)]), ${refusals[name][1]}`] : []),
      ],
    }),
  ),
  defineClass(schedulerClass),
  defineClass('torch.optim.lr_scheduler._LRScheduler', schedulerClass),
  defineMethod({ name: `${schedulerClass}.step`, params: { self: value(), epoch: value(none) }, call: () => none }),
  defineMethod({
    name: 'torch.optim.lr_scheduler.ReduceLROnPlateau.step',
    params: { self: value(), metrics: value(), epoch: value(none) },
    call: () => none,
  }),
  ...['get_last_lr', 'get_lr'].map((name) =>
    defineMethod({
      name: `${schedulerClass}.${name}`,
      params: { self: value() },
      call: (_, cx) => cx.alloc({ kind: 'list', isSet: false, items: null, element: float(null) }),
    }),
  ),
  defineMethod({
    name: `${schedulerClass}.state_dict`,
    params: { self: value() },
    call: (_, cx) => cx.alloc({ kind: 'dict', isObject: false, entries: PersistentMap.empty(), isOpen: true }),
  }),
  defineMethod({ name: `${schedulerClass}.load_state_dict`, params: { self: value(), state_dict: value() }, call: () => none }),
];
