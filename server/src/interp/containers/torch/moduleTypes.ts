import type { LayerObject } from '../../../values/value';
import { none, unknown } from '../../../values/value';
import type { Machine } from '../../machine';
import { readFact } from '../../machine';
import { attrsOf } from './modules';
import { defaultFloat, defaultFloatFact } from '../../../ops/torch/elementTypes';

/** The type of the weights of a module; null when it is not known. */
export function moduleType(m: Machine, module: LayerObject): string | null {
  const set = attrsOf(module).get('#dtype');
  if (set) return set.kind === 'str' ? set.value : null;
  const given = module.args.values.get('dtype')?.value ?? (module.args.isComplete ? none : unknown);
  if (given.kind === 'none') return typeByDefault(m);
  return given.kind === 'library' || given.kind === 'unknown' ? (given.path?.replace(/^torch\./, '') ?? null) : null;
}

/** What floats are unless a module is told otherwise. */
function typeByDefault(m: Machine): string | null {
  const set = readFact(m, defaultFloatFact);
  return set === undefined ? defaultFloat : set;
}

/** Something in the program has floats of different widths made equal where they meet. */
export function mayMixFloats(m: Machine): boolean {
  return says(m, /autocast|\bamp\b|[Pp]recision|[Aa]ccelerat|deepspeed|[bf]p?f?16|\.half\b/);
}

/** Whether a word stands anywhere in the program. */
function says(m: Machine, words: RegExp): boolean {
  const uris = new Set([...m.program.own, ...m.log.chunks.keys()]);
  return [...uris].some((uri) => words.test(m.wholeChunk(uri)?.text ?? ''));
}
