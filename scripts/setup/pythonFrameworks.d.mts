export const withoutGpu: { CUDA_VISIBLE_DEVICES: string };
export function ensurePythonFrameworks(): Promise<string>;
