import type { Localizer } from '../../../extension/protocol/localize';
import type { DiagnosticCode } from '../diagnostics/codes';
import { defaultSeverities } from '../diagnostics/codes';
import { rulePages } from '../diagnostics/rulePages';
import type { OpDef } from '../ops/kernel';
import type { OpDescriptions } from './opDescriptions';
import { describeOp } from './opDescriptions';
import { signatureOf } from './signature';

/** `docs/reference/rules.md` and its Chinese sister: a section a code, with the ops that can report it and their examples. */
export function renderRuleReference(localizer: Localizer, ops: readonly OpDef[]): string {
  const codes = Object.keys(defaultSeverities) as DiagnosticCode[];
  const severities = { error: localizer.t('error'), warning: localizer.t('warning'), information: localizer.t('information'), hint: localizer.t('hint') };
  const out = [
    `# ${localizer.t('Rules')}`,
    localizer.t('Generated from the rules themselves by `npm run generate`. Each code can be silenced on a line or in a file by a comment, or set to another severity by the setting `tensorwright.diagnostics.severity`:'),
    '```python\nx = dense(y)  # tensorwright: ignore[dim-mismatch]\n```',
    table([localizer.t('Code'), localizer.t('Severity'), localizer.t('Meaning')], codes.map((code) => [`[\`${code}\`](#${code})`, severities[defaultSeverities[code]], localizer.render(rulePages[code].summary)])),
  ];
  for (const code of codes) {
    const page = rulePages[code];
    const reporting = ops.filter((op) => op.codes.includes(code));
    out.push(`## ${code}`, localizer.render(page.summary), localizer.t('Severity: {0}', severities[defaultSeverities[code]]), localizer.render(page.advice));
    if (reporting.length) out.push(localizer.t('Reported by {0}', reporting.map((op) => `\`${op.name}\``).join(', ')));
    const examples = reporting.flatMap((op) => op.examples.filter((example) => example.includes(`[${code}]`)).map((example) => ({ op, example })));
    for (const isConfig of [false, true]) {
      const lines = examples.filter(({ op }) => (op.style === 'config') === isConfig).map(({ example }) => example);
      if (lines.length) out.push(`\`\`\`${isConfig ? 'typescript' : 'python'}\n${lines.join('\n')}\n\`\`\``);
    }
  }
  return `${out.join('\n\n')}\n`;
}

/** `docs/reference/ops.md` and its Chinese sister: what is known of each library, by category. */
export function renderOpReference(localizer: Localizer, ops: readonly OpDef[], descriptions: OpDescriptions): string {
  const out = [`# ${localizer.t('Supported operations')}`, localizer.t('Generated from the operations themselves by `npm run generate`. Every example is also a test.')];
  for (const library of new Set(ops.map((op) => op.name.split('.')[0]!))) {
    const own = ops.filter((op) => op.name.startsWith(`${library}.`));
    out.push(`## ${libraryTitles[library] ?? library}`);
    out.push(table([localizer.t('Operation'), localizer.t('What it does'), localizer.t('Codes')], own.map((op) => [`[\`${op.name}\`](${op.docs})`, describeOp(op.name, localizer.locale, descriptions) ?? '', op.codes.map((code) => `[\`${code}\`](rules${localizer.locale === 'zh-cn' ? '.zh-cn' : ''}.md#${code})`).join(' ')])));
    for (const op of own) {
      const language = op.style === 'config' ? 'typescript' : 'python';
      out.push(`### ${op.name}`, `\`\`\`${language}\n${signatureOf(op)}\n\`\`\``);
      if (op.examples.length) out.push(`\`\`\`${language}\n${op.examples.join('\n')}\n\`\`\``);
    }
  }
  return `${out.join('\n\n')}\n`;
}

const libraryTitles: Readonly<Record<string, string>> = { keras: 'Keras', tfjs: 'TensorFlow.js', tensorflow: 'TensorFlow', torch: 'PyTorch', numpy: 'NumPy' };

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.map((cell) => cell.replace(/\|/g, '\\|').replace(/\n/g, ' ')).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}
