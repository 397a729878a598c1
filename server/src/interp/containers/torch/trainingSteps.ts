import type { Message } from '../../../../../extension/protocol/localize';
import { msg } from '../../../../../extension/protocol/localize';
import type { Fix } from '../../../diagnostics/diagnostic';
import type { CallExpr, Expr } from '../../../ir/ir';
import type { Place } from '../../../ir/place';
import { asked, childrenOf, modulesIn, moduleParts } from '../../../ops/torch/moduleTree';
import type { CallSite, Home, Value } from '../../../values/value';
import type { Machine } from '../../machine';
import { editOf } from '../../reports/fixEdits';
import { handleOfModule, isModuleObject, isTraining } from './modules';

/*
 * What a loop that trains does in which order: computing gradients, taking steps, setting gradients to zero, calling modules that do not learn.
 * It is noted while the loop runs, with all that it calls, and judged where the innermost loop with both a gradient and a step ends.
 */

export type TrainingEvent = Noted | Step | Forward;

interface Noted {
  readonly kind: 'backward' | 'zero' | 'escape';
  /** What it is called on: an object, or its text where that is not known. */
  readonly of: string;
  readonly site: CallSite;
}

interface Step {
  readonly kind: 'step';
  readonly of: string;
  readonly site: CallSite;
}

interface Forward {
  readonly kind: 'forward';
  readonly id: number;
  readonly place: Place;
}

/** Notes calls of a training loop by what they are called on; `callee` is what the call turned out to call. */
export function noteTraining(m: Machine, e: CallExpr, callee: Value, site: CallSite): void {
  if (!m.trainingEvents) return;
  if (e.callee.k !== 'attr') {
    noteEscape(m, e, callee, site);
    return;
  }
  const { object, name } = e.callee;
  const self = callee.kind === 'method' ? callee.self : null;
  const of = identityOf(m, self, object, site.home);
  if (name === 'backward' || name === 'manual_backward') m.trainingEvents.push({ kind: 'backward', of, site });
  else if (name === 'zero_grad' || (name === 'zero_' && object.k === 'attr' && object.name === 'grad'))
    m.trainingEvents.push({ kind: 'zero', of, site });
  else if (name === 'step' && isOptimizer(m, self, object, site.home)) m.trainingEvents.push({ kind: 'step', of, site });
  else noteEscape(m, e, callee, site);
}

/** A gradient that is set by hand, mostly to None. */
export function noteGradient(m: Machine, site: CallSite): void {
  m.trainingEvents?.push({ kind: 'zero', of: '', site });
}

/** A module of the program or the library is called while no gradients are kept. */
export function noteForward(m: Machine, id: number, place: Place): void {
  if (m.trainingEvents && m.withoutGradients > 0 && !m.isUncalled) m.trainingEvents.push({ kind: 'forward', id, place });
}

/** Somebody else gets the optimizer: what that does with it nobody sees. */
function noteEscape(m: Machine, e: CallExpr, callee: Value, site: CallSite): void {
  if (callee.kind !== 'unknown') return;
  for (const { value } of e.args)
    if (value.k === 'name' && /opt|model|net|grad/i.test(value.name)) m.trainingEvents!.push({ kind: 'escape', of: '', site });
}

/** An optimizer by the object that it is, else by how the program calls it. */
function identityOf(m: Machine, self: Value | null, object: Expr, home: Home): string {
  if (self?.kind === 'ref') return `#${self.id}`;
  return home.code.text.slice(object.from, object.to);
}

function isOptimizer(m: Machine, self: Value | null, object: Expr, home: Home): boolean {
  const known = self?.kind === 'ref' ? m.get(self.id) : undefined;
  if (known) return known.kind === 'object' && /^torch\.optim\.(?!lr_scheduler)/.test(known.cls);
  const text = home.code.text.slice(object.from, object.to);
  return /opt/i.test(text) && !/sched/i.test(text);
}

