import type { Message } from '../../../../extension/protocol/localize';
import { msg } from '../../../../extension/protocol/localize';
import type { DiagnosticCode } from '../../diagnostics/codes';
import { defaultSeverities } from '../../diagnostics/codes';
import type { Fix } from '../../diagnostics/diagnostic';
import type { Place } from '../../ir/place';
import type { FunctionDef } from '../../ops/kernel';
import { freeDim } from '../../values/dim';
import { formatShape } from '../../values/shape';
import type { CallSite, Producer, TensorValue, Value } from '../../values/value';
import { replaceText } from '../reports/fixEdits';
import type { CallArgs } from '../functions';
import type { Machine } from '../machine';
import { chainOf, labelOf } from '../reports/report';
import { lookup } from '../scopes';
import { isSurelyKeras3, kerasBackend } from './kerasFlavor';
import { tensorLeaves } from './structures';

/*
 * What Keras 3 refuses of the symbolic tensors of a functional graph: they have no numbers, and only Keras itself computes with them.
 * In the code of a layer they are tensors of the backend, of which nothing here is true.
 */

/** So far back the input of a graph is looked for. */
const mostSteps = 4096;

/** True for what `keras.Input` gives and what was surely computed from it. */
export function isKerasTensor(m: Machine, value: Value): value is TensorValue {
  // What a layer without a rule gives may be several tensors.
  if (value.kind !== 'tensor' || !value.isSymbolic || value.framework !== 'keras' || value.shape === null) return false;
  return m.callers === null && m.frame.semantics.language === 'python' && isSurelyKeras3(m) && comesFromInput(m, value);
}

/** True for what was computed from the input of a graph. */
export function comesFromInput(m: Machine, tensor: TensorValue): boolean {
  const seen = new Set<Producer>();
  const stack = [tensor];
  while (stack.length && seen.size < mostSteps) {
    const { producer } = stack.pop()!;
    if (!producer || seen.has(producer)) continue;
    seen.add(producer);
    if (producer.op === 'input' && m.inputSites.has(producer.id)) return true;
    stack.push(...producer.inputs);
  }
  return false;
}

/** What takes it all the same: it asks for the shape alone, or for a method of the tensor. */
const takenByNumpy = new Set(['shape', 'ndim', 'reshape', 'squeeze', 'iterable', 'isscalar'].map((name) => `numpy.${name}`));
const takenByTensorflow =
  /^tensorflow\.(GradientTape|TensorSpec|data\.|function|print|keras|compat|debugging|is_tensor|Module|config|summary)/;

/** A function of TensorFlow or NumPy that is called on tensors of a graph. */
export function refuseInFunction(m: Machine, op: FunctionDef, args: CallArgs, site: CallSite): void {
  const isNumpy = op.name.startsWith('numpy.');
  if (op.isMethod || (isNumpy ? takenByNumpy.has(op.name) : !op.name.startsWith('tensorflow.') || takenByTensorflow.test(op.name))) return;
  const given = [...args.positional, ...args.keyword.values()].flatMap(({ value }) => tensorLeaves(m, value));
  const found = given.find((tensor) => isKerasTensor(m, tensor));
  if (!found) return;
  const message = isNumpy
    ? msg('NumPy computes with numbers: {0} cannot take a symbolic tensor of Keras', labelOf(op.name))
    : msg(
        'TensorFlow cannot compute with a symbolic tensor of Keras: {0} belongs into a layer, or is to be one of keras.ops',
        labelOf(op.name),
      );
  refuse(m, 'removed-api', message, found, site.place, fixesOf(m, op.name, site));
}

/** What has no meaning for a tensor without numbers; `where` is a place inside the statement that raises. */
export function refuseUse(m: Machine, value: Value, use: 'truth' | 'iteration' | 'assignment', where: Place): boolean {
  if (!isKerasTensor(m, value)) return false;
  const messages = {
    truth: msg('A symbolic tensor of Keras is neither true nor false; keras.ops.where chooses element by element'),
    iteration: msg('A symbolic tensor of Keras cannot be iterated over; index it, or use keras.ops.unstack'),
    assignment: msg('A symbolic tensor of Keras takes no assignment to its parts'),
  };
  refuse(m, 'missing-attribute', messages[use], value, where, []);
  return true;
}

