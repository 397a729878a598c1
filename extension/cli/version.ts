/** Set by the bundler. */
declare const TENSORWRIGHT_VERSION: string | undefined;

export const version = typeof TENSORWRIGHT_VERSION === 'string' ? TENSORWRIGHT_VERSION : 'source';
