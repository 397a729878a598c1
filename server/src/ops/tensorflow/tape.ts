import type { CallContext, LibraryEntry } from '../kernel';
import { arrayOf, defineMethod, flag, msg, value } from '../kernel';
import { rankOf } from '../../values/shape';
import type { Value } from '../../values/value';
import { none, unknown } from '../../values/value';
import { tensorflowOp } from './tensorflowOp';

/** Records what is computed, for the gradients of it. */
export const gradientTape = tensorflowOp({
  name: 'GradientTape',
  category: 'utility',
  summary: 'Records what is computed inside its block, so that gradients of it can be asked for.',
  params: { persistent: flag(false) },
  other: ['watch_accessed_variables'],
  codes: [],
  call: ({ persistent }, cx) => cx.object('tensorflow.GradientTape', { '#persistent': { kind: 'bool', value: persistent } }),
  examples: ['with tf.GradientTape() as tape: y = tf.ones(3)'],
});

/** Gradients have the shapes of what they are taken by, in the same structure. */
function likeSources(sources: Value, cx: CallContext): Value {
  if (sources.kind === 'tensor') return arrayOf('tensorflow', sources.shape, sources.dtype);
  if (sources.kind === 'tuple') return { kind: 'tuple', items: sources.items.map((item) => likeSources(item, cx)) };
  const object = sources.kind === 'ref' ? cx.heap.get(sources.id) : undefined;
  if (object?.kind !== 'list') return unknown;
  return cx.alloc({ ...object, items: object.items?.map((item) => likeSources(item, cx)) ?? null, element: unknown });
}

/** `tape.gradient(variables, loss)`: variables are computed from nothing, so there are no gradients of them by a tensor. */
function isExchanged(target: Value, sources: Value, cx: CallContext): boolean {
  if (sources.kind !== 'tensor' || sources.isVariable) return false;
  if (target.kind === 'unknown') return rankOf(sources.shape) === 0 && namesVariables(cx);
  const list = target.kind === 'ref' ? cx.heap.get(target.id) : undefined;
  const items = target.kind === 'tuple' ? target.items : list?.kind === 'list' ? list.items : [target];
  return !!items?.length && items.every((item) => item.kind === 'tensor' && item.isVariable);
}

/** `model.trainable_variables`, or what is called so. */
function namesVariables({ site: { call } }: CallContext): boolean {
  const first = call?.args[0];
  if (first?.name !== null) return false;
  const { value: given } = first;
  return (given.k === 'attr' || given.k === 'name') && /^(?:trainable_weights|(?:\w+_)?(?:vars|variables))$/.test(given.name);
}

/** A tape gives its gradients once, unless it was told to stay. */
function refuseSecond(self: Value, cx: CallContext): void {
  const [persistent, used] = [cx.attr(self, '#persistent'), cx.attr(self, '#used')];
  if (persistent?.kind !== 'bool' || persistent.value !== false) return;
  if (used?.kind === 'bool' && used.value === true)
    cx.report('missing-argument', msg('The tape gives gradients once only; persistent=True keeps it for more'));
  cx.setAttr(self, '#used', { kind: 'bool', value: true });
}

export const tapeMembers: readonly LibraryEntry[] = [
  defineMethod({
    name: 'tensorflow.GradientTape.__enter__',
    params: { self: value() },
    call({ self }, cx) {
      cx.setAttr(self, '#used', { kind: 'bool', value: false });
      return self;
    },
  }),
  defineMethod({ name: 'tensorflow.GradientTape.watch', params: { self: value(), tensor: value() }, call: () => none }),
  defineMethod({
    name: 'tensorflow.GradientTape.gradient',
    params: { self: value(), target: value(), sources: value() },
    otherParams: ['output_gradients', 'unconnected_gradients'],
    codes: ['missing-argument'],
    call({ self, target, sources }, cx, bound) {
      refuseSecond(self, cx);
      if (bound.isComplete && !bound.values.has('unconnected_gradients') && isExchanged(target, sources, cx)) return none;
      return likeSources(sources, cx);
    },
  }),
];