/** Runs a loop and judges what it did, unless a loop inside it was judged already. */
export function inTrainingLoop(m: Machine, run: () => void): void {
  const outer = m.trainingEvents;
  const events: TrainingEvent[] = (m.trainingEvents = []);
  try {
    run();
  } finally {
    m.trainingEvents = outer;
  }
  const isTrainingLoop = events.some(({ kind }) => kind === 'backward') && events.some(({ kind }) => kind === 'step');
  if (isTrainingLoop) judge(m, events);
  else outer?.push(...events);
}

function judge(m: Machine, events: readonly TrainingEvent[]): void {
  const zeroed = events.some(({ kind }) => kind === 'zero');
  const step = events.find((event): event is Step => event.kind === 'step')!;
  const backward = events.find((event): event is Noted => event.kind === 'backward')!;
  if (!zeroed && !events.some(({ kind }) => kind === 'escape')) {
    const message = msg('The gradients of all steps add up: nothing sets them to zero in this loop');
    report(m, step.site.place, message, lineBefore(backward.site, `${textOf(step.site)}.zero_grad()`));
  } else refuseLostGradients(m, events);
  for (const event of events) if (event.kind === 'forward') checkMode(m, event);
}

/** Gradients that are set to zero between their computation and every step that would use them. */
function refuseLostGradients(m: Machine, events: readonly TrainingEvent[]): void {
  const found = { hasBackward: false, first: null as Step | null };
  const cleared = new Set<string>();
  for (const event of events) {
    if (event.kind === 'backward') {
      found.hasBackward = true;
      cleared.clear();
    } else if (event.kind === 'zero') cleared.add(event.of);
    else if (event.kind === 'step') {
      if (!found.hasBackward || !cleared.has(event.of)) return;
      found.first ??= event;
    }
  }
  if (found.first)
    report(m, found.first.site.place, msg('The step has no gradients: they are set to zero between backward() and step()'), null);
}

/** A network that only teaches has to be put into evaluation: dropout and batch statistics are for learning. */
function checkMode(m: Machine, { id, place }: Forward): void {
  const module = m.get(id);
  if (!isModuleObject(module) || isTraining(m, module) !== true) return;
  const parts = modulesIn(m, handleOfModule(id, module)).map(([, each]) => each);
  // Whoever asks for its parameters may train it.
  if (parts.some((each) => moduleParts(m, each)?.module.attrs?.get(asked)) || !parts.some((each) => changesWithMode(m, each))) return;
  const name = module.own?.className ?? module.op.slice(module.op.lastIndexOf('.') + 1);
  report(m, place, msg('{0} is used but not trained here, and still in training mode; call eval() on it before the loop', name), null);
}

const modal = /^torch\.nn\.(?:Dropout|AlphaDropout|FeatureAlphaDropout|BatchNorm|SyncBatchNorm|InstanceNorm|LazyBatchNorm|RReLU)/;

function changesWithMode(m: Machine, value: Value): boolean {
  const parts = moduleParts(m, value);
  return parts !== null && childrenOf(m, value) !== null && modal.test(parts.module.op);
}

function textOf({ call, home }: CallSite): string {
  return call?.callee.k === 'attr' ? home.code.text.slice(call.callee.object.from, call.callee.object.to) : 'optimizer';
}

/** A line of its own before the statement at hand. */
function lineBefore({ call, home }: CallSite, text: string): Fix | null {
  if (!call) return null;
  const start = home.code.text.lastIndexOf('\n', call.from) + 1;
  const indent = /^[ \t]*/.exec(home.code.text.slice(start))![0];
  // Only what begins its line is a statement of its own.
  if (start + indent.length !== call.from) return null;
  return { title: msg('Add {0}', text), isPreferred: true, edits: [editOf(home, call.from, call.from, `${text}\n${indent}`)] };
}

function report(m: Machine, place: Place, message: Message, fix: Fix | null): void {
  m.report({ code: 'suspicious-training', severity: 'warning', message, place, related: [], fixes: fix ? [fix] : [] });
}
