import type { Localizer } from '../../../extension/protocol/localize';
import type { Diagnostic } from '../diagnostics/diagnostic';
import type { Analysis, ModelNode } from '../interp/document/analysis';
import type { Place } from '../ir/place';
import { samePlace, spanOf } from '../ir/place';

export interface NodeProblem {
  readonly message: string;
  readonly code: string;
  readonly fixes: string[];
}

/**
 * The report that belongs to a failing node: the one about its call, else the first that stands in the call that applies it
 * or that constructs it.
 * Reports may stand on one argument, so places are compared as spans.
 */
export function problemOf(node: ModelNode, analysis: Analysis, localizer: Localizer): NodeProblem | null {
  const own = analysis.diagnostics.find((d) => d.subject && samePlace(d.subject, node.place));
  if (own) return rendered(own, localizer);
  const homes = node.site ? [node.place, node.site] : [node.place];
  for (const home of homes) {
    const found = analysis.diagnostics.find((d) => d.severity === 'error' && contains(analysis, home, d.place));
    if (found) return rendered(found, localizer);
  }
  return null;
}

function rendered(diagnostic: Diagnostic, localizer: Localizer): NodeProblem {
  return {
    message: localizer.render(diagnostic.message),
    code: diagnostic.code,
    fixes: diagnostic.fixes.map((fix) => localizer.render(fix.title)),
  };
}

function contains(analysis: Analysis, outer: Place, inner: Place): boolean {
  const chunk = analysis.chunks.get(outer.chunk);
  if (!chunk || outer.chunk !== inner.chunk) return false;
  const a = spanOf(chunk, outer);
  const b = spanOf(chunk, inner);
  return a !== null && b !== null && a.from <= b.from && b.to <= a.to;
}
