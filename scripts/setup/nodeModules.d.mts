export function ensureNodeModules(folder?: string): Promise<void>;
export function installedAsLocked(folder: string): boolean;
