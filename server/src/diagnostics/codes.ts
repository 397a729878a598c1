/** Every code that a diagnostic can have, with the severity it has unless a setting or the report says otherwise. */
export const defaultSeverities = {
  'dim-mismatch': 'error',
  'rank-mismatch': 'error',
  'axis-out-of-range': 'error',
  'reshape-size': 'error',
  'broadcast-mismatch': 'error',
  'non-positive-size': 'error',
  'input-mismatch': 'error',
  'loss-target-mismatch': 'error',
  'dtype-mismatch': 'error',
  'device-mismatch': 'error',
  'class-count': 'error',
  'missing-argument': 'error',
  'unknown-argument': 'error',
  'missing-attribute': 'error',
  'removed-api': 'error',
  'undefined-name': 'error',
  'silent-broadcast': 'warning',
  'suspicious-training': 'warning',
} as const satisfies Record<string, Severity>;

export type DiagnosticCode = keyof typeof defaultSeverities;
export type Severity = 'error' | 'warning' | 'information' | 'hint';
