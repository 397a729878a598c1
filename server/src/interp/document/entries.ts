import type { AssignStmt, CallExpr, Expr, FunctionCode, LoweredChunk, Stmt, UnitCode } from '../../ir/ir';
import type { Place } from '../../ir/place';
import { placeOf } from '../../ir/place';
import type { Value } from '../../values/value';
import type { Entry } from './analysis';

/** Calls that train a whole model. */
const fitNames = new Set(['fit', 'fitDataset', 'fit_generator']);
/** Calls that train, of libraries whose objects the analysis need not know: the names are theirs alone. */
const sureFitNames = new Set(['fit_one_cycle', 'fine_tune', 'fit_flat_cos']);
/** Calls of one step: the loop around them is the entry. */
const stepNames = new Set(['trainOnBatch', 'train_on_batch', 'minimize', 'apply_gradients', 'applyGradients', 'apply_updates', 'backward']);
/** Lightning's and Hugging Face's `Trainer`, and those derived from it; `model.train()` is something else. */
const trainerClass = /Trainer$/;
const trainerMethods = new Set(['fit', 'train']);
/** Arguments that only a training call takes: a sign for receivers that are not known. */
const fitArguments = new Set([
  'epochs',
  'nb_epoch',
  'batch_size',
  'batchSize',
  'validation_data',
  'validationData',
  'steps_per_epoch',
  'batchesPerEpoch',
]);

export interface EntryContext {
  readonly chunks: readonly LoweredChunk[];
  /** Models by the calls that were seen to train them. */
  readonly fits: readonly { readonly place: Place; readonly model: number | null }[];
  valueAt(place: Place): Value | undefined;
}

/** What Train can run in a document: each `fit`, else each training loop, else the file's main part. */
export function findEntries(cx: EntryContext): Entry[] {
  const entries: Entry[] = [];
  const mains: Entry[] = [];
  const codes = cx.chunks.flatMap((chunk) => chunk.units.map((unit) => candidatesOf(unit.code)));
  const trainers = new Set(codes.flatMap((found) => found.trainers));
  const stepFunctions = findStepFunctions(codes.flatMap((found) => found.functions));
  for (const chunk of cx.chunks) {
    chunk.units.forEach((unit, unitIdx) => {
      const place = (id: number): Place => placeOf(chunk.uri, unitIdx, id);
      for (const found of candidatesOf(unit.code).candidates) {
        if (found.k === 'main') mains.push({ name: 'main', place: place(found.id), kind: 'main', model: null });
        else if (found.k === 'loop') {
          if (!found.hasStep && !found.calls.some((name) => stepFunctions.has(name))) continue;
          entries.push({ name: found.fn ?? 'train', place: place(found.id), kind: 'loop', model: null });
        } else {
          const { call, receiver } = found;
          const isTraining =
            sureFitNames.has(methodName(call)) ||
            (trainerMethods.has(methodName(call)) && isTrainer(receiver, trainers)) ||
            (fitNames.has(methodName(call)) && isFit(cx, place(call.id), place(receiver.id), call));
          if (!isTraining) continue;
          const known = cx.fits.find((f) => f.place.chunk === chunk.uri && f.place.node === place(call.id).node);
          const name = `${receiverName(receiver)}.${methodName(call)}`;
          entries.push({ name, place: place(call.id), kind: 'fit', model: known?.model ?? null });
        }
      }
    });
  }
  return unique(entries.length ? entries : mains);
}

type Candidate =
  | { readonly k: 'fit'; readonly call: CallExpr; readonly receiver: Expr }
  | { readonly k: 'loop'; readonly id: number; readonly fn: string | null; readonly hasStep: boolean; readonly calls: readonly string[] }
  | { readonly k: 'main'; readonly id: number };

/** A function of the program: whether it does a step itself, outside of any loop, and what it calls there. */
interface CalledFunction {
  readonly name: string;
  readonly hasStep: boolean;
  readonly calls: readonly string[];
}

/** What the text of a unit alone tells; found once for each text. */
interface UnitCandidates {
  readonly candidates: readonly Candidate[];
  readonly functions: readonly CalledFunction[];
  /** Names that are bound to what a `…Trainer(…)` makes. */
  readonly trainers: readonly string[];
}

function candidatesOf(code: UnitCode): UnitCandidates {
  let found = candidates.get(code);
  if (!found) {
    const scanner = new Scanner();
    scanner.block(code.body);
    for (const stmt of code.body) if (isMainGuard(stmt)) scanner.candidates.push({ k: 'main', id: stmt.id });
    candidates.set(code, (found = scanner));
  }
  return found;
}

const candidates = new WeakMap<UnitCode, UnitCandidates>();

/** Functions that do one step of a training: those that do it themselves, and those that call one. */
function findStepFunctions(functions: readonly CalledFunction[]): ReadonlySet<string> {
  const found = new Set(functions.filter((fn) => fn.hasStep).map((fn) => fn.name));
  for (let size = -1; size !== found.size;) {
    size = found.size;
    for (const fn of functions) if (fn.calls.some((name) => found.has(name))) found.add(fn.name);
  }
  return found;
}

