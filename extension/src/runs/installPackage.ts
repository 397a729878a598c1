import * as vscode from 'vscode';
import type { PackageInstall, RunSummary } from '../../protocol/runViews';
import { t } from '../host/localize';
import { shellLine } from './shellLine';

const elsewhere = '**/{node_modules,site-packages,.venv,venv,env,.tensorwright}/**';

/** Puts the command that installs what a run lacked into a terminal. The person sends it off, or does not. */
export async function installPackage(run: RunSummary): Promise<void> {
  const install = run.failure?.install;
  if (!install) return;
  const folder =
    vscode.workspace.getWorkspaceFolder(vscode.Uri.file(run.file))?.uri ?? vscode.Uri.joinPath(vscode.Uri.file(run.file), '..');
  if (!(await isWanted(install, folder))) return;
  const terminal = vscode.window.createTerminal({
    name: t('Install {0}', install.package),
    cwd: folder,
    message: t('Press Enter to install {0} for {1}.', install.package, run.interpreter?.path ?? run.name),
    iconPath: new vscode.ThemeIcon('package'),
  });
  terminal.show();
  terminal.sendText(shellLine(install.command, vscode.env.shell), false);
}

/** A module of the user's own that is not found is started from the wrong folder; a package of that name would be somebody else's. */
async function isWanted({ module, package: name }: PackageInstall, folder: vscode.Uri): Promise<boolean> {
  const pattern = new vscode.RelativePattern(folder, `**/{${module}.py,${module}/*.py}`);
  const [own] = await vscode.workspace.findFiles(pattern, elsewhere, 1);
  if (!own) return true;
  const anyway = t('Install All the Same');
  const sentence = t(
    'This workspace has {0} itself. If the program means that, it runs in another folder than it expects, and a package of this name would not help.',
    vscode.workspace.asRelativePath(own),
  );
  return (await vscode.window.showWarningMessage(`${t('Install {0}', name)}? ${sentence}`, anyway)) === anyway;
}
