/** Webview panels; each has a serializer, so that it comes back after a restart. */
export const panels = { curves: 'tensorwright.curves', architecture: 'tensorwright.architecture' } as const;
