import { keyword, msg, rest, tensor, value } from '../kernel';
import type { CallContext, LibraryEntry } from '../kernel';
import type { Dim } from '../../values/dim';
import { isLiteral, unknownDim } from '../../values/dim';
import { formatShape } from '../../values/shape';
import type { TensorValue, Value } from '../../values/value';
import { none, unknown } from '../../values/value';
import { array, differ, dimsOf, intoOut, numpyOp, promoteValues } from './arrays';

export interface EinsumTerms {
  readonly inputs: readonly string[];
  readonly output: string;
}

/** `ij,jk->ik` in its parts; without an arrow the letters that occur once are the output, in alphabetical order. */
export function parseEinsum(subscripts: string): EinsumTerms | null {
  const [left, right] = subscripts.replaceAll(' ', '').split('->');
  const inputs = left!.split(',');
  if (!inputs.every((term) => /^[A-Za-z]*(\.\.\.)?[A-Za-z]*$/.test(term))) return null;
  if (right !== undefined) return /^[A-Za-z]*(\.\.\.)?[A-Za-z]*$/.test(right) ? { inputs, output: right } : null;
  const letters = inputs.join('').replaceAll('.', '');
  const once = [...new Set(letters)].filter((c) => letters.split(c).length === 2).sort((a, b) => (a < b ? -1 : 1));
  return { inputs, output: `${inputs.some((term) => term.includes('...')) ? '...' : ''}${once.join('')}` };
}

type EinsumFault =
  | { readonly why: 'count'; readonly terms: number; readonly given: number }
  | { readonly why: 'rank'; readonly at: number; readonly term: string; readonly rank: number }
  | { readonly why: 'extent'; readonly label: string; readonly a: number; readonly b: number }
  | { readonly why: 'output'; readonly label: string };

/** The extents that the terms give, or what does not fit. */
export function einsumShape(
  { inputs, output }: EinsumTerms,
  shapes: readonly (readonly Dim[] | null)[],
): readonly Dim[] | null | EinsumFault {
  if (inputs.length !== shapes.length) return { why: 'count', terms: inputs.length, given: shapes.length };
  const sizes = new Map<string, Dim>();
  let dots: readonly Dim[] = [];
  let isKnown = true;
  for (const [i, term] of inputs.entries()) {
    const own = shapes[i];
    const letters = term.replace('...', '');
    if (!own) {
      if (term.includes('...')) isKnown = false;
      for (const c of letters) if (!sizes.has(c)) sizes.set(c, unknownDim);
      continue;
    }
    const hasDots = term.includes('...');
    if (hasDots ? own.length < letters.length : own.length !== letters.length) return { why: 'rank', at: i, term, rank: own.length };
    const before = hasDots ? term.indexOf('...') : letters.length;
    const middle = own.slice(before, own.length - (letters.length - before));
    if (hasDots && middle.length >= dots.length) dots = middle;
    for (const [j, c] of [...letters].entries()) {
      const size = j < before ? own[j]! : own[own.length - letters.length + j]!;
      const old = sizes.get(c);
      if (old === undefined || old === 1 || (!isLiteral(old) && isLiteral(size) && size !== 1)) sizes.set(c, size);
      else if (size !== 1 && differ(old, size) && isLiteral(old) && isLiteral(size)) return { why: 'extent', label: c, a: old, b: size };
    }
  }
  const [head, tail] = output.includes('...') ? output.split('...') : [output, ''];
  const missing = [...head!, ...tail!].find((c) => !sizes.has(c));
  if (missing !== undefined) return { why: 'output', label: missing };
  if (!isKnown) return null;
  const of = (text: string): Dim[] => [...text].map((c) => sizes.get(c)!);
  return [...of(head!), ...(output.includes('...') ? dots : []), ...of(tail!)];
}

