/** The training room: plans, launches, follows and stores runs. */
export * from './api';
export { deleteRun } from './deleteRun';
export { childCommand, type ChildCommand } from './childCommand';
export { exportFormats, exportRun, exportRuns, planExport } from './export/exportRuns';
export type { ExportedRun, ExportFormat, ExportTarget } from './export/exportRuns';
export { findNode } from './findNode';
export { findPython, type PythonChoice } from './findPython';
export { installTrainer } from './installTrainer';
export { launchRun } from './launchRun';
export { gpuChoiceOf, parseGpuChoice } from './gpuChoice';
export { pickBackend, tfjsBackends } from './pickBackend';
export { planRun, requestFromPlan } from './planRun';
export { defaultRunsDir } from './runFiles';
export { readMeta, writeMeta } from './runMeta';
export { listOutput, outputStreams, readOutput } from './runOutput';
export { stopRun } from './stopRun';
export { createRunStore } from './runStore';
export { liveLine } from './liveLine';
