import path from 'node:path';
import { RecordedChild } from '../../support/recordedChild';
import { trainerFolder } from './trainerFolder';

/** A real TensorFlow.js training child. */
export class ChildRun extends RecordedChild {
  protected readonly planBase = {
    kind: 'tfjs' as const,
    interpreter: { path: process.execPath },
    backend: { requested: 'auto', picked: 'wasm', refused: [] },
  };

  async command(): Promise<[string, ...string[]]> {
    return [process.execPath, path.join(await trainerFolder(), 'child.js')];
  }
}
