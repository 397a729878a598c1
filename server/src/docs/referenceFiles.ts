import type { Localizer } from '../../../extension/protocol/localize';
import { allOps } from '../ops/registry';
import chinese from '../../../l10n/ops.zh-cn.json';
import type { LibraryNames } from './coverage';
import { renderCoverage } from './coverage';
import { collectOpDescriptions } from './opDescriptions';
import { renderOpReference, renderRuleReference } from './ruleReference';
import { serverLocalizer } from './serverLocalizer';

/** What `npm run generate` writes from the rules and the ops: paths from the root, with contents. `opSources` are the texts of `server/src/ops`, `names` the public names of libraries. */
export function referenceFiles(opSources: readonly string[], names: Readonly<Record<string, LibraryNames>>): { path: string; content: string }[] {
  const summaries = Object.fromEntries(allOps.flatMap(({ name, summary }) => (summary === undefined ? [] : [[name, summary]])));
  const collected: Record<string, string> = Object.assign({}, ...opSources.map(collectOpDescriptions), summaries) as Record<string, string>;
  const english = Object.fromEntries(Object.entries(collected).sort(([a], [b]) => (a < b ? -1 : 1)));
  const descriptions = { en: english, 'zh-cn': chinese };
  const pages = (localizer: Localizer, suffix: string): { path: string; content: string }[] => [
    { path: `docs/reference/rules${suffix}.md`, content: renderRuleReference(localizer, allOps) },
    { path: `docs/reference/ops${suffix}.md`, content: renderOpReference(localizer, allOps, descriptions) },
    { path: `docs/reference/coverage${suffix}.md`, content: renderCoverage(localizer, names) },
  ];
  return [
    { path: 'l10n/ops.en.json', content: `${JSON.stringify(english, null, 2)}\n` },
    ...pages(serverLocalizer('en'), ''),
    ...pages(serverLocalizer('zh-cn'), '.zh-cn'),
  ];
}
