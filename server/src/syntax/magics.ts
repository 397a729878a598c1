/**
 * Replaces what only a notebook understands by Python of the very same length and line breaks, so that every offset stays right:
 * `%magic` and `!command` lines, `x = !command`, `name?`, and cells that begin with `%%`.
 */
export function maskMagics(text: string): string {
  const cell = /^(?:[ \t]*\r?\n)*[ \t]*%%([\w.]+)[^\r\n]*/.exec(text);
  if (cell && !cellsOfPython.has(cell[1]!)) return blank(text);
  const start = cell ? cell[0].length : 0;
  let masked = blank(text.slice(0, start));
  const state: LineState = { depth: 0, quote: '', isContinued: false };
  let isCommand = false;
  for (const line of text.slice(start).split(/(?<=\n)|(?<=\r)(?!\n)/)) {
    const end = /\r?\n?$/.exec(line)!.index;
    const body = line.slice(0, end);
    let shown = body;
    if (isCommand) shown = blank(body);
    else if (state.depth === 0 && state.quote === '' && !state.isContinued) shown = maskLine(body);
    const wasCommand: boolean = isCommand || (shown !== body && /^\s*(?:[%!]|[\w.,[\] \t]*=\s*[%!])/.test(body));
    isCommand = wasCommand && /\\\s*$/.test(body);
    if (shown === body) readLine(body, state);
    masked += shown + line.slice(end);
  }
  return masked;
}

/** Cell magics whose cell is Python. */
const cellsOfPython = new Set(
  'time timeit capture prun memit mprun lprun python python3 debug skip notify wandb tensorboard heat snakeviz pyinstrument scalene'.split(
    ' ',
  ),
);
/** Line magics that run the Python behind them. */
const linesOfPython = /^%(?:time|timeit|prun|memit|mprun|lprun)\b(?:[ \t]+-\w+(?:[ \t]*\d+)?)*[ \t]+(?=\S)/;

function maskLine(line: string): string {
  const indent = /^[ \t]*/.exec(line)![0];
  const body = line.slice(indent.length);
  const runs = linesOfPython.exec(body);
  if (runs) return indent + '0;'.padEnd(runs[0].length) + body.slice(runs[0].length);
  if (/^[%!]/.test(body)) return indent + fill('pass', body.length);
  if (/^\?{1,2}[\w.*]+\s*$/.test(body) || /^[\w.*[\]'"]+\?{1,2}\s*$/.test(body)) return indent + fill('pass', body.length);
  const assigned = /^([A-Za-z_][\w.,[\] \t]*=[ \t]*)([!%](?!=).*)$/.exec(body);
  return assigned ? indent + assigned[1]! + fill('None', assigned[2]!.length) : line;
}

/** A word padded to a length; a shorter place gets a number. */
function fill(word: string, length: number): string {
  return (length >= word.length ? word : '0').padEnd(length);
}

function blank(text: string): string {
  return text.replace(/[^\r\n]/g, ' ');
}

interface LineState {
  depth: number;
  /** The quotes of the long string that is open. */
  quote: string;
  /** The line before ends with a backslash. */
  isContinued: boolean;
}

/** Follows brackets and long strings, in which a line begins nothing. */
function readLine(line: string, state: LineState): void {
  state.isContinued = state.quote === '' && line.endsWith('\\');
  for (let i = 0; i < line.length; i++) {
    const char = line[i]!;
    if (state.quote) {
      if (char === '\\') i++;
      else if (line.startsWith(state.quote, i)) {
        i += state.quote.length - 1;
        state.quote = '';
      }
    } else if (char === '#') return;
    else if (char === '"' || char === "'") {
      const triple = char.repeat(3);
      if (line.startsWith(triple, i)) {
        state.quote = triple;
        i += 2;
      } else {
        i++;
        while (i < line.length && line[i] !== char) i += line[i] === '\\' ? 2 : 1;
      }
    } else if (char === '(' || char === '[' || char === '{') state.depth++;
    else if (char === ')' || char === ']' || char === '}') state.depth = Math.max(0, state.depth - 1);
  }
}
