import type { CallContext } from '../ops/kernel';
import { defaultSeverities } from '../diagnostics/codes';
import type { CallSite } from '../values/value';
import { callValue, plainArgs } from './calls';
import { placeholder } from './containers/placeholder';
import { iterateValue } from './iterate';
import type { Machine } from './machine';

/** What a function of a library gets to work with. */
export function callContext(m: Machine, site: CallSite): CallContext {
  return {
    language: m.frame.semantics.language,
    heap: m,
    set: (id, object) => m.set(id, object),
    alloc: (object) => m.alloc(object),
    call: (fn, args) => callValue(m, fn, plainArgs(args), site),
    iterate: (value) => iterateValue(m, value),
    input: (shape, dtype, framework, name) => placeholder(m, { shape, dtype, framework, name: name ?? '', place: site.place }),
    report: (code, message) => m.report({ code, severity: defaultSeverities[code], message, place: site.place, related: [], fixes: [] }),
  };
}
