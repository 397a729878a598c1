import type { CallContext, LibraryEntry, ParamSpec, Refusal, RefusalContext } from '../../kernel';
import { defineClass, defineMethod, msg, parseSignature, value } from '../../kernel';
import { PersistentMap } from '../../../values/persistentMap';
import type { Heap, Value } from '../../../values/value';
import { float, none, str, unknown } from '../../../values/value';
import { libraryClass, numberIn } from '../libraryClass';
import { moduleParts } from '../moduleTree';

export const optimizerClass = 'torch.optim.Optimizer';
const docs = 'https://docs.pytorch.org/docs/stable/generated/';

/** Name, parameters behind `params`, and what it is. */
const rows: readonly (readonly [string, string, string])[] = [
  [
    'SGD',
    'lr=0.001, momentum=0, dampening=0, weight_decay=0, nesterov=False, *, maximize=False, foreach=None, differentiable=False, fused=None',
    'Stochastic gradient descent, with momentum where that is given.',
  ],
  [
    'Adam',
    'lr=0.001, betas=(0.9, 0.999), eps=1e-08, weight_decay=0, amsgrad=False, *, foreach=None, maximize=False, capturable=False, differentiable=False, fused=None, decoupled_weight_decay=False',
    'Adam: steps by moving averages of the gradients and of their squares.',
  ],
  [
    'AdamW',
    'lr=0.001, betas=(0.9, 0.999), eps=1e-08, weight_decay=0.01, amsgrad=False, *, maximize=False, foreach=None, capturable=False, differentiable=False, fused=None',
    'Adam with a decay of the weights that the gradients do not see.',
  ],
  [
    'Adamax',
    'lr=0.002, betas=(0.9, 0.999), eps=1e-08, weight_decay=0, foreach=None, *, maximize=False, differentiable=False, capturable=False',
    'Adam with the largest gradient in place of the mean of squares.',
  ],
  [
    'NAdam',
    'lr=0.002, betas=(0.9, 0.999), eps=1e-08, weight_decay=0, momentum_decay=0.004, decoupled_weight_decay=False, *, foreach=None, maximize=False, capturable=False, differentiable=False',
    'Adam with the momentum of Nesterov.',
  ],
  [
    'RAdam',
    'lr=0.001, betas=(0.9, 0.999), eps=1e-08, weight_decay=0, decoupled_weight_decay=False, *, foreach=None, maximize=False, capturable=False, differentiable=False',
    'Adam whose first steps are kept small.',
  ],
  ['SparseAdam', 'lr=0.001, betas=(0.9, 0.999), eps=1e-08, maximize=False', 'Adam for gradients of which most are zero.'],
  [
    'Adagrad',
    'lr=0.01, lr_decay=0, weight_decay=0, initial_accumulator_value=0, eps=1e-10, foreach=None, *, maximize=False, differentiable=False, fused=None',
    'Steps that get smaller with the sum of the squared gradients.',
  ],
  [
    'Adadelta',
    'lr=1.0, rho=0.9, eps=1e-06, weight_decay=0, foreach=None, *, capturable=False, maximize=False, differentiable=False',
    'Steps by moving averages of squared gradients and of squared steps.',
  ],
  [
    'Adafactor',
    'lr=0.01, beta2_decay=-0.8, eps=(None, 0.001), d=1.0, weight_decay=0.0, *, foreach=None, maximize=False',
    'Adam that keeps rows and columns of averages in place of all of them.',
  ],
  [
    'ASGD',
    'lr=0.01, lambd=0.0001, alpha=0.75, t0=1000000.0, weight_decay=0, foreach=None, maximize=False, differentiable=False, capturable=False',
    'Stochastic gradient descent that averages the weights.',
  ],
  [
    'LBFGS',
    'lr=1, max_iter=20, max_eval=None, tolerance_grad=1e-07, tolerance_change=1e-09, history_size=100, line_search_fn=None, *, maximize=False',
    'L-BFGS: a step asks for the loss several times, by a function that it is given.',
  ],
  [
    'Muon',
    'lr=0.001, weight_decay=0.1, momentum=0.95, nesterov=True, ns_coefficients=(3.4445, -4.775, 2.0315), eps=1e-07, ns_steps=5, adjust_lr_fn=None',
    'Momentum whose steps are made orthogonal, for matrices alone.',
  ],
  [
    'RMSprop',
    'lr=0.01, alpha=0.99, eps=1e-08, weight_decay=0, momentum=0, centered=False, capturable=False, foreach=None, maximize=False, differentiable=False',
    'Steps by a moving average of the squared gradients.',
  ],
  [
    'Rprop',
    'lr=0.01, etas=(0.5, 1.2), step_sizes=(1e-06, 50), *, capturable=False, foreach=None, maximize=False, differentiable=False',
    'Steps by the signs of the gradients alone.',
  ],
];

