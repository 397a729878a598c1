import * as vscode from 'vscode';
import { t } from '../host/localize';

const selectCommand = 'python.setInterpreter';

/**
 * Says that an interpreter cannot be used, and offers the one that is selected now where that is another, and to select one where the
 * Python extension is there for that; else the setting.
 * @param refused path of the one that cannot be used, when one was named
 * @param selected path of what is selected now
 * @returns whether it is worth trying again with what is selected
 */
export async function offerInterpreter(
  sentence: string,
  refused: string | undefined,
  selected: () => Promise<string | undefined>,
): Promise<boolean> {
  const canSelect = (await vscode.commands.getCommands(true)).includes(selectCommand);
  const before = await selected();
  const use = before !== undefined && before !== refused ? t('Use {0}', before) : undefined;
  const select = canSelect ? t('Select Interpreter…') : t('Open Settings');
  const choice = await vscode.window.showErrorMessage(sentence, ...(use === undefined ? [] : [use]), select);
  if (choice === undefined) return false;
  if (choice === use) return true;
  if (!canSelect) {
    await vscode.commands.executeCommand('workbench.action.openSettings', 'tensorwright.train.pythonPath');
    return false;
  }
  await vscode.commands.executeCommand(selectCommand);
  const after = await selected();
  return after !== undefined && after !== before;
}
