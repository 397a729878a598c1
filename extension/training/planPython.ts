import { msg } from '../protocol/localize';
import type { RunPlan } from '../protocol/runs';
import { TrainingError, type RunRequest } from './api';
import { findPython } from './findPython';
import { parseGpuChoice } from './gpuChoice';
import { packageVersions } from './packageVersions';

/** What the plan of a Python program says of its interpreter and device. */
export async function planPython(
  request: RunRequest,
  file: string,
  workspace: string,
): Promise<Pick<RunPlan, 'interpreter' | 'backend' | 'device' | 'versions'>> {
  const { backend = 'auto' } = request;
  if (backend !== 'auto') {
    throw new TrainingError(msg('The backend {0} is one of TensorFlow.js; a Python program chooses its own.', backend));
  }
  const device = parseGpuChoice(request.gpus);
  const { python } = request;
  const choice = await findPython({ file, workspace, ...(python ? { python } : {}) });
  const { path, version, source, environment, importFolders } = choice;
  return {
    interpreter: { path, version, source, environment },
    // The program's own framework decides; where it computes is in the events.
    backend: { requested: 'auto', picked: '', refused: [] },
    ...(device === undefined ? {} : { device }),
    versions: { python: version, ...(await packageVersions(importFolders)) },
  };
}
