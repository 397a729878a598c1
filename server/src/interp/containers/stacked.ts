import type { Message } from '../../../../extension/protocol/localize';
import { msg } from '../../../../extension/protocol/localize';
import type { DiagnosticCode } from '../../diagnostics/codes';
import { defaultSeverities } from '../../diagnostics/codes';
import type { Fix } from '../../diagnostics/diagnostic';
import type { Expr } from '../../ir/ir';
import type { Place } from '../../ir/place';
import { findContainer, findOp } from '../../ops/registry';
import { formatShape } from '../../values/shape';
import type { CallSite, ModelObject, Value } from '../../values/value';
import { appendText } from '../reports/fixEdits';
import type { Machine } from '../machine';
import { labelOf } from '../reports/report';
import { sharedName } from './graphEnds';
import { isSurelyKeras3 } from './kerasFlavor';
import { baseOf } from './subclass';

interface Found {
  readonly code: DiagnosticCode;
  readonly message: Message;
  readonly fix?: Fix | null;
}

/** Reports what a sequential model does not take as its next layer. True when it was refused. */
export function refuseInStack(m: Machine, model: ModelObject, value: Value, site: CallSite, argument: Expr | null): boolean {
  if (model.framework !== 'keras' || m.frame.semantics.language !== 'python') return false;
  const found = noLayer(m, value, site, argument) ?? secondInput(m, model, value) ?? nameTaken(m, model, value);
  if (!found) return false;
  const { code, message, fix } = found;
  m.report({ code, severity: defaultSeverities[code], message, place: site.place, related: [], fixes: fix ? [fix] : [] });
  return true;
}

function noLayer(m: Machine, value: Value, site: CallSite, argument: Expr | null): Found | null {
  switch (value.kind) {
    case 'library': {
      const op = findOp(value.path);
      const isClass = op?.kind === 'layer' || findContainer(value.path) !== undefined;
      if (!op && !isClass) return null;
      const label = labelOf(value.path);
      const needsNothing = op?.kind === 'layer' && !Object.values(op.params).some((param) => (param as { isRequired: boolean }).isRequired);
      return {
        code: 'dtype-mismatch',
        message: isClass
          ? msg('{0} is a class; a model takes layers that are made: {0}(…)', label)
          : msg('{0} is a function; a model takes layers, for instance Activation or Lambda', label),
        fix: needsNothing && argument ? appendText(site.home, argument, '()') : null,
      };
    }
    case 'tensor':
      if (!value.producer || value.producer.op === 'input') return null;
      return {
        code: 'dtype-mismatch',
        message: msg('A sequential model takes layers; this is the tensor that a layer gives: {0}', formatShape(value.shape)),
      };
    case 'function':
      return { code: 'dtype-mismatch', message: msg('A sequential model takes layers; a function goes into a Lambda layer') };
    case 'none':
    case 'str':
    case 'int':
    case 'float':
    case 'bool':
    case 'tuple':
      return {
        code: 'dtype-mismatch',
        message: msg('A sequential model takes layers, not {0}', value.kind === 'none' ? 'None' : value.kind),
      };
    case 'ref': {
      const object = m.get(value.id);
      if (object?.kind === 'list' || object?.kind === 'dict')
        return { code: 'dtype-mismatch', message: msg('A sequential model takes layers, not {0}', object.kind) };
      if (object?.kind === 'class')
        return { code: 'dtype-mismatch', message: msg('{0} is a class; a model takes layers that are made: {0}(…)', object.name) };
      return null;
    }
    default:
      return null;
  }
}

function isInput(m: Machine, v: Value): boolean {
  const object = baseOf(m, v)?.object;
  const op = object?.kind === 'layer' ? findOp(object.op) : undefined;
  return v.kind === 'tensor' ? v.producer?.op === 'input' : op?.kind === 'layer' && op.category === 'input';
}

/** Reports an input behind a layer: Keras takes it, and raises when the model is built at last. True when there is one. */
export function refuseLateInput(m: Machine, model: ModelObject, site: CallSite): boolean {
  const late = isSurelyKeras3(m) ? model.layers.findIndex((layer, i) => i > 0 && isInput(m, layer)) : -1;
  if (late < 0) return false;
  const place = placeOfInput(m, model.layers[late]!);
  m.report({
    code: 'input-mismatch',
    severity: defaultSeverities['input-mismatch'],
    message: msg('The input stands behind other layers of the model; it must be the first'),
    place: site.place,
    related: place ? [{ place, message: msg('The input is added here') }] : [],
    fixes: [],
  });
  return true;
}

function placeOfInput(m: Machine, value: Value): Place | null {
  if (value.kind === 'tensor') return value.producer?.place ?? null;
  return baseOf(m, value)?.object.site.place ?? null;
}

function secondInput(m: Machine, model: ModelObject, value: Value): Found | null {
  const first = model.layers[0];
  if (!first || !isInput(m, value) || !isInput(m, first)) return null;
  return { code: 'input-mismatch', message: msg('The model has an input already: {0}', formatShape(model.inputs?.[0]?.shape ?? null)) };
}

function nameTaken(m: Machine, model: ModelObject, value: Value): Found | null {
  const name = baseOf(m, value)?.object.name ? sharedName(m, [...model.layers, value]) : null;
  return name === null
    ? null
    : { code: 'unknown-argument', message: msg("Two layers of the model are called '{0}'; each needs a name of its own", name) };
}
