import * as vscode from 'vscode';
import { sameVersions } from '../../protocol/versions';
import { inBackground } from '../host/background';

/** An extension that manages interpreters may search the disk for long; the first look at a file waits for it only so long. */
const firstAnswerMs = 2000;
/** How old what was found may be when a file comes to the front: packages are installed in a terminal, and nobody tells. */
const freshMs = 5000;

type Versions = Record<string, string>;

interface Known {
  uri: vscode.Uri;
  /** What was found last. */
  versions: Versions;
  /** What was answered last; absent while the first answer is being found. */
  told?: Versions;
  at: number;
  looking: Promise<void> | undefined;
}

/** Versions of the libraries that files import, kept and looked at anew when an interpreter or its packages may have changed. */
export class InstalledLibraries implements vscode.Disposable {
  readonly #look: (uri: vscode.Uri) => Promise<Versions>;
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #known = new Map<string, Known>();
  readonly #disposables: vscode.Disposable[];

  /** Fires when what was answered for some file is no longer so. */
  readonly onDidChange = this.#changed.event;

  constructor(look: (uri: vscode.Uri) => Promise<Versions>) {
    this.#look = look;
    const old = (): void => this.lookAgain(freshMs);
    this.#disposables = [
      this.#changed,
      vscode.window.onDidChangeActiveTextEditor(old),
      vscode.window.onDidChangeWindowState(({ focused }) => focused && old()),
      vscode.workspace.onDidSaveTextDocument(old),
      vscode.workspace.onDidCloseTextDocument(({ uri }) => this.#known.delete(uri.toString())),
    ];
  }

  async of(uri: vscode.Uri): Promise<Versions> {
    const key = uri.toString();
    let known = this.#known.get(key);
    if (!known) {
      known = { uri, versions: {}, at: -Infinity, looking: undefined };
      this.#known.set(key, known);
      let timer: ReturnType<typeof setTimeout> | undefined;
      await Promise.race([this.#lookAt(known), new Promise((resolve) => (timer = setTimeout(resolve, firstAnswerMs)))]);
      clearTimeout(timer);
    }
    return (known.told = known.versions);
  }

  /** @param olderThanMs leaves out what was found since */
  lookAgain(olderThanMs = 0): void {
    const now = performance.now();
    for (const known of this.#known.values()) if (now - known.at >= olderThanMs) inBackground(this.#lookAt(known));
  }

  dispose(): void {
    for (const disposable of this.#disposables) disposable.dispose();
  }

  #lookAt(known: Known): Promise<void> {
    known.looking ??= this.#look(known.uri)
      // Nobody says which interpreter it is: the newest versions are assumed.
      .catch((): Versions => ({}))
      .then((versions) => {
        known.versions = versions;
        known.at = performance.now();
        known.looking = undefined;
        if (known.told && !sameVersions(versions, known.told)) this.#changed.fire();
      });
    return known.looking;
  }
}
