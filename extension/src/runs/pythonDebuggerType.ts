/** Types of debug sessions for Python, the newest first: `python` is what the Python extension had before its debugger became its own. */
export const pythonDebuggerTypes = ['debugpy', 'python'] as const;
export type PythonDebuggerType = (typeof pythonDebuggerTypes)[number];

/** The best type that one of the installed extensions brings. */
export function pythonDebuggerType(manifests: readonly unknown[]): PythonDebuggerType | undefined {
  const brought = new Set(manifests.flatMap(debuggersOf));
  return pythonDebuggerTypes.find((type) => brought.has(type));
}

function debuggersOf(manifest: unknown): unknown[] {
  const debuggers = (manifest as { contributes?: { debuggers?: unknown } } | null)?.contributes?.debuggers;
  return Array.isArray(debuggers) ? debuggers.map((each: { type?: unknown } | null) => each?.type) : [];
}
