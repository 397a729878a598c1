export function interpreterOf(environment: string): string;
export function ensurePython(versions: readonly string[]): Promise<{ file: string; version: string }>;
export function ensureUv(python: string): Promise<string | null>;
export function makeEnvironment(
  python: string,
  uv: string | null,
  folder: string,
  requirements: string,
  onLine?: (line: string) => void,
): Promise<void>;
