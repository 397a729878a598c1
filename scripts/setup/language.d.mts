export function terminalLanguage(env?: NodeJS.ProcessEnv): 'en' | 'zh-cn';
export function t(text: string, ...args: (string | number)[]): string;