/** What an optimizer is to change: parameters, pairs of a name and one, or dicts of them. */
function parameters(): ParamSpec<Value> {
  return { ...value(), type: 'iterable of Tensor or dict', refuses: refuseParameters };
}

function refuseParameters(given: Value, heap: Heap, { label }: RefusalContext): Refusal | null {
  const parts = moduleParts(heap, given);
  if (parts)
    return {
      code: 'dtype-mismatch',
      message: msg('{0} takes the parameters of a module, not the module itself: {1} gives them', label, '.parameters()'),
      append: '.parameters()',
    };
  if (given.kind === 'method')
    return {
      code: 'dtype-mismatch',
      message: msg('{0} takes the parameters of a module, it gets a method that is not called', label),
      append: '()',
    };
  if (given.kind === 'tensor' && given.framework === 'torch')
    return { code: 'dtype-mismatch', message: msg('{0} takes a list of tensors, it gets one', label) };
  return refuseList(given, heap, label);
}

function refuseList(given: Value, heap: Heap, label: string): Refusal | null {
  const object = given.kind === 'ref' ? heap.get(given.id) : undefined;
  const items = given.kind === 'tuple' ? given.items : object?.kind === 'list' && !object.isSet ? object.items : null;
  if (!items) return null;
  if (!items.length) return { code: 'missing-argument', message: msg('{0} gets no parameters: there is nothing to train', label) };
  const [first] = items;
  const group = first!.kind === 'ref' ? heap.get(first.id) : undefined;
  if (group?.kind === 'dict') return refuseGroup(items, heap, label);
  const wrong = items.find((item) => {
    const held = item.kind === 'ref' ? heap.get(item.id) : undefined;
    return held?.kind === 'list' || moduleParts(heap, item) !== null;
  });
  if (!wrong) return null;
  return {
    code: 'dtype-mismatch',
    message: msg('{0} takes tensors one by one; one of the parameters is a list of them or a module', label),
  };
}

function refuseGroup(groups: readonly Value[], heap: Heap, label: string): Refusal | null {
  for (const group of groups) {
    const object = group.kind === 'ref' ? heap.get(group.id) : undefined;
    if (object?.kind !== 'dict' || object.isOpen) continue;
    const params = object.entries.get('sparams')?.value;
    if (!params) return { code: 'missing-argument', message: msg('{0}: a group of parameters needs the key {1}', label, "'params'") };
    if (moduleParts(heap, params))
      return {
        code: 'dtype-mismatch',
        message: msg('{0} takes the parameters of a module, not the module itself: {1} gives them', label, '.parameters()'),
      };
  }
  return null;
}

/** Numbers that must not be negative. */
const notNegative = [
  'lr',
  'weight_decay',
  'momentum',
  'eps',
  'lr_decay',
  'rho',
  'alpha',
  'momentum_decay',
  'lambd',
  'initial_accumulator_value',
];
/** Those of them that some do not look at. */
const unchecked: Readonly<Record<string, readonly string[]>> = { ASGD: ['lambd', 'alpha'], LBFGS: ['lr'], RMSprop: [], Muon: ['eps'] };

function refuseNumbers(name: string, given: Readonly<Record<string, Value>>, cx: CallContext): void {
  for (const param of notNegative) {
    const n = numberIn(given[param]);
    if (n !== null && n < 0 && !unchecked[name]?.includes(param)) {
      cx.report('unknown-argument', msg('{0}: {1} cannot be negative, it is {2}', cx.label, param, n), { at: param });
      return;
    }
  }
  const { betas, nesterov, momentum, dampening } = given;
  const shares = betas?.kind === 'tuple' ? betas.items.map(numberIn) : [];
  const wrong =
    name === 'SparseAdam' || name.includes('Ada') || name.endsWith('Adam')
      ? shares.find((n) => n !== null && (n < 0 || n >= 1))
      : undefined;
  if (wrong !== undefined)
    cx.report('unknown-argument', msg('{0}: {1} are from 0 up to, but without, 1; one is {2}', cx.label, 'betas', wrong!), { at: 'betas' });
  if (name !== 'SGD' || nesterov?.kind !== 'bool' || nesterov.value !== true) return;
  const [m, d] = [momentum ? numberIn(momentum) : 0, dampening ? numberIn(dampening) : 0];
  if ((m !== null && m <= 0) || (d !== null && d !== 0))
    cx.report('unknown-argument', msg('{0}: nesterov needs a momentum, and no dampening', cx.label), { at: 'nesterov' });
}

