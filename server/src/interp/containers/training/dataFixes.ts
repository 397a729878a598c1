import type { Fix } from '../../../diagnostics/diagnostic';
import type { Expr } from '../../../ir/ir';
import { compareDims, productOf } from '../../../values/dim';
import { rankOf } from '../../../values/shape';
import type { CallSite, TensorValue } from '../../../values/value';
import { appendText } from '../../reports/fixEdits';
import type { Machine } from '../../machine';

/** Repairs of what is fed, where it is an array that stands in the call: the batch axis in front, or another shape of as many elements. */
export function dataFixes(_: Machine, site: CallSite, argument: string, want: TensorValue, got: TensorValue): Fix[] {
  // A data set gives its items as they are: the batch axis comes from `batch`.
  if (argument === 'dataset') {
    const source = argumentExpr(site, 'x');
    return source && rankOf(got.shape) === (want.shape?.dims.length ?? 0) - 1 ? [appendText(site.home, source, '.batch(32)')] : [];
  }
  const given = argumentExpr(site, argument);
  const expr = argument === 'validation_data' ? (given?.k === 'tuple' || given?.k === 'list' ? given.items[0] : null) : given;
  if (!expr || !want.shape || !got.shape || want.shape.hasPrefix || got.shape.hasPrefix) return [];
  const { dims } = got.shape;
  const wanted = want.shape.dims.slice(1);
  // What is fed may lack the batch axis: one sample.
  const fed = dims.slice(1);
  if (expr.k === 'list' || expr.k === 'tuple') return [];
  if (rankOf(got.shape) === wanted.length) return [appendText(site.home, expr, '[None]')];
  const isSameSize = compareDims(productOf(wanted), productOf(fed)) === 'equal';
  if (got.framework === 'numpy' && isSameSize && wanted.every((d) => typeof d === 'number'))
    return [appendText(site.home, expr, `.reshape(${['-1', ...wanted.map(String)].join(', ')})`)];
  return [];
}

/** The expression of an argument, by name or as the first. */
export function argumentExpr({ call }: CallSite, name: string, position = name === 'x' ? 0 : name === 'y' ? 1 : -1): Expr | null {
  if (!call) return null;
  const byName = call.args.find((a) => a.name === name);
  if (byName) return byName.value;
  const positional = call.args.filter((a) => a.name === null);
  if (positional.some((a) => a.spread !== 'none')) return null;
  return positional[position]?.value ?? null;
}
