export interface Suite {
  name: string;
  needs?: string[];
  minutes?: number;
  files?: () => string[];
  commands?: { name: string; command: string[] }[];
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
export function runSuite(suite: Suite, env: NodeJS.ProcessEnv): Promise<SuiteResult>;
