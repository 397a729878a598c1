export const vscodeRelease: { vscode: string; package: string; integrity: string; node: string };
export function ensureVSCodeServer(): Promise<{ folder: string; node: string }>;
