import type { Message } from '../../../../extension/protocol/localize';
import type { DiagnosticCode } from '../../diagnostics/codes';
import { defaultSeverities } from '../../diagnostics/codes';
import type { Fix } from '../../diagnostics/diagnostic';
import type { CallReportMore, FunctionDef } from '../../ops/kernel';
import type { BoundArgs, CallSite } from '../../values/value';
import { placeOf } from './checkArguments';
import type { Machine } from '../machine';
import { appendToArgument } from './fixEdits';
import { chainOf, fixOf } from './report';

/** Reports a fault of a call of a library's function: on the call, or in a call over several lines on the argument at fault. */
export function reportCall(
  m: Machine,
  op: FunctionDef,
  bound: BoundArgs,
  site: CallSite,
  code: DiagnosticCode,
  message: Message,
  more: CallReportMore,
): void {
  if (m.silences(code)) return;
  const fixes = (more.fixes ?? [])
    .map((spec, i) => fixOf(m, { layer: { args: bound, site }, def: op }, spec, i === 0))
    .concat((more.appends ?? []).map((spec) => appendToArgument(site, paramsAt(op, site), spec)))
    .filter((fix): fix is Fix => fix !== null);
  m.report({
    code,
    severity: more.severity ?? defaultSeverities[code],
    message,
    place: placeOf(site, more.at === undefined ? null : (bound.values.get(more.at)?.place ?? null)),
    related: [...(more.related ?? []), ...chainOf(more.from ?? [])],
    fixes,
  });
}

/** The parameters as they stand in the call: a method's object stands before it. */
function paramsAt(op: FunctionDef, { call }: CallSite): readonly string[] {
  const params = [...Object.keys(op.params), ...op.otherParams];
  return op.isMethod && call?.callee.k === 'attr' ? params.slice(1) : params;
}