/** Operands and lists of labels in turn: `einsum(a, [0, 1], b, [1, 2], [0, 2])`. */
function fromLists(args: readonly Value[], cx: CallContext): { terms: EinsumTerms; operands: TensorValue[] } | null {
  const letters = (v: Value): string | null => {
    const items = cx.iterate(v);
    const codes = items?.map((item) =>
      item.kind === 'int' && isLiteral(item.value)
        ? String.fromCharCode(97 + item.value)
        : item.kind !== 'int' && 'path' in item && item.path === 'python.Ellipsis'
          ? '...'
          : null,
    );
    return codes?.every((c) => c !== null) ? codes.join('') : null;
  };
  const operands: TensorValue[] = [];
  const inputs: string[] = [];
  for (let i = 0; i + 1 < args.length; i += 2) {
    const term = letters(args[i + 1]!);
    if (term === null) return null;
    operands.push(tensor().read(args[i]!, cx.heap));
    inputs.push(term);
  }
  const output = args.length % 2 === 1 ? letters(args.at(-1)!) : null;
  if (output !== null) return { terms: { inputs, output }, operands };
  const terms = parseEinsum(inputs.join(','));
  return terms && { terms, operands };
}

function einsum(cx: CallContext, args: readonly Value[] | null, out: Value): Value {
  if (!args?.length) return unknown;
  const [first] = args;
  const isText = first!.kind === 'str';
  if (isText && (first as { value: string | null }).value === null) return array(null, null);
  const parsed = isText ? parseEinsum((first as { value: string }).value) : null;
  const found = isText ? parsed && { terms: parsed, operands: args.slice(1).map((v) => tensor().read(v, cx.heap)) } : fromLists(args, cx);
  if (!found) return array(null, null);
  const { terms, operands } = found;
  const type = promoteValues(operands, cx.heap);
  const shape = einsumShape(
    terms,
    operands.map((x) => dimsOf(x.shape)),
  );
  if (shape === null || Array.isArray(shape)) return intoOut(out, array(shape as readonly Dim[] | null, type));
  const fault = shape as EinsumFault;
  const shapes = operands.map((x) => formatShape(x.shape)).join(', ');
  if (fault.why === 'count')
    cx.report('missing-argument', msg('{0}: the subscripts name {1} arrays, {2} are given', cx.label, fault.terms, fault.given), {
      from: operands,
    });
  else if (fault.why === 'rank')
    cx.report(
      'rank-mismatch',
      msg("{0}: '{1}' does not fit an array of {2} axes: {3}", cx.label, fault.term, fault.rank, formatShape(operands[fault.at]!.shape)),
      { from: operands },
    );
  else if (fault.why === 'extent')
    cx.report(
      'dim-mismatch',
      msg("{0}: axis '{1}' has {2} elements in one array and {3} in another: {4}", cx.label, fault.label, fault.a, fault.b, shapes),
      { from: operands },
    );
  else cx.report('unknown-argument', msg("{0}: the result has an axis '{1}' that no array has", cx.label, fault.label), { from: operands });
  return array(
    [...terms.output.replace('...', '')].map(() => unknownDim),
    type,
  );
}

export const einsums: readonly LibraryEntry[] = [
  numpyOp({
    name: 'numpy.einsum',
    summary: 'Sums of products over named axes.',
    params: { operands: rest(), out: keyword(value(none)) },
    keywordParams: ['optimize', 'dtype', 'order', 'casting'],
    codes: ['missing-argument', 'rank-mismatch', 'dim-mismatch', 'unknown-argument'],
    call: ({ operands, out }, cx) => einsum(cx, operands, out),
    examples: [
      "np.einsum('ij,jk->ik', np.ones((2, 3)), np.ones((3, 4)))  #> [2, 4]",
      "np.einsum('ij,jk->ik', np.ones((2, 3)))  #! error[missing-argument]: name 2 arrays, 1 are given",
      "np.einsum('ijk->k', np.ones((2, 3)))  #! error[rank-mismatch]: does not fit an array of 2 axes",
      "np.einsum('ij,jk->ik', np.ones((2, 3)), np.ones((4, 5)))  #! error[dim-mismatch]: axis 'j' has 3 elements",
      "np.einsum('ij->ik', np.ones((2, 3)))  #! error[unknown-argument]: an axis 'k' that no array has",
    ],
  }),
  numpyOp({
    name: 'numpy.einsum_path',
    summary: 'The order in which sums of products are computed fastest.',
    params: { subscripts: value(), operands: rest() },
    keywordParams: ['optimize', 'einsum_call'],
    call: () => unknown,
  }),
].flat();
