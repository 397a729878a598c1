export class SetupError extends Error {}
export interface Output {
  isTTY?: boolean;
  columns?: number;
  write(text: string): unknown;
}
export function withProgress<T>(title: string, work: (detail: (text: string) => void) => Promise<T>, out?: Output): Promise<T>;
export function reportAndExit(error: unknown): void;
