import { msg } from '../../../../../extension/protocol/localize';
import type { Fix, FixEdit } from '../../../diagnostics/diagnostic';
import type { CallSite } from '../../../values/value';
import type { CallArgs } from '../../functions';
import { dropEdit, editOf, renameMethod } from '../../reports/fixEdits';
import type { Machine } from '../../machine';

/** Methods of Keras 1 and 2 that are gone, by what they are now, with their parameters in order. */
export const currentNames: Readonly<Record<string, { readonly name: string; readonly params: readonly string[] }>> = {
  fit_generator: {
    name: 'fit',
    params: ['x', 'steps_per_epoch', 'epochs', 'verbose', 'callbacks', 'validation_data', 'validation_steps'],
  },
  evaluate_generator: { name: 'evaluate', params: ['x', 'steps', 'callbacks'] },
  predict_generator: { name: 'predict', params: ['x', 'steps', 'callbacks'] },
  predict_proba: { name: 'predict', params: ['x', 'batch_size', 'verbose'] },
  predict_classes: { name: 'predict', params: ['x', 'batch_size', 'verbose'] },
};

/** Arguments of Keras 1 and 2 by what they are now; null for what is simply gone. */
const currentArguments: Readonly<Record<string, Readonly<Record<string, string | null>>>> = {
  fit: {
    nb_epoch: 'epochs',
    generator: 'x',
    samples_per_epoch: 'steps_per_epoch',
    nb_val_samples: 'validation_steps',
    show_accuracy: null,
    max_q_size: null,
    nb_worker: null,
    pickle_safe: null,
    max_queue_size: null,
    workers: null,
    use_multiprocessing: null,
  },
  evaluate: {
    generator: 'x',
    val_samples: 'steps',
    show_accuracy: null,
    max_q_size: null,
    max_queue_size: null,
    workers: null,
    use_multiprocessing: null,
  },
  predict: {
    generator: 'x',
    val_samples: 'steps',
    max_q_size: null,
    max_queue_size: null,
    workers: null,
    use_multiprocessing: null,
  },
  compile: { class_mode: null, sample_weight_mode: null, target_tensors: null, theano_mode: null },
};

/** Says what is gone of a call, and gives it as it is meant today. */
export function asMeant(m: Machine, name: string, args: CallArgs, site: CallSite): { readonly name: string; readonly args: CallArgs } {
  const old = Object.hasOwn(currentNames, name) ? currentNames[name]! : null;
  const now = old?.name ?? name;
  const renames = currentArguments[now] ?? {};
  const gone = [...args.keyword.keys()].filter((key) => Object.hasOwn(renames, key));
  if (!old && !gone.length) return { name, args };
  const keyword = new Map(
    [...args.keyword].flatMap(([key, arg]) =>
      Object.hasOwn(renames, key) ? (renames[key] ? [[renames[key], arg] as const] : []) : [[key, arg] as const],
    ),
  );
  let { positional } = args;
  if (old) {
    positional.slice(1).forEach((arg, i) => {
      const param = old.params[i + 1];
      if (param !== undefined && !keyword.has(param)) keyword.set(param, arg);
    });
    positional = positional.slice(0, 1);
  }
  report(m, name, now, gone, renames, args, site);
  return { name: now, args: { ...args, positional, keyword } };
}

function report(
  m: Machine,
  name: string,
  now: string,
  gone: readonly string[],
  renames: Readonly<Record<string, string | null>>,
  args: CallArgs,
  site: CallSite,
): void {
  const first = gone[0];
  const edits = [
    ...(name === now ? [] : (renameMethod(site, name, now)?.edits ?? [])),
    ...gone.flatMap((key) => argumentEdits(site, key, renames[key] ?? null)),
  ];
  const isClasses = name === 'predict_classes';
  const behind = name === now ? [] : edited(name, args, site);
  const isEditable = edits.length > 0 && behind !== null;
  const title =
    name === now
      ? renames[first!]
        ? msg('Change {0} to {1}', first!, renames[first!]!)
        : msg('Remove {0}', first!)
      : msg('Change {0} to {1}', name, now);
  const fixes: Fix[] = isEditable ? [{ title, isPreferred: true, edits: [...edits, ...behind] }] : [];
  const message =
    name !== now
      ? isClasses
        ? msg('{0} is gone; it is np.argmax of what predict gives, along the last axis', name)
        : msg('{0} is gone; {1} does the same', name, now)
      : renames[first!]
        ? msg('{0} is called {1} now', first!, renames[first!]!)
        : msg('{0} no longer takes {1}', name, first!);
  const code = name === now ? 'unknown-argument' : 'removed-api';
  m.report({ code, severity: 'error', message, place: site.place, related: [], fixes });
}

/** What a renamed method needs besides: names for what stood in another order, and the classes behind what is predicted. */
function edited(name: string, args: CallArgs, { call, home }: CallSite): FixEdit[] | null {
  const { params } = currentNames[name]!;
  if (!call || (args.positional.length > 1 && call.args.some(({ spread }) => spread !== 'none'))) return null;
  // Arrays were never given in the place of steps: only the name of the method is old.
  if (args.positional[1]?.value.kind === 'tensor') return [];
  const named = call.args.slice(1).flatMap((arg, i) => (arg.name === null ? [{ arg, param: params[i + 1] }] : []));
  if (named.some(({ param }) => param === undefined)) return null;
  const edits = named.map(({ arg, param }) => editOf(home, arg.from, arg.from, `${param}=`));
  return name === 'predict_classes' ? [...edits, editOf(home, call.to, call.to, '.argmax(axis=-1)')] : edits;
}

function argumentEdits({ call, home }: CallSite, key: string, now: string | null): FixEdit[] {
  const written = call?.args.find((arg) => arg.name === key);
  if (!call || !written) return [];
  const edit = now === null ? dropEdit(call, home, key) : editOf(home, written.from, written.from + key.length, now);
  return edit ? [edit] : [];
}
