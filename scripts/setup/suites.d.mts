export interface Suite {
  name: string;
  needs?: string[];
  minutes?: number;
  files?: () => string[];
  commands?: { name: string; command: string[] }[];
  parts?: number;
}
export interface SuitePiece extends Suite {
  title: string;
}
export interface SuiteResult {
  name: string;
  passed: number;
  failed: number;
  notes: string[];
  seconds: number;
}
export const suites: Suite[];
export function testFiles(folder: string, options?: { flat?: boolean }): string[];
export function piecesOf(suite: Suite): SuitePiece[];
export function runSuite(suite: Suite, env: NodeJS.ProcessEnv, print?: (text: string) => void): Promise<SuiteResult>;
