import type { RunSummary } from '../../protocol/runViews';

/** What a Python program wanted the keyboard for first: to read input, or to stop at a breakpoint. */
export function keyboardWish(run: Pick<RunSummary, 'kind' | 'warnings'>): 'stdin' | 'breakpoint' | undefined {
  if (run.kind !== 'python') return undefined;
  const codes = run.warnings.map(({ code }) => code);
  return codes.find((code): code is 'stdin' | 'breakpoint' => code === 'stdin' || code === 'breakpoint');
}
