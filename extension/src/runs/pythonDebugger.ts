import * as vscode from 'vscode';
import { t } from '../host/localize';
import { pythonDebuggerType, type PythonDebuggerType } from './pythonDebuggerType';

/** The type of debug sessions for Python that an installed extension brings; `undefined` when none does. */
export function pythonDebugger(): PythonDebuggerType | undefined {
  return pythonDebuggerType(vscode.extensions.all.map(({ packageJSON }) => packageJSON as unknown));
}

/** Says that there is none, and leads to where it can be installed. */
export async function offerPythonDebugger(): Promise<void> {
  const show = t('Show Extension');
  const sentence = t('Debugging a Python program needs the extension “Python Debugger”, which is not installed or is disabled.');
  const choice = await vscode.window.showInformationMessage(sentence, show);
  if (choice === show) await vscode.commands.executeCommand('extension.open', 'ms-python.debugpy');
}
