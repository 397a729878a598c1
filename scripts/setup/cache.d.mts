export function cacheFolder(env?: NodeJS.ProcessEnv): string;
export function cached(name: string, make: (folder: string) => Promise<unknown>): Promise<string>;
