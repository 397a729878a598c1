import { msg } from '../protocol/localize';
import { TrainingError } from './api';

/**
 * What a plan keeps of a choice of GPUs: `undefined` for all of them (`auto`), `cpu` for `none`, else the list as
 * `CUDA_VISIBLE_DEVICES` takes it.
 */
export function parseGpuChoice(choice: string | undefined): string | undefined {
  const text = (choice ?? 'auto').trim().toLowerCase();
  if (text === '' || text === 'auto') return undefined;
  if (text === 'none' || text === 'cpu') return 'cpu';
  const parts = choice!.split(',').map((part) => part.trim());
  // The driver stops at the first entry that it does not understand, and silently hides the rest.
  const isList = parts.every((part) => /^(\d+|(GPU|MIG)-[\w/-]+)$/i.test(part)) && new Set(parts).size === parts.length;
  if (!isList) throw new TrainingError(msg('{0} is not a choice of GPUs: it is "auto", "none", or numbers such as 0,1.', choice!));
  return parts.join(',');
}

/** The choice that a plan was made from. */
export function gpuChoiceOf(device: string | undefined): string {
  return device === undefined ? 'auto' : device === 'cpu' ? 'none' : device;
}

/** Variables by which the libraries see the chosen GPUs alone, numbered as `nvidia-smi` does; all of them when nothing was chosen. */
export function gpuVariables(device: string | undefined): Record<string, string> {
  if (device === undefined) return {};
  // An empty value would do on Linux, but Windows takes it for an absent variable.
  const visible = device === 'cpu' ? '-1' : device;
  return { CUDA_DEVICE_ORDER: 'PCI_BUS_ID', CUDA_VISIBLE_DEVICES: visible, HIP_VISIBLE_DEVICES: visible };
}
