/**
 * The environment of a child: the user's, without what the editor set for itself. Its values are never recorded.
 * With `ELECTRON_RUN_AS_NODE` inherited by chance, the user's own Electron programs would behave differently.
 */
export function childEnvironment(env: NodeJS.ProcessEnv = process.env): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !/^(VSCODE_|ELECTRON_)/i.test(name)));
}
