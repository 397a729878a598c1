import type { CallContext, FunctionDef, LibraryEntry } from '../../kernel';
import { defineClass, defineMethod, defineProperty, value } from '../../kernel';
import type { Value } from '../../../values/value';
import { none, unknown } from '../../../values/value';
import { tensorflowOp } from '../tensorflowOp';
import { firstVersionOp } from './firstVersion';
import { firstVersion } from './removedNames';

/** Code that builds a graph first and runs it in a session later. */
export const graphCode = 'tensorflow graphs';

/** From here on the program builds a graph. */
export const switches: readonly FunctionDef[] = (
  [
    ['disable_v2_behavior', 'Goes back to graphs, shapes and variables of TensorFlow 1.'],
    ['disable_eager_execution', 'Builds graphs instead of computing at once.'],
  ] as const
).map(([name, summary]) =>
  firstVersionOp({
    name,
    category: 'utility',
    summary,
    params: {},
    other: [],
    codes: [],
    call(_, cx) {
      cx.setFact(graphCode, 'on');
      if (name === 'disable_v2_behavior') cx.setFact('tensorflow shapes', '1');
      return none;
    },
    examples: [`tf.compat.v1.${name}()`],
  }),
);

function entered(self: Value, cx: CallContext): Value {
  cx.setFact(graphCode, 'on');
  return self;
}

export const sessions: readonly FunctionDef[] = (['Session', 'InteractiveSession'] as const).map((name) =>
  firstVersionOp({
    name,
    category: 'utility',
    summary: name === 'Session' ? 'Runs what a graph computes.' : 'A session that is the default one from now on.',
    params: { target: value(none), graph: value(none), config: value(none) },
    other: [],
    codes: [],
    call: (_, cx) => cx.object(`${firstVersion}.Session`),
    examples: [`sess = tf.compat.v1.${name}()`],
  }),
);

/** A graph of its own. */
export const graph = tensorflowOp({
  name: 'Graph',
  category: 'utility',
  summary: 'A graph of operations.',
  params: {},
  other: [],
  codes: [],
  call: (_, cx) => cx.object('tensorflow.Graph'),
  examples: ['with tf.Graph().as_default(): x = tf.compat.v1.placeholder(tf.float32, [None, 3])'],
});

/** The graph that operations go to; it is entered as any other. */
export const defaultGraph = firstVersionOp({
  name: 'get_default_graph',
  category: 'utility',
  summary: 'The graph that operations go to.',
  params: {},
  other: [],
  codes: [],
  call: (_, cx) => cx.object('tensorflow.Graph'),
  examples: ['tf.compat.v1.get_default_graph()'],
});

/** The operation that a graph has for what gives no tensor. */
export function operation(cx: CallContext, on: readonly Value[] = []): Value {
  return cx.object('tensorflow.Operation', { '#on': { kind: 'tuple', items: on } });
}

const initializers: readonly FunctionDef[] = (
  [
    [
      'global_variables_initializer',
      ['initialize_all_variables', 'initializers.global_variables'],
      'The operation that gives all variables their first values.',
    ],
    [
      'local_variables_initializer',
      ['initialize_local_variables', 'initializers.local_variables'],
      'The operation that gives local variables their first values.',
    ],
    ['tables_initializer', ['initialize_all_tables', 'initializers.tables_initializer'], 'The operation that fills all tables.'],
  ] as const
).map(([name, also, summary]) =>
  firstVersionOp({
    name,
    also,
    category: 'utility',
    summary,
    params: {},
    codes: [],
    call: (_, cx) => operation(cx),
    examples: [`tf.compat.v1.Session().run(tf.compat.v1.${name}())`],
  }),
);

export const operations: readonly FunctionDef[] = [
  ...initializers,
  firstVersionOp({
    name: 'variables_initializer',
    also: ['initialize_variables', 'initializers.variables'],
    category: 'utility',
    summary: 'The operation that gives some variables their first values.',
    params: { var_list: value() },
    codes: [],
    call: (_, cx) => operation(cx),
    examples: ['tf.compat.v1.variables_initializer([])'],
  }),
  tensorflowOp({
    name: 'no_op',
    category: 'utility',
    summary: 'An operation that does nothing.',
    params: {},
    codes: [],
    call: (_, cx) => (cx.fact(graphCode) === 'on' ? operation(cx) : unknown),
    examples: ['tf.no_op()'],
  }),
];

const runParams = { feed_dict: value(none), options: value(none), run_metadata: value(none) };

export const sessionMembers: readonly LibraryEntry[] = [
  defineClass(`${firstVersion}.Session`),
  defineClass('tensorflow.Operation'),
  defineClass('tensorflow.Graph'),
  defineMethod({
    name: `${firstVersion}.Session.run`,
    params: { self: value(), fetches: value(), ...runParams },
    codes: ['input-mismatch', 'missing-argument', 'unknown-argument'],
    call: ({ fetches, feed_dict }, cx) => cx.runGraph(fetches, feed_dict),
  }),
  ...['__enter__', 'as_default'].map((name) =>
    defineMethod({ name: `${firstVersion}.Session.${name}`, params: { self: value() }, call: ({ self }, cx) => entered(self, cx) }),
  ),
  defineMethod({ name: `${firstVersion}.Session.close`, params: { self: value() }, call: () => none }),
  defineProperty(`${firstVersion}.Session.graph`, (_, cx) => cx.object('tensorflow.Graph')),
  ...['__enter__', 'as_default'].map((name) =>
    defineMethod({ name: `tensorflow.Graph.${name}`, params: { self: value() }, call: ({ self }, cx) => entered(self, cx) }),
  ),
  defineMethod({
    name: 'tensorflow.Operation.run',
    params: { self: value(), feed_dict: value(none), session: value(none) },
    codes: ['input-mismatch', 'missing-argument'],
    call: ({ self, feed_dict }, cx) => (cx.runGraph(self, feed_dict), none),
  }),
  defineMethod({
    name: 'tensorflow.Tensor.eval',
    params: { self: value(), feed_dict: value(none), session: value(none) },
    codes: ['input-mismatch', 'missing-argument'],
    call: ({ self, feed_dict }, cx) => cx.runGraph(self, feed_dict),
  }),
];
