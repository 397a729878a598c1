/**
 * For each line of a Python text the line on which the innermost bracket around its beginning was opened, taken outwards as long as that
 * line begins inside a bracket too: the line that a traceback names for a call over several lines is the first of the call.
 */
export function statementLines(text: string): number[] {
  const opened: number[] = [];
  const first: number[] = [];
  const token = /"""[\s\S]*?"""|'''[\s\S]*?'''|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|#[^\n]*|[([{]|[)\]}]|\n/g;
  let line = 0;
  first[0] = 0;
  for (const [found] of text.matchAll(token)) {
    if ('([{'.includes(found)) opened.push(line);
    else if (')]}'.includes(found)) opened.pop();
    else {
      for (const _ of found.matchAll(/\n/g)) {
        line++;
        first[line] = found === '\n' ? (opened.at(-1) ?? line) : first[line - 1]!;
      }
    }
  }
  return first;
}
