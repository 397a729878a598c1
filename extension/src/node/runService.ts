import { unwatchFile, watchFile, type Stats } from 'node:fs';
import * as fs from 'node:fs/promises';
import * as path from 'node:path';
import * as vscode from 'vscode';
import type { Localizer } from '../../protocol/localize';
import type { RunEvent } from '../../protocol/runs';
import type { RunSummary, SeriesQuery, SeriesSlice } from '../../protocol/runViews';
import type * as Training from '../../training';
import { loadLocalizer, t } from '../host/localize';
import { onDidChangeSetting } from '../host/settings';
import type { OutputPart, RunHost, TrainTarget } from '../runs/runHost';
import { DebugSessions } from './debugSessions';
import { LaunchService } from './launchService';
import { RunLibraryService } from './runLibraryService';
import { Leftovers } from './leftovers';
import { QueueService } from './queueService';
import { RunRetention } from './runRetention';
import { runsFolderOf } from './runsFolderOf';
import { TrainCommand } from './trainCommand';
import { inBackground } from '../host/background';

/** Loaded when there are runs or one is started: activation must not wait for it. */
const training = (): Promise<typeof Training> => import('../../training');

/** The runs of all workspace folders: one store a folder, opened when the folder is there or a run starts in it. */
export class RunService implements RunHost {
  readonly #log: vscode.LogOutputChannel;
  readonly #stores = new Map<string, Training.RunStore>();
  readonly #opening = new Map<string, Promise<Training.RunStore>>();
  readonly #changed = new vscode.EventEmitter<readonly string[]>();
  readonly #startedHere = new Set<string>();
  readonly launch: LaunchService;
  readonly library: RunLibraryService;
  readonly #debugs: DebugSessions;
  readonly #queue: QueueService;
  readonly #train: TrainCommand;
  readonly #extensionUri: vscode.Uri;
  #localizer: Localizer | undefined;
  readonly #disposables: vscode.Disposable[];
  #watchers: vscode.Disposable[] = [];
  #disposed = false;

  readonly onDidChange = this.#changed.event;

