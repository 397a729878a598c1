import type { Message } from '../../../../extension/protocol/localize';
import type { DiagnosticCode } from '../../diagnostics/codes';
import { defaultSeverities } from '../../diagnostics/codes';
import type { Fix } from '../../diagnostics/diagnostic';
import type { CallReportMore, FunctionDef } from '../../ops/kernel';
import type { BoundArgs, CallSite } from '../../values/value';
import { placeOf } from './checkArguments';
import type { Machine } from '../machine';
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
