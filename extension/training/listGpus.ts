import { execFile } from 'node:child_process';
import { msg, type Message } from '../protocol/localize';

/** A driver that hangs must not hold up everything; waking an idle card takes a second or two. */
const limitMs = 10_000;

/** A GPU as its driver describes it. */
export interface GpuInfo {
  /** As `nvidia-smi` numbers it, which is the order of the slots. */
  index: number;
  uuid?: string;
  name: string;
  /** Bytes; `null` where the driver does not tell, as for memory that is shared with the processor. */
  memTotal: number | null;
  memUsed: number | null;
}

/** The GPUs of the machine; empty where there is no NVIDIA driver. */
export async function listGpus(): Promise<GpuInfo[]> {
  return (await queryGpus()).gpus;
}

/** The same with the reason why there are none. */
export function queryGpus(program = 'nvidia-smi'): Promise<{ gpus: GpuInfo[]; problem?: Message }> {
  const args = ['--query-gpu=index,uuid,name,memory.total,memory.used', '--format=csv,noheader,nounits'];
  return new Promise((resolve) => {
    execFile(program, args, { timeout: limitMs, killSignal: 'SIGKILL', windowsHide: true }, (error, stdout, stderr) => {
      const gpus = error ? [] : parseGpus(stdout);
      resolve(gpus.length ? { gpus } : { gpus, problem: whyNone(error, stdout, stderr) });
    });
  });
}

/** Reads a line a GPU: index, UUID, name, total and used memory in MiB. Lines that are none are left out. */
export function parseGpus(text: string): GpuInfo[] {
  return text.split('\n').flatMap((line) => {
    const cells = line.split(',').map((cell) => cell.trim());
    const [index = '', uuid = ''] = cells;
    if (cells.length < 5 || !/^\d+$/.test(index)) return [];
    // A name may hold commas of its own.
    const name = cells.slice(2, -2).join(', ');
    const [memTotal, memUsed] = cells.slice(-2).map(bytes);
    return [{ index: Number(index), ...(/^GPU-/.test(uuid) ? { uuid } : {}), name, memTotal: memTotal!, memUsed: memUsed! }];
  });
}

function bytes(mebibytes: string): number | null {
  return /^\d+(\.\d+)?$/.test(mebibytes) ? Number(mebibytes) * 2 ** 20 : null;
}

function whyNone(error: (Error & { code?: unknown; killed?: boolean }) | null, stdout: string, stderr: string): Message {
  if (error?.code === 'ENOENT') return msg('No GPU was found: the NVIDIA driver (nvidia-smi) is not installed here.');
  if (error?.killed) return msg('No GPU was found: nvidia-smi did not answer within {0} s.', limitMs / 1000);
  const said = `${stdout}\n${stderr}`.trim().split('\n')[0] ?? '';
  return msg('No GPU was found: {0}', said || error?.message || 'nvidia-smi');
}
