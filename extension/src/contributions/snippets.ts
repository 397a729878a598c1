/**
 * Snippet files. VS Code does not translate what is inside of one, but it does translate the manifest's strings: the path
 * of the file is such a string, so that each language has its own file. The one in Chinese is generated.
 */
export const snippetFiles = [
  { name: 'keras', languages: ['python'] },
  { name: 'tfjs', languages: ['typescript', 'javascript'] },
] as const;