function isTrainer(receiver: Expr, trainers: ReadonlySet<string>): boolean {
  if (receiver.k === 'call') return trainerClass.test(lastName(receiver.callee));
  return trainers.has(lastName(receiver));
}

/** The name by which something is called: `b` of `a.b` and of `b`. */
function lastName(e: Expr): string {
  return e.k === 'name' || e.k === 'attr' ? e.name : '';
}

function isFit(cx: EntryContext, call: Place, receiver: Place, node: CallExpr): boolean {
  if (cx.fits.some((f) => f.place.chunk === call.chunk && f.place.node === call.node)) return true;
  const value = cx.valueAt(receiver);
  if (value && value.kind !== 'unknown' && value.kind !== 'ref') return false;
  return node.args.some(
    (a) =>
      (a.name !== null && fitArguments.has(a.name)) ||
      (a.value.k === 'dict' && a.value.entries.some((e) => e.key?.k === 'const' && fitArguments.has(String(e.key.value)))),
  );
}

function unique(entries: readonly Entry[]): Entry[] {
  const seen = new Map<string, number>();
  return entries.map((entry) => {
    const n = (seen.get(entry.name) ?? 0) + 1;
    seen.set(entry.name, n);
    return n === 1 ? entry : { ...entry, name: `${entry.name}#${n}` };
  });
}

function isMainGuard(stmt: Stmt): boolean {
  if (stmt.k !== 'if' || stmt.test.k !== 'compare') return false;
  const { left, rest } = stmt.test;
  const sides = [left, ...rest.map((r) => r.right)];
  return sides.some((s) => s.k === 'name' && s.name === '__name__') && sides.some((s) => s.k === 'const' && s.value === '__main__');
}

function methodName(call: CallExpr): string {
  return call.callee.k === 'attr' ? call.callee.name : '';
}

function receiverName(e: Expr): string {
  return lastName(e) || (e.k === 'call' && isTrainer(e, new Set()) ? 'trainer' : 'model');
}

/** Walks all code of a unit, that of functions and classes included. */
class Scanner implements UnitCandidates {
  readonly candidates: Candidate[] = [];
  readonly functions: CalledFunction[] = [];
  readonly trainers: string[] = [];
  #loop: { node: Stmt; hasStep: boolean; calls: string[] } | null = null;
  #fn: { name: string; hasStep: boolean; calls: string[] } | null = null;

  block(stmts: readonly Stmt[]): void {
    for (const stmt of stmts) this.#node(stmt);
  }

  /** Any part of the instruction form: what is an object with `k` is visited. */
  #node(part: unknown): void {
    if (Array.isArray(part)) {
      for (const item of part) this.#node(item);
      return;
    }
    if (typeof part !== 'object' || part === null) return;
    const node = part as Partial<Stmt | Expr> & object;
    if (node.k === 'for' || node.k === 'while') {
      const outer = this.#loop;
      this.#loop ??= { node: node as Stmt, hasStep: false, calls: [] };
      this.#children(node);
      if (!outer && this.#loop) {
        const { hasStep, calls } = this.#loop;
        this.candidates.push({ k: 'loop', id: this.#loop.node.id, fn: this.#fn?.name ?? null, hasStep, calls });
      }
      this.#loop = outer;
      return;
    }
    if (node.k === 'call') this.#call(node as CallExpr);
    if (node.k === 'assign') this.#assign(node as AssignStmt);
    if ('params' in node && 'locals' in node) {
      const { name } = node as unknown as FunctionCode;
      const [outerFn, outerLoop] = [this.#fn, this.#loop];
      // A callback inside a loop still belongs to it; a named function does not.
      if (name) {
        this.#fn = { name, hasStep: false, calls: [] };
        this.#loop = null;
      }
      this.#children(node);
      if (name && this.#fn) this.functions.push(this.#fn);
      [this.#fn, this.#loop] = [outerFn, outerLoop];
      return;
    }
    this.#children(node);
  }

  #children(node: object): void {
    for (const child of Object.values(node)) if (typeof child === 'object') this.#node(child);
  }

  #call(call: CallExpr): void {
    const name = lastName(call.callee);
    const around = this.#loop ?? this.#fn;
    around?.calls.push(name);
    if (call.callee.k !== 'attr') return;
    if (fitNames.has(name) || sureFitNames.has(name) || trainerMethods.has(name))
      this.candidates.push({ k: 'fit', call, receiver: call.callee.object });
    if (stepNames.has(name) && around) around.hasStep = true;
  }

  #assign({ targets, value }: AssignStmt): void {
    if (value?.k !== 'call' || !trainerClass.test(lastName(value.callee))) return;
    for (const target of targets) if (target.k === 'nameTarget' || target.k === 'attrTarget') this.trainers.push(target.name);
  }
}
