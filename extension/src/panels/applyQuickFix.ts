import * as vscode from 'vscode';

/** Runs the quick fix of that title for a fault in a range; the server makes it, so that there is one way to fix. */
export async function applyQuickFix(uri: vscode.Uri, range: vscode.Range, title: string, code?: string): Promise<void> {
  for (const place of [...faultsIn(uri, range, code), range]) {
    const actions = await vscode.commands.executeCommand<(vscode.CodeAction | vscode.Command)[]>(
      'vscode.executeCodeActionProvider',
      uri,
      place,
      vscode.CodeActionKind.QuickFix.value,
      20,
    );
    const action = actions.find((candidate) => candidate.title === title);
    if (!action) continue;
    if ('edit' in action && action.edit) await vscode.workspace.applyEdit(action.edit);
    const command = typeof action.command === 'string' ? (action as vscode.Command) : action.command;
    if (command) await vscode.commands.executeCommand(command.command, ...((command.arguments ?? []) as unknown[]));
    return;
  }
}

/** A fault is reported on an argument, the node is the whole call: the fix is asked for where the report stands. */
function faultsIn(uri: vscode.Uri, range: vscode.Range, code?: string): vscode.Range[] {
  return vscode.languages
    .getDiagnostics(uri)
    .filter((diagnostic) => diagnostic.range.intersection(range))
    .sort((a, b) => Number(codeOf(b) === code) - Number(codeOf(a) === code))
    .map((diagnostic) => diagnostic.range);
}

function codeOf({ code }: vscode.Diagnostic): string | undefined {
  return code === undefined ? undefined : String(typeof code === 'object' ? code.value : code);
}