  constructor(context: vscode.ExtensionContext, log: vscode.LogOutputChannel, importedFiles: (file: vscode.Uri) => Promise<string[]>) {
    this.#log = log;
    this.launch = new LaunchService(context, log, training);
    this.library = new RunLibraryService(context, log, training, async (run) => this.#storeOf(run.id)?.refresh());
    this.#debugs = new DebugSessions(training);
    this.#extensionUri = context.extensionUri;
    this.#queue = new QueueService(context, this, log, training);
    this.#train = new TrainCommand(context, log, training, this.launch, this.#debugs, this.#queue, importedFiles, (run, runsDir) =>
      this.#started(run, runsDir),
    );
    this.#disposables = [
      this.#changed,
      this.launch,
      this.#debugs,
      this.#queue,
      new Leftovers(this, log, training),
      new RunRetention(this, context.globalState, log, training),
      vscode.workspace.onDidChangeWorkspaceFolders(() => inBackground(this.#discover())),
      onDidChangeSetting(['tensorwright.runs.folder'], () => inBackground(this.#discover())),
    ];
    // After activation, so that it costs nothing then.
    const first = setTimeout(() => inBackground(this.#discover()));
    this.#disposables.push({ dispose: () => clearTimeout(first) });
  }

  get startedHere(): ReadonlySet<string> {
    return this.#startedHere;
  }

  list(): RunSummary[] {
    const runs = [...this.#stores.values()].flatMap((store) => store.list()).map((run) => this.#localized(run));
    return this.#stores.size > 1 ? runs.sort((a, b) => b.startedAt - a.startedAt) : runs;
  }

  get(id: string): RunSummary | undefined {
    const run = this.#storeOf(id)?.get(id);
    return run && this.#localized(run);
  }

  query(query: SeriesQuery): SeriesSlice[] {
    const [only] = this.#stores.values();
    if (this.#stores.size < 2) return only?.query(query) ?? [];
    return query.runs.flatMap((run) => this.#storeOf(run)?.query({ ...query, runs: [run] }) ?? []);
  }

  events(id: string): readonly RunEvent[] {
    return this.#storeOf(id)?.events(id) ?? [];
  }

  async readOutput(run: RunSummary, stream: 'stdout' | 'stderr', fromByte: number): Promise<OutputPart> {
    return (await training()).readOutput(run.dir, stream, fromByte);
  }

  onDidOutput(id: string, listener: () => void): vscode.Disposable {
    return this.#storeOf(id)?.onDidOutput(id, listener) ?? { dispose: () => undefined };
  }

  async train(target: TrainTarget, withArguments = false): Promise<void> {
    await this.#train.run(target, withArguments);
  }

  async debug(target: TrainTarget): Promise<void> {
    await this.#train.debug(target);
  }

  async runAgain(run: RunSummary, debug = false): Promise<void> {
    await this.#train.again(run, debug);
  }

  async stop(run: RunSummary): Promise<void> {
    const { stopRun } = await training();
    // The first call asks and waits; one that comes while it waits does not.
    const { outcome } = await stopRun(run.dir, run.stopRequested ? { graceMs: 0 } : {});
    this.#log.info(`stop ${run.id}: ${outcome}`);
    await this.#storeOf(run.id)?.refresh();
    if (outcome === 'requested') {
      void vscode.window.showInformationMessage(
        t('{0} runs on another machine. It was asked to stop and will do so at its next step.', run.name),
      );
    }
    // At a breakpoint the program does not see that it is asked, and the terminal's processes get no signal of ours.
    if (outcome === 'alive' && !(await this.#debugs.end(run.dir))) throw new Error(t('The process does not end.'));
  }

  async startNow(run: RunSummary): Promise<void> {
    try {
      await this.#queue.startNow(run);
    } catch (error) {
      const { TrainingError } = await training();
      if (!(error instanceof TrainingError)) throw error;
      throw new Error((await loadLocalizer(this.#extensionUri, 'training')).render(error.userMessage), { cause: error });
    } finally {
      await this.#storeOf(run.id)?.refresh();
    }
  }

  folders(): string[] {
    const ofWorkspace = (vscode.workspace.workspaceFolders ?? []).flatMap(({ uri }) =>
      uri.scheme === 'file' ? [runsFolderOf(uri.fsPath)] : [],
    );
    return [...new Set([...ofWorkspace, ...this.#stores.keys()])];
  }

  async refresh(): Promise<void> {
    await this.#discover();
    await Promise.all([...this.#stores.values()].map((store) => store.refresh()));
  }

  dispose(): void {
    this.#disposed = true;
    for (const disposable of [...this.#disposables, ...this.#watchers, ...this.#stores.values()]) disposable.dispose();
    this.#stores.clear();
  }

  async #started(id: string, runsDir: string): Promise<void> {
    this.#startedHere.add(id);
    const store = await this.#open(runsDir);
    await store.refresh();
    this.#changed.fire([id]);
  }

  /** Opens the stores of folders that exist, and closes those that no workspace folder names any more. */
  async #discover(): Promise<void> {
    // The runs folder of each workspace folder that lies on a disk.
    const wanted = new Map(
      (vscode.workspace.workspaceFolders ?? [])
        .filter(({ uri }) => uri.scheme === 'file')
        .map((folder) => [runsFolderOf(folder.uri.fsPath), folder] as const),
    );
    this.#watch(wanted);
    for (const [runsDir, store] of this.#stores) {
      // A file outside of any workspace folder has runs beside it; they stay as long as the window.
      if (wanted.has(runsDir) || store.list().some((run) => this.#startedHere.has(run.id))) continue;
      store.dispose();
      this.#stores.delete(runsDir);
      this.#changed.fire([]);
    }
    await Promise.all(
      [...wanted.keys()].map(async (runsDir) => {
        const there = await fs.stat(runsDir).then(
          (stat) => stat.isDirectory(),
          () => false,
        );
        if (there) await this.#open(runsDir);
      }),
    );
  }

  /** A run may be started from a terminal, before there is a folder to follow. */
  #watch(wanted: ReadonlyMap<string, vscode.WorkspaceFolder>): void {
    for (const watcher of this.#watchers) watcher.dispose();
    this.#watchers = [...wanted]
      .filter(([runsDir]) => !this.#stores.has(runsDir))
      .map(([runsDir, folder]) => {
        const inside = path.relative(folder.uri.fsPath, runsDir).split(path.sep).join('/');
        const pattern =
          inside.startsWith('..') || path.isAbsolute(inside) ? undefined : new vscode.RelativePattern(folder, `${inside}/*/run.json`);
        const outside = new vscode.RelativePattern(vscode.Uri.file(runsDir), '*/run.json');
        const watcher = vscode.workspace.createFileSystemWatcher(pattern ?? outside, false, true, true);
        const opened = watcher.onDidCreate(() => inBackground(this.#open(runsDir)));
        // Folders that come to be with all that is in them may be too fast for the editor's watcher: a look now and then finds them.
        const look = (stat: Stats): void => {
          if (!stat.isDirectory()) return;
          unwatchFile(runsDir, look);
          inBackground(this.#open(runsDir));
        };
        watchFile(runsDir, { interval: 2000, persistent: false }, look);
        return vscode.Disposable.from(watcher, opened, { dispose: () => unwatchFile(runsDir, look) });
      });
  }

  /** The store of a folder; two callers at a time get the same one. */
  async #open(runsDir: string): Promise<Training.RunStore> {
    const open = this.#stores.get(runsDir);
    if (open) return open;
    let opening = this.#opening.get(runsDir);
    if (!opening) {
      opening = this.#create(runsDir).finally(() => this.#opening.delete(runsDir));
      this.#opening.set(runsDir, opening);
    }
    return opening;
  }

  async #create(runsDir: string): Promise<Training.RunStore> {
    const { createRunStore } = await training();
    const store = createRunStore(runsDir);
    if (this.#disposed) {
      store.dispose();
      return store;
    }
    this.#stores.set(runsDir, store);
    store.onDidChange((ids) => this.#changed.fire(ids));
    this.#localizer ??= await loadLocalizer(this.#extensionUri, 'training');
    await store.refresh();
    this.#log.info(`${store.list().length} runs in ${runsDir}`);
    this.#changed.fire(store.list().map((run) => run.id));
    return store;
  }

  /** A sentence of ours in the record of a run, in the language of the window. */
  #localized(run: RunSummary): RunSummary {
    const { failure } = run;
    if (!failure?.message || !this.#localizer) return run;
    return { ...run, failure: { ...failure, msg: this.#localizer.render(failure.message) } };
  }

  #storeOf(id: string): Training.RunStore | undefined {
    for (const store of this.#stores.values()) if (store.get(id)) return store;
    return undefined;
  }
}
