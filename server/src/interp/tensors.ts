import { msg } from '../../../extension/protocol/localize';
import type { Message } from '../../../extension/protocol/localize';
import { defaultSeverities, type DiagnosticCode } from '../diagnostics/codes';
import { arrayOf, broadcastShapes, indexShape, isArrayLike, mayHoldObjects, toTensor } from '../ops/kernel';
import type { SymbolicDim } from '../values/dim';
import { addDims, formatDim, resolveCuts, symbol, unknownDim } from '../values/dim';
import type { MaybeShape, Shape } from '../values/shape';
import { formatShape, shapeOf } from '../values/shape';
import type { TensorValue, Value, ValueRange } from '../values/value';
import { unknown } from '../values/value';
import { boundsTaken } from './loops/elementRanges';
import { nodeSite } from './libraryMembers';
import type { Machine } from './machine';
import { chainOf } from './reports/report';

/** The result of an operator or an index on tensors: a node of the graph where one of them is part of one. */
export function tensorResult(
  m: Machine,
  op: string,
  from: readonly TensorValue[],
  shape: MaybeShape,
  dtype: string | null,
  more: {
    readonly data?: readonly number[] | null;
    readonly unknownInputs?: readonly TensorValue[];
    readonly operands?: readonly Value[];
  } = {},
): TensorValue {
  const symbolic = from.find((t) => t.isSymbolic);
  const tensor = arrayOf(leadingTensor(from).framework, shape, dtype, { data: more.data ?? null });
  if (!symbolic && tensor.framework !== 'torch') return tensor;
  return {
    ...tensor,
    isSymbolic: symbolic !== undefined,
    producer: {
      id: m.nextId++,
      layer: null,
      op,
      name: op,
      inputs: [...(symbolic ? from.filter((t) => t.isSymbolic) : from), ...(more.unknownInputs ?? [])],
      outputIdx: 0,
      output: shape,
      place: nodeSite(m).place,
      status: 'ok',
      callIdx: 0,
      ...(symbolic?.framework === 'tensorflow' &&
        more.operands && { again: { nth: 0, operands: more.operands, isRefused: shape === null && from.every((t) => t.shape !== null) } }),
    },
  };
}

/** The operand that decides what an operator does: a part of a graph, else a tensor before an array of NumPy. */
export function leadingTensor(from: readonly TensorValue[]): TensorValue {
  return from.find((t) => t.isSymbolic) ?? from.find((t) => t.framework !== 'numpy') ?? from[0]!;
}

/** Reports a fault of an operator where it stands. */
export function reportHere(m: Machine, code: DiagnosticCode, message: Message, from: readonly TensorValue[]): void {
  if (m.isSilent) return;
  m.report({ code, severity: defaultSeverities[code], message, place: nodeSite(m).place, related: chainOf(from), fixes: [] });
}

/** `x[index]`. */
export function indexTensor(m: Machine, given: TensorValue, index: Value): Value {
  const x = withAxesOf(m, given, index);
  const found = indexShape(x, index, m);
  if (found.kind === 'shape') noteIndices(m, x, index);
  const assumed = (): TensorValue => tensorResult(m, 'getitem', [x], null, x.dtype);
  switch (found.kind) {
    case 'shape': {
      if (mayHoldObjects(x) && found.shape?.dims.length === 0 && !found.shape.hasPrefix) return x.element ?? unknown;
      const shape = x.framework === 'numpy' && found.shape ? namedExtents(m, withoutCuts(m, found.shape)) : found.shape;
      const tensor = tensorResult(m, 'getitem', [x], shape, x.dtype, { data: found.data, operands: [x, index] });
      const made = tensor.range ? tensor : { ...tensor, ...boundsTaken(x, index) };
      return x.element ? { ...made, element: x.element } : made;
    }
    case 'tooMany':
      reportHere(
        m,
        'rank-mismatch',
        msg('The index has {0} parts, but the array has {1} axes: {2}', found.count, found.rank, formatShape(x.shape)),
        [x],
      );
      return assumed();
    case 'outside':
      reportHere(
        m,
        'axis-out-of-range',
        msg('There is no element {0} on axis {1}, which has {2}: {3}', found.index, found.axis, found.size, formatShape(x.shape)),
        [x],
      );
      return assumed();
    case 'mask':
      reportHere(
        m,
        'dim-mismatch',
        msg(
          'The mask has {0} elements, but axis {1} has {2}: {3}',
          formatDim(found.mask),
          found.axis,
          formatDim(found.size),
          formatShape(x.shape),
        ),
        [x],
      );
      return assumed();
    case 'noIndex':
      reportHere(m, 'dtype-mismatch', msg('An array is indexed by whole numbers, slices and masks, not by {0}', found.type), [x]);
      return assumed();
    case 'noBound':
      reportHere(m, 'dtype-mismatch', msg('A slice goes from one whole number to another, not by {0}', found.type), [x]);
      return assumed();
    case 'noStep':
      reportHere(m, 'unknown-argument', msg('A tensor of PyTorch takes no step of {0} in a slice; use torch.flip', found.step), [x]);
      return assumed();
    case 'noPositions':
      reportHere(m, 'dtype-mismatch', msg('A tensor is indexed by positions of type int64, int32, uint8 or bool, not {0}', found.dtype), [
        x,
      ]);
      return assumed();
    case 'unfit':
      reportHere(m, 'broadcast-mismatch', msg('The index arrays do not fit each other'), [x]);
      return assumed();
  }
}

