import type { Message } from '../../../../extension/protocol/localize';
import type { DiagnosticCode } from '../../diagnostics/codes';
import { defaultSeverities } from '../../diagnostics/codes';
import type { Fix } from '../../diagnostics/diagnostic';
import type { Place } from '../../ir/place';
import type { TensorValue } from '../../values/value';
import { nodeSite } from '../libraryMembers';
import type { Machine } from '../machine';
import { chainOf } from './report';

export interface RefusalMore {
  /** Where it raises; absent: what is being evaluated. */
  readonly place?: Place;
  readonly fixes?: readonly (Fix | null)[];
  /** Tensors whose history explains the fault. */
  readonly from?: readonly TensorValue[];
}

/**
 * Python surely raises here: that is reported where nothing catches it; inside a `try` the path ends. Elsewhere the program would end, and
 * what follows is looked at all the same.
 *
 * @param exception the built-in exception that is raised
 */
export function refuse(m: Machine, exception: string, code: DiagnosticCode, message: Message, more: RefusalMore = {}): void {
  if (m.frame.semantics.language !== 'python') return;
  if (!m.silences(code) && !m.isDead)
    m.report({
      code,
      severity: defaultSeverities[code],
      message,
      place: more.place ?? nodeSite(m).place,
      related: chainOf(more.from ?? []),
      fixes: (more.fixes ?? []).filter((fix) => fix !== null),
    });
  m.raise({ kind: 'library', path: `python.${exception}` });
}
