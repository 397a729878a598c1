export interface WorkbenchOptions {
  server: { folder: string; node: string };
  vsix?: string[];
  settings?: Record<string, unknown>;
  env?: Record<string, string>;
  serverArgs?: string[];
  token?: string;
}
export interface Workbench {
  url: string;
  /** Folder of the server's data, user settings and extensions. */
  data: string;
  pid: number;
  exited: Promise<number | null>;
  log(): string;
  stop(): Promise<void>;
}
export function startWorkbench(options: WorkbenchOptions): Promise<Workbench>;
