export function interpreterOf(environment: string): string;
export function ensurePython(versions: readonly string[]): Promise<{ file: string; version: string }>;
export function makeEnvironment(python: string, folder: string, requirements: string, onLine?: (line: string) => void): Promise<void>;
