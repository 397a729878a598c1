import type { SeverityLevel } from './contributions';

/** Settings that change what the server reported, before it is shown. */
export interface DiagnosticRules {
  enabled: boolean;
  undefinedName: 'auto' | 'on' | 'off';
  severity: Readonly<Record<string, SeverityLevel>>;
  /** Whether another language server that reports undefined names is active. */
  otherChecker: boolean;
}

/** The severity to show for a diagnostic of this code; `keep` leaves what the server said. */
export function severityOf(code: string | undefined, rules: DiagnosticRules): SeverityLevel | 'keep' {
  if (!rules.enabled) return 'off';
  if (code === 'undefined-name' && (rules.undefinedName === 'off' || (rules.undefinedName === 'auto' && rules.otherChecker))) return 'off';
  const level = code === undefined ? undefined : rules.severity[code];
  return level ?? 'keep';
}

/** Extensions that report undefined names themselves. */
export const otherCheckers = ['ms-python.vscode-pylance', 'ms-pyright.pyright', 'detachhead.basedpyright', 'astral-sh.ty', 'meta.pyrefly'];
