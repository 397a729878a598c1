/** Ids that cross a process border: code lenses carry them from the server to the client. */
export const commandIds = {
  openGraph: 'tensorwright.openGraph',
  train: 'tensorwright.train',
  debug: 'tensorwright.debug',
} as const;