/** What is read from a file has as many axes as it is indexed by, where it cannot have more. From now on that is so under every name. */
function withAxesOf(m: Machine, x: TensorValue, index: Value): TensorValue {
  if (x.shape || x.mostAxes === undefined || index.kind !== 'tuple' || index.items.length !== x.mostAxes) return x;
  if (!index.items.every(({ kind }) => kind === 'int' || kind === 'slice')) return x;
  const dims = index.items.map((_, axis) => symbol(m.nextName(axis === 0 ? 'rows' : 'columns')));
  const known: TensorValue = { ...x, shape: shapeOf(dims), mostAxes: undefined };
  replaceInSight(m, (v) => (v === x ? known : v));
  return known;
}

/** An extent of an array that nobody knows has a name from now on, so that `y` and `y[:-1]` are told apart. */
function namedExtents(m: Machine, shape: Shape): Shape {
  if (shape.dims.every((dim) => typeof dim === 'number' || dim.kind !== 'unknown')) return shape;
  return { ...shape, dims: shape.dims.map((dim) => (dim === unknownDim ? symbol(m.nextName('n')) : dim)) };
}

/** `data[:, 8]`: there are nine columns at least, and `data[:, 0:8]` has eight. */
function noteIndices(m: Machine, x: TensorValue, index: Value): void {
  const parts = index.kind === 'tuple' ? index.items : [index];
  if (x.framework !== 'numpy' || !x.shape || x.shape.hasPrefix) return;
  for (const [axis, part] of parts.entries()) {
    const size = x.shape.dims[axis];
    if (part.kind !== 'int' && part.kind !== 'slice') return;
    if (part.kind !== 'int' || typeof part.value !== 'number' || size === undefined || typeof size === 'number') continue;
    if (size.kind === 'symbolic') noteLeast(m, size, part.value < 0 ? -part.value : part.value + 1);
  }
}

function noteLeast(m: Machine, size: SymbolicDim, least: number): void {
  const fact = `least ${size.key}`;
  if (m.uncertain || m.raises || least <= Number(m.facts.get(fact) ?? 0)) return;
  m.facts = m.facts.set(fact, String(least));
  replaceInSight(m, (v) => {
    const shape = v.kind === 'tensor' && v.shape ? withoutCuts(m, v.shape) : null;
    return v.kind === 'tensor' && shape && shape !== v.shape ? { ...v, shape } : v;
  });
}

/** The shape for comparing: an extent of which it is known how many there are at least says so. */
export function withLeast(m: Machine, shape: MaybeShape): MaybeShape {
  if (!shape || shape.dims.every((dim) => typeof dim === 'number' || dim.kind !== 'symbolic')) return shape;
  const dims = shape.dims.map((dim) => {
    const least = typeof dim === 'number' || dim.kind !== 'symbolic' ? undefined : m.facts.get(`least ${dim.key}`);
    return least === undefined ? dim : addDims(symbol(`(${formatDim(dim)}-${least})`), Number(least));
  });
  return { ...shape, dims };
}

function withoutCuts(m: Machine, shape: Shape): Shape {
  const dims = shape.dims.map((dim) => resolveCuts(dim, ({ at, of }) => (at <= Number(m.facts.get(`least ${of.key}`) ?? 0) ? at : null)));
  return dims.every((dim, i) => dim === shape.dims[i]) ? shape : { ...shape, dims };
}

/** Changes what the names in sight are bound to. */
function replaceInSight(m: Machine, change: (value: Value) => Value): void {
  for (let id: number | null = m.frame.scope; id !== null;) {
    const scope = m.get(id);
    if (scope?.kind !== 'scope') return;
    let { vars } = scope;
    for (const [name, value] of scope.vars.entries()) {
      const changed = change(value);
      if (changed !== value) vars = vars.set(name, changed);
    }
    if (vars !== scope.vars) m.set(id, { ...scope, vars });
    id = scope.parent;
  }
}

/**
 * `x[index] = value`: reports what does not fit there. The elements of the array, and of whatever a name shows of the same memory, are no
 * longer those that were known.
 */
