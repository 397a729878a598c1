import * as vscode from 'vscode';
import type { GpuInfo } from '../../training';
import { t } from '../host/localize';

const settingId = 'tensorwright.train.gpus';

/** Asks which GPUs Python programs may use and writes the setting; a machine without any is told so in a sentence. */
export async function pickGpus(gpus: readonly GpuInfo[], problem: string | undefined, scope: vscode.Uri | undefined): Promise<void> {
  if (!gpus.length) {
    void vscode.window.showInformationMessage(problem ?? t('No GPU was found.'));
    return;
  }
  const items = [
    { label: t('All GPUs'), value: 'auto' },
    ...gpus.map((gpu) => ({ label: `${gpu.index}: ${gpu.name}`, description: memoryText(gpu), value: String(gpu.index) })),
    ...(gpus.length > 1 ? [{ label: t('Several GPUs…'), value: '' }] : []),
    { label: t('No GPU'), description: t('The processor alone'), value: 'none' },
  ];
  const picked = await vscode.window.showQuickPick(items, { placeHolder: t('Which GPUs may Python programs use?') });
  const value = picked?.value === '' ? await pickSeveral(gpus) : picked?.value;
  if (value !== undefined) await write(value, scope);
}

async function pickSeveral(gpus: readonly GpuInfo[]): Promise<string | undefined> {
  const items = gpus.map((gpu) => ({ label: `${gpu.index}: ${gpu.name}`, description: memoryText(gpu), index: gpu.index }));
  const picked = await vscode.window.showQuickPick(items, { canPickMany: true, placeHolder: t('Which GPUs may Python programs use?') });
  return picked?.length ? picked.map(({ index }) => index).join(',') : undefined;
}

/** Where the setting has a value, else for this machine: another one has other GPUs. */
async function write(value: string, scope: vscode.Uri | undefined): Promise<void> {
  const configuration = vscode.workspace.getConfiguration(undefined, scope);
  const { workspaceFolderValue, workspaceValue } = configuration.inspect(settingId) ?? {};
  const target =
    workspaceFolderValue !== undefined
      ? vscode.ConfigurationTarget.WorkspaceFolder
      : workspaceValue !== undefined
        ? vscode.ConfigurationTarget.Workspace
        : vscode.ConfigurationTarget.Global;
  await configuration.update(settingId, value, target);
}

function memoryText({ memTotal, memUsed }: GpuInfo): string {
  const gib = (bytes: number): string => (bytes / 2 ** 30).toFixed(bytes < 10 * 2 ** 30 ? 1 : 0);
  if (memTotal === null) return '';
  return memUsed === null ? t('{0} GiB', gib(memTotal)) : t('{0} of {1} GiB used', gib(memUsed), gib(memTotal));
}
