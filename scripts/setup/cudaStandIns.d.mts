export function writeCudaStandIns(packages: string): string[];
