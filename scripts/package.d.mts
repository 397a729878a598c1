export function packageExtension(options?: { build?: boolean }): Promise<string>;
export function sizesByPart(file: string): { editor: number; trainer: number; examples: number; other: number };
