import type { Message } from '../../../../extension/protocol/localize';
import { msg } from '../../../../extension/protocol/localize';
import type { DiagnosticCode } from '../../diagnostics/codes';
import { defaultSeverities } from '../../diagnostics/codes';
import type { Fix, RelatedPlace } from '../../diagnostics/diagnostic';
import type { Place } from '../../ir/place';
import { nodeIdOf, samePlace, unitIdxOf } from '../../ir/place';
import type { AppendSpec, FixSpec, LayerDef, ReportMore } from '../../ops/kernel';
import { camelCase } from '../../ops/kernel';
import { findOp } from '../../ops/registry';
import { formatShape } from '../../values/shape';
import type { LayerObject, TensorValue } from '../../values/value';
import type { Application } from '../containers/layers';
import { appendToArgument, argumentEdit, literalText } from './fixEdits';
import type { Machine } from '../machine';

/** How far back the chain of shapes goes. */
const chainLength = 6;

/** Reports the faults of one application of a layer: at the line that raises, with the chain of shapes that led there and repairs at the cause. */
export class LayerReporter {
  hasReported = false;
  readonly label: string;

  constructor(
    readonly m: Machine,
    readonly layer: LayerObject,
    readonly def: LayerDef,
    readonly inputs: readonly TensorValue[],
    readonly at: Application,
  ) {
    this.label = labelOf(def.name);
  }

  paramName(name: string): string {
    return this.def.style === 'config' ? camelCase(name) : name;
  }

  report(code: DiagnosticCode, message: Message, more: ReportMore & { builtAt?: Place | undefined }): void {
    if (this.hasReported || this.m.silences(code)) return;
    this.hasReported = true;
    const related = chainOf(this.inputs);
    if (more.builtAt && !samePlace(more.builtAt, this.at.report))
      related.unshift({ place: more.builtAt, message: msg('{0} was built here', this.label) });
    if (!samePlace(this.layer.site.place, this.at.report) && !contains(this.m, this.at.report, this.layer.site.place)) {
      related.push({ place: this.layer.site.place, message: msg('{0} is made here', this.label) });
    }
    const fixes = (more.fixes ?? [])
      .map((spec, i) => fixOf(this.m, { layer: this.layer, def: this.def }, spec, i === 0))
      .concat((more.appends ?? []).map((spec) => this.#append(spec)))
      .filter((fix): fix is Fix => fix !== null);
    const asWritten = (m: Message): Message => (this.def.style === 'config' ? inBrackets(m) : m);
    this.m.report({
      code,
      severity: more.severity ?? defaultSeverities[code],
      message: asWritten(message),
      place: this.#place(more),
      subject: this.at.place,
      related: related.map((r) => ({ ...r, message: asWritten(r.message) })),
      fixes,
    });
  }

  /** Text behind an argument of the call that applies, where that call is the one at fault. */
  #append(spec: AppendSpec): Fix | null {
    const { site, report } = this.at;
    return site && samePlace(site.place, report) ? appendToArgument(site, this.def.inputs ?? ['input'], spec) : null;
  }

  /** The call, or in a call over several lines the argument at fault. */
  #place(more: ReportMore): Place {
    const { site, report } = this.at;
    const isSpread = site?.call && site.home.code.text.slice(site.call.from, site.call.to).includes('\n');
    if (!isSpread || !samePlace(site.place, report) || more.at === undefined) return report;
    return this.layer.args.values.get(more.at)?.place ?? report;
  }
}

interface FixTarget {
  readonly layer: Pick<LayerObject, 'args' | 'site'>;
  readonly def: Pick<LayerDef, 'style' | 'params' | 'name'>;
}

/** The last calls that gave tensors their shapes, in the order of the program. */
export function chainOf(inputs: readonly TensorValue[]): RelatedPlace[] {
  const chain: RelatedPlace[] = [];
  for (const input of inputs) {
    let tensor: TensorValue | undefined = input;
    const steps: RelatedPlace[] = [];
    while (tensor?.producer && steps.length < chainLength) {
      const { producer } = tensor as TensorValue & { producer: NonNullable<TensorValue['producer']> };
      const what =
        producer.op === 'input'
          ? msg('The input is {0}', formatShape(tensor.shape))
          : msg('{0} gives {1}', labelOf(producer.op), formatShape(tensor.shape));
      steps.unshift({ place: producer.place, message: what });
      tensor = producer.inputs[0];
    }
    chain.push(...steps);
  }
  return chain;
}

/** The edit that a rule proposes: of its own call, or of the call that made one of its tensors. */
export function fixOf(m: Machine, own: FixTarget, spec: FixSpec, isPreferred: boolean): Fix | null {
  const outer = spec.of ? targetOf(m, spec.of) : own;
  const target = outer && spec.inside !== undefined ? insideOf(m, outer, spec.inside) : outer;
  if (!target) return null;
  const edit = argumentEdit(target.layer, target.def.style, Object.keys(target.def.params), spec);
  if (!edit) return null;
  const name = target.def.style === 'config' ? camelCase(edit.param) : edit.param;
  const text = literalText(spec.value, target.def.style);
  const title = edit.oldText
    ? msg('Change {0} of {1} from {2} to {3}', name, labelOf(target.def.name), edit.oldText, text)
    : msg('Add {0}={1} to {2}', name, text, labelOf(target.def.name));
  const { chunk, unitIdx, from, to, newText } = edit;
  return { title, isPreferred, edits: [{ chunk, unitIdx, from, to, newText }] };
}

function targetOf(m: Machine, { producer }: TensorValue): FixTarget | null {
  if (!producer) return null;
  if (producer.op === 'input') {
    const source = m.inputSites.get(producer.id);
    return source ? { layer: source, def: { style: source.style, params: findOp(source.op)?.params ?? {}, name: source.op } } : null;
  }
  const layer = producer.layer === null ? undefined : m.get(producer.layer);
  const def = layer?.kind === 'layer' ? findOp(layer.op) : undefined;
  return layer?.kind === 'layer' && def?.kind === 'layer' ? { layer, def } : null;
}

/** The layer that an argument of another one is. */
function insideOf(m: Machine, outer: FixTarget, argument: string): FixTarget | null {
  const value = outer.layer.args.values.get(argument)?.value;
  const layer = value?.kind === 'ref' ? m.get(value.id) : undefined;
  const def = layer?.kind === 'layer' ? findOp(layer.op) : undefined;
  return layer?.kind === 'layer' && def?.kind === 'layer' ? { layer, def } : null;
}

/** Shapes as TensorFlow.js prints them: `[null, 28, 28]` for `(None, 28, 28)`. */
export function inBrackets(message: Message): Message {
  const shape = (text: string): string => text.replace(/\(([^()]*?),?\)/g, (_, inner: string) => `[${inner.replaceAll('None', 'null')}]`);
  return { text: message.text, args: message.args.map((arg) => (typeof arg === 'string' ? shape(arg) : arg)) };
}

/** `keras.layers.Conv2D` → `Conv2D`. */
export function labelOf(op: string): string {
  return op.slice(op.lastIndexOf('.') + 1);
}

function contains(m: Machine, outer: Place, inner: Place): boolean {
  if (outer.chunk !== inner.chunk) return false;
  const spans = m.frame.home.code.spans;
  const a = spans[nodeIdOf(outer)];
  const b = spans[nodeIdOf(inner)];
  return unitIdxOf(outer) === unitIdxOf(inner) && !!a && !!b && a[0] <= b[0] && b[1] <= a[1];
}
