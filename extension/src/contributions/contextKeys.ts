/** Keys for `when` clauses. Each is set by the one place named beside it. */
export const contextKeys = {
  /** `runContext`: some run of the workspace is listed. */
  hasRuns: 'tensorwright.hasRuns',
  /** `runContext`: some run is going. */
  running: 'tensorwright.running',
  /** `runContext`: some run waits for its turn. */
  queued: 'tensorwright.queued',
  /** `browserMain`: no Node here, so nothing can be trained. */
  isBrowser: 'tensorwright.isBrowser',
  /** `lensTargets`: the active file has a model to draw. */
  hasModel: 'tensorwright.hasModel',
  /** `lensTargets`: the active file has an entry to train. */
  hasEntry: 'tensorwright.hasEntry',
} as const;

export type ContextKey = (typeof contextKeys)[keyof typeof contextKeys];

/** Where Train is offered: the workspace is trusted, lies on a real disk, and Node is there. */
export const canTrain = `isWorkspaceTrusted && !virtualWorkspace && !${contextKeys.isBrowser}`;
/** Where runs can be seen at all. */
export const canFollow = `!virtualWorkspace && !${contextKeys.isBrowser}`;
