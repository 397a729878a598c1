import * as vscode from 'vscode';
import type { CommandId, ContextKey } from '../contributions';

/** What a command does; it checks its arguments itself, since anybody can run a command with anything. */
export type CommandHandler = (...args: unknown[]) => unknown;
export type CommandHandlers = Record<CommandId, CommandHandler>;

/** Registers a handler for each declared command; one that was forgotten is a type error. */
export function registerCommands(handlers: CommandHandlers): vscode.Disposable {
  return vscode.Disposable.from(...Object.entries(handlers).map(([id, handler]) => vscode.commands.registerCommand(id, handler)));
}

export function setContext(key: ContextKey, value: boolean): void {
  void vscode.commands.executeCommand('setContext', key, value);
}
