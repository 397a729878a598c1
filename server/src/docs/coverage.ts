import type { Localizer } from '../../../extension/protocol/localize';
import { hasRule } from '../ops/registry';

/** The public names of a library as it lists them itself, by the module or class that has them (`scripts/oracles/names/names.py`). */
export interface LibraryNames {
  readonly version: string;
  readonly groups: Readonly<Record<string, readonly string[]>>;
}

/** `docs/reference/coverage.md` and its Chinese sister: of every public name of each library, whether something is known of it. */
export function renderCoverage(localizer: Localizer, libraries: Readonly<Record<string, LibraryNames>>): string {
  const out = [
    `# ${localizer.t('Coverage')}`,
    localizer.t('The public names of each library, as it lists them itself, and which of them the analysis knows. What it does not know stays unknown, silently.'),
  ];
  for (const [library, { version, groups }] of Object.entries(libraries)) {
    const rows = Object.entries(groups).map(([path, names]) => {
      const known = names.filter((name) => hasRule(`${path}.${name}`));
      return { path, names, known, gaps: names.filter((name) => !known.includes(name)) };
    });
    const [known, all] = [rows.flatMap((row) => row.known).length, rows.flatMap((row) => row.names).length];
    out.push(`## ${library} ${version}`, localizer.t('{0} of {1} names', known, all));
    const list = (names: readonly string[]): string => names.map((name) => `\`${name}\``).join(' ');
    for (const row of rows) {
      out.push(`### ${row.path} (${row.known.length} / ${row.names.length})`);
      if (row.known.length) out.push(`${localizer.t('Known:')} ${list(row.known)}`);
      if (row.gaps.length) out.push(`${localizer.t('Not known:')} ${list(row.gaps)}`);
    }
  }
  return `${out.join('\n\n')}\n`;
}