export function assignIntoTensor(m: Machine, x: TensorValue, index: Value, value: Value): void {
  if (x.framework === 'tensorflow' && m.frame.semantics.language === 'python') {
    reportHere(
      m,
      'missing-attribute',
      msg('A tensor of TensorFlow takes no assignment to its parts; use tf.tensor_scatter_nd_update, or assign to a part of a tf.Variable'),
      [x],
    );
    return;
  }
  const found = indexShape(x, index, m);
  const given = value.kind === 'unknown' || value.kind === 'str' || value.kind === 'none' ? null : toTensor(value, m, x.framework);
  if (found.kind !== 'shape') indexTensor(m, x, index);
  else if (x.framework === 'torch' && refuseAssigned(m, x, value)) {
    // Nothing is assigned.
  } else if (
    given?.shape &&
    found.shape &&
    (x.framework === 'numpy' || x.framework === 'torch') &&
    x.dtype !== 'object' &&
    isArrayLike(value, m)
  ) {
    // Leading axes of size 1 are dropped.
    let { dims } = given.shape;
    while (!given.shape.hasPrefix && dims.length > found.shape.dims.length && dims[0] === 1) dims = dims.slice(1);
    const merged = broadcastShapes(found.shape, { ...given.shape, dims });
    const isLarger = !given.shape.hasPrefix && !found.shape.hasPrefix && dims.length > found.shape.dims.length;
    const grows = dims.some(
      (d, i) => found.shape!.dims[found.shape!.dims.length - dims.length + i] === 1 && typeof d === 'number' && d !== 1,
    );
    if (!merged.fits || isLarger || (grows && !found.shape.hasPrefix))
      reportHere(
        m,
        'broadcast-mismatch',
        msg('An array of shape {0} cannot be assigned to a part of shape {1}', formatShape(given.shape), formatShape(found.shape)),
        [x, given],
      );
  }
  const [a, b] = [x.range, given?.range];
  forgetElements(m, x, a && b ? { min: Math.min(a.min, b.min), max: Math.max(a.max, b.max), isLoose: true } : null);
}

/** Reports what PyTorch assigns to no part of a tensor: it takes numbers and its own tensors. */
function refuseAssigned(m: Machine, x: TensorValue, value: Value): boolean {
  const isArray = value.kind === 'tensor' && value.framework === 'numpy' && !!value.shape && value.shape.dims.length > 0;
  const object = value.kind === 'ref' ? m.get(value.id) : undefined;
  const type = isArray
    ? 'numpy.ndarray'
    : value.kind === 'str' || value.kind === 'none' || value.kind === 'tuple'
      ? value.kind
      : object?.kind === 'list' && !object.isSet
        ? 'list'
        : null;
  if (type === null) return false;
  reportHere(m, 'dtype-mismatch', msg('A part of a tensor of PyTorch cannot become a value of type {0}', type === 'none' ? 'None' : type), [
    x,
  ]);
  return true;
}

/** A part of a graph has a shape that is better known from now on, under every name in sight. */
export function refineShape(m: Machine, x: TensorValue, shape: MaybeShape): void {
  const { producer } = x;
  if (!producer) return;
  const isSame = (v: Value): v is TensorValue =>
    v.kind === 'tensor' && v.producer?.id === producer.id && v.producer.outputIdx === producer.outputIdx;
  for (let id: number | null = m.frame.scope; id !== null;) {
    const scope = m.get(id);
    if (scope?.kind !== 'scope') return;
    let { vars } = scope;
    for (const [name, v] of scope.vars.entries()) if (isSame(v)) vars = vars.set(name, { ...v, shape });
    if (vars !== scope.vars) m.set(id, { ...scope, vars });
    id = scope.parent;
  }
}

/** Forgets the elements of an array under every name in sight that has the same; `range` bounds those that it has now. */
export function forgetElements(m: Machine, x: TensorValue, range: ValueRange | null): void {
  if (!x.data && !x.range && !x.columns) return;
  const isSame = (v: Value): v is TensorValue =>
    v.kind === 'tensor' &&
    ((!!v.range && v.range === x.range) || (!!v.data && v.data === x.data) || (!!v.columns && v.columns === x.columns));
  const forgotten = (v: TensorValue): TensorValue => ({ ...v, data: null, range, columns: null });
  for (let id: number | null = m.frame.scope; id !== null;) {
    const scope = m.get(id);
    if (scope?.kind !== 'scope') return;
    let { vars } = scope;
    for (const [name, v] of scope.vars.entries()) if (isSame(v)) vars = vars.set(name, forgotten(v));
    if (vars !== scope.vars) m.set(id, { ...scope, vars });
    id = scope.parent;
  }
  // The attributes of the object whose method runs.
  const self = m.frame.self;
  const object = self?.kind === 'ref' ? m.get(self.id) : undefined;
  if (self?.kind !== 'ref' || object?.kind !== 'instance') return;
  let { attrs } = object;
  for (const [name, v] of object.attrs.entries()) if (isSame(v)) attrs = attrs.set(name, forgotten(v));
  if (attrs !== object.attrs) m.set(self.id, { ...object, attrs });
}
