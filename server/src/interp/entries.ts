import type { CallExpr, Expr, FunctionCode, LoweredChunk, Stmt, UnitCode } from '../ir/ir';
import type { Place } from '../ir/place';
import { placeOf } from '../ir/place';
import type { Value } from '../values/value';
import type { Entry } from './analysis';

/** Calls that train a whole model. */
const fitNames = new Set(['fit', 'fitDataset', 'fit_generator']);
/** Calls of one step: the loop around them is the entry. */
const stepNames = new Set(['trainOnBatch', 'train_on_batch', 'minimize', 'apply_gradients', 'applyGradients', 'backward']);
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
  for (const chunk of cx.chunks) {
    chunk.units.forEach((unit, unitIdx) => {
      const place = (id: number): Place => placeOf(chunk.uri, unitIdx, id);
      for (const found of candidatesOf(unit.code)) {
        if (found.k === 'main') mains.push({ name: 'main', place: place(found.id), kind: 'main', model: null });
        else if (found.k === 'loop') entries.push({ name: found.fn ?? 'train', place: place(found.id), kind: 'loop', model: null });
        else {
          const { call, receiver } = found;
          if (!isTraining(cx, place(call.id), place(receiver.id), call)) continue;
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
  | { readonly k: 'loop'; readonly id: number; readonly fn: string | null }
  | { readonly k: 'main'; readonly id: number };

/** What the text of a unit alone tells; found once for each text. */
function candidatesOf(code: UnitCode): readonly Candidate[] {
  let found = candidates.get(code);
  if (!found) {
    const list: Candidate[] = [];
    const scan = new Scanner(
      (call, receiver) => list.push({ k: 'fit', call, receiver }),
      (loop, fn) => list.push({ k: 'loop', id: loop.id, fn }),
    );
    scan.block(code.body);
    for (const stmt of code.body) if (isMainGuard(stmt)) list.push({ k: 'main', id: stmt.id });
    candidates.set(code, (found = list));
  }
  return found;
}

const candidates = new WeakMap<UnitCode, readonly Candidate[]>();

function isTraining(cx: EntryContext, call: Place, receiver: Place, node: CallExpr): boolean {
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
  if (e.k === 'name') return e.name;
  if (e.k === 'attr') return e.name;
  return 'model';
}

/** Walks all code of a unit, that of functions and classes included. */
class Scanner {
  #loop: { node: Stmt; hasStep: boolean } | null = null;
  #fn: string | null = null;

  constructor(
    readonly onFit: (call: CallExpr, receiver: Expr) => void,
    readonly onLoop: (loop: Stmt, fn: string | null) => void,
  ) {}

  block(stmts: readonly Stmt[]): void {
    for (const stmt of stmts) this.node(stmt);
  }

  /** Any part of the instruction form: what is an object with `k` is visited. */
  node(part: unknown): void {
    if (Array.isArray(part)) {
      for (const item of part) this.node(item);
      return;
    }
    if (typeof part !== 'object' || part === null) return;
    const node = part as Partial<Stmt | Expr> & object;
    if (node.k === 'for' || node.k === 'while') {
      const outer = this.#loop;
      this.#loop ??= { node: node as Stmt, hasStep: false };
      this.#children(node);
      if (!outer && this.#loop?.hasStep) this.onLoop(this.#loop.node, this.#fn);
      this.#loop = outer;
      return;
    }
    if (node.k === 'call') this.#call(node as CallExpr);
    if ('params' in node && 'locals' in node) {
      const { name } = node as unknown as FunctionCode;
      const [outerFn, outerLoop] = [this.#fn, this.#loop];
      this.#fn = name ?? outerFn;
      // A callback inside a loop still belongs to it; a named function does not.
      if (name) this.#loop = null;
      this.#children(node);
      [this.#fn, this.#loop] = [outerFn, outerLoop];
      return;
    }
    this.#children(node);
  }

  #children(node: object): void {
    for (const child of Object.values(node)) if (typeof child === 'object') this.node(child);
  }

  #call(call: CallExpr): void {
    if (call.callee.k !== 'attr') return;
    if (fitNames.has(call.callee.name)) this.onFit(call, call.callee.object);
    if (stepNames.has(call.callee.name) && this.#loop) this.#loop.hasStep = true;
  }
}
