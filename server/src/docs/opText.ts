import type { HoverContext } from './hover';
import { describeOp } from './opDescriptions';
import { signatureOf } from './signature';

/** Signature, description and link of an op; null for a name that no rule knows. */
export function opText(cx: Pick<HoverContext, 'findOp' | 'descriptions' | 'localizer' | 'analysis'>, name: string): string | null {
  const op = cx.findOp(name);
  if (!op) return null;
  const fence = cx.analysis.language === 'python' ? 'python' : 'typescript';
  const description = describeOp(op.name, cx.localizer.locale, cx.descriptions);
  return [
    `\`\`\`${fence}\n${signatureOf(op)}\n\`\`\``,
    ...(description === null ? [] : [description]),
    `[${cx.localizer.t('Documentation')}](${op.docs})`,
  ].join('\n\n');
}
