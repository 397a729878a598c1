/** Columns that a text takes in a terminal: two for the wide characters of East Asia and emoji, none for combining marks. */
export function displayWidth(text: string): number {
  let width = 0;
  for (const character of text) width += widthOf(character);
  return width;
}

/** What stands before the carets, tabs kept, and how many carets there are. */
export function underline(line: string, from: number, to: number): { indent: string; width: number } {
  let indent = '';
  for (const character of line.slice(0, from)) indent += character === '\t' ? '\t' : ' '.repeat(widthOf(character));
  return { indent, width: Math.max(1, displayWidth(line.slice(from, to))) };
}

const wide =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\u9fff\ua000-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1f64f}\u{1f900}-\u{1f9ff}\u{20000}-\u{3fffd}]/u;

function widthOf(character: string): number {
  if (/\p{Mark}/u.test(character)) return 0;
  return wide.test(character) ? 2 : 1;
}