/**
 * Taking apart a tensor along its batch, in code that Keras runs for a batch of any size: while it builds a graph, or compiled. True when
 * it was refused.
 */
export function refuseUnpacking(m: Machine, value: Value, where: Place): boolean {
  if (value.kind !== 'tensor' || m.callers === null || m.isUncalled || m.frame.semantics.language !== 'python') return false;
  const { shape, framework } = value;
  if (shape?.hasPrefix !== false || shape.dims[0] !== freeDim || (framework !== 'keras' && framework !== 'tensorflow')) return false;
  if (!isSurelyKeras3(m) || kerasBackend(m) === 'torch') return false;
  refuse(
    m,
    'missing-attribute',
    msg('A tensor cannot be taken apart along its batch, which may be of any size: {0}', formatShape(shape)),
    value,
    where,
    [],
  );
  return true;
}

/** An array of NumPy on the left of an operator asks the other side for its numbers. */
export function refuseOperand(m: Machine, left: Value, right: Value, where: Place): boolean {
  if (left.kind !== 'tensor' || left.framework !== 'numpy' || left.isSymbolic || !isKerasTensor(m, right)) return false;
  refuse(
    m,
    'removed-api',
    msg('An array of NumPy cannot stand on the left of a symbolic tensor of Keras; exchange the sides or use keras.ops'),
    right,
    where,
    [],
  );
  return true;
}

function refuse(m: Machine, code: DiagnosticCode, message: Message, tensor: TensorValue, place: Place, fixes: readonly Fix[]): void {
  m.report({ code, severity: defaultSeverities[code], message, place, related: chainOf([tensor]), fixes });
}

/** Functions of `keras.ops` that take the same arguments by position, by the function of the other library. */
const opsNames: Readonly<Record<string, string>> = {
  concat: 'concatenate',
  concatenate: 'concatenate',
  reduce_mean: 'mean',
  reduce_sum: 'sum',
  reduce_max: 'max',
  reduce_min: 'min',
  reduce_prod: 'prod',
  pow: 'power',
  range: 'arange',
  l2_normalize: 'normalize',
  gather: 'take',
  clip_by_value: 'clip',
};
const sameNames = new Set(
  (
    'abs add argmax argmin cast ceil clip cos cosh cumsum divide einsum elu equal erf exp expand_dims floor gelu greater greater_equal less ' +
    'less_equal log log_softmax logical_and logical_not logical_or matmul max maximum mean min minimum multiply negative norm not_equal ' +
    'ones_like pad power relu relu6 repeat reshape roll round rsqrt selu shape sigmoid sign silu sin softmax softplus softsign sqrt square ' +
    'squeeze stack subtract sum swapaxes tan tanh tensordot tile transpose unstack var where zeros_like'
  ).split(' '),
);
/** Names of arguments that both have. */
const sameArguments = new Set(['axis', 'shape', 'dtype', 'keepdims', 'x', 'y', 'ord']);

/** The same of `keras.ops`, where it takes the arguments as they stand. */
function fixesOf(m: Machine, name: string, { call, home }: CallSite): Fix[] {
  const own = labelOf(name);
  const meant = Object.hasOwn(opsNames, own) ? opsNames[own]! : sameNames.has(own) ? own : null;
  if (meant === null || !call || (call.callee.k !== 'attr' && call.callee.k !== 'name')) return [];
  if (call.args.some((arg) => arg.spread !== 'none' || (arg.name !== null && !sameArguments.has(arg.name)))) return [];
  const spelled = spellingOfOps(m);
  return spelled ? [replaceText(home, call.callee.from, call.callee.to, `${spelled}.${meant}`)] : [];
}

/** How the program at hand can write `keras.ops`. */
function spellingOfOps(m: Machine): string | null {
  const names = [
    ['ops', 'keras.ops', 'ops'],
    ['keras', 'keras', 'keras.ops'],
    ['tf', 'tensorflow', 'tf.keras.ops'],
  ] as const;
  for (const [name, path, text] of names) {
    const value = lookup(m, name);
    if (value.kind === 'library' && value.path === path) return text;
  }
  return null;
}
