/** Extensions that report undefined names themselves. */
export const otherCheckers = ['ms-python.vscode-pylance', 'ms-pyright.pyright', 'detachhead.basedpyright', 'astral-sh.ty', 'meta.pyrefly'];

/**
 * Whether a diagnostic is left to another checker. The server applies all other settings; which checkers are active in the
 * editor, only the client knows.
 */
export function isLeftToOthers(code: string | undefined, setting: 'auto' | 'on' | 'off', otherIsActive: boolean): boolean {
  return code === 'undefined-name' && setting === 'auto' && otherIsActive;
}
