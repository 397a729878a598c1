/** Languages whose files may hold a model. Notebooks come through their cells. */
export const languages = ['python', 'typescript', 'typescriptreact', 'javascript', 'javascriptreact'] as const;
