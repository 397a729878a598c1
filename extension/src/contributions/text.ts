/** A text of the manifest in both languages; a missing language is a type error. */
export interface Text {
  en: string;
  zh: string;
}

export function text(en: string, zh: string): Text {
  return { en, zh };
}