function groupsOf(params: Value | undefined, cx: CallContext): Value {
  const entries = PersistentMap.from([
    ['sparams', { key: str('params'), value: params ?? unknown }] as const,
    // Schedules change it.
    ['slr', { key: str('lr'), value: float(null) }] as const,
  ]);
  const group = cx.alloc({ kind: 'dict', isObject: false, entries, isOpen: true });
  const first = params && cx.iterate(params)?.[0];
  const isGrouped = first === undefined || (first.kind === 'ref' && cx.heap.get(first.id)?.kind === 'dict') || first.kind === 'unknown';
  return cx.alloc({ kind: 'list', isSet: false, items: isGrouped ? null : [group], element: group });
}

/** Optimizers, as objects with their groups of parameters. */
export const optimizers: readonly LibraryEntry[] = [
  ...rows.flatMap(([name, signature, summary]) =>
    libraryClass({
      name: `torch.optim.${name}`,
      aliases: [`torch.optim.${name.toLowerCase()}.${name}`],
      bases: [optimizerClass],
      summary,
      docs: `${docs}torch.optim.${name}.html`,
      category: 'optimizer',
      params: { params: parameters(), ...parseSignature(signature).params },
      codes: ['dtype-mismatch', 'missing-argument', 'unknown-argument'],
      keeps(_, cx, bound) {
        const given = Object.fromEntries([...bound.values].map(([key, each]) => [key, each.value]));
        refuseNumbers(name, given, cx);
        return { param_groups: groupsOf(given.params, cx) };
      },
      examples: [
        `torch.optim.${name}(torch.nn.Linear(8, 3).parameters(), lr=0.01)`,
        `torch.optim.${name}(torch.nn.Linear(8, 3))  #! error[dtype-mismatch]: .parameters()`,
        `torch.optim.${name}([])  #! error[missing-argument]: nothing to train`,
        `torch.optim.${name}(torch.nn.Linear(8, 3).parameters(), ${name === 'LBFGS' ? 'momentum=0.9)  #! error[unknown-argument]: momentum' : 'lr=-0.01)  #! error[unknown-argument]: cannot be negative'}`,
      ],
    }),
  ),
  defineClass(optimizerClass),
  defineMethod({
    name: `${optimizerClass}.__init__`,
    params: { self: value(), params: value(), defaults: value(none) },
    call({ self, params, defaults }, cx) {
      cx.setAttr(self, 'param_groups', groupsOf(params, cx));
      cx.setAttr(self, 'defaults', defaults);
      return none;
    },
  }),
  defineMethod({
    name: `${optimizerClass}.step`,
    params: { self: value(), closure: value(none) },
    call: ({ closure }, cx) => (closure.kind === 'none' || closure.kind === 'unknown' ? closure : cx.call(closure, [])),
  }),
  defineMethod({ name: `${optimizerClass}.zero_grad`, params: { self: value(), set_to_none: value(none) }, call: () => none }),
  defineMethod({
    name: `${optimizerClass}.state_dict`,
    params: { self: value() },
    call: (_, cx) => cx.alloc({ kind: 'dict', isObject: false, entries: PersistentMap.empty(), isOpen: true }),
  }),
  defineMethod({ name: `${optimizerClass}.load_state_dict`, params: { self: value(), state_dict: value() }, call: () => none }),
  defineMethod({
    name: `${optimizerClass}.add_param_group`,
    params: { self: value(), param_group: value() },
    call: ({ self }, cx) => {
      const groups = cx.attr(self, 'param_groups');
      const list = groups?.kind === 'ref' ? cx.heap.get(groups.id) : undefined;
      if (groups?.kind === 'ref' && list?.kind === 'list') cx.set(groups.id, { ...list, items: null });
      return none;
    },
  }),
];
