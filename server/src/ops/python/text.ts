import { formatDim } from '../../values/dim';
import type { Heap, Value } from '../../values/value';

/** Text of a value where other code must be asked: an instance of a class of the program. Null when it is not known. */
export type TextOf = (value: Value, how: 'str' | 'repr') => string | null;

/** What `repr` gives, or `str`; null when any part of it is not known. */
export function textOf(value: Value, how: 'str' | 'repr', heap: Heap, ask: TextOf): string | null {
  switch (value.kind) {
    case 'str':
      return value.value === null ? null : how === 'str' ? value.value : quoted(value.value);
    case 'int':
      return typeof value.value === 'number' ? formatDim(value.value) : null;
    case 'float':
      return value.value === null ? null : floatText(value.value);
    case 'bool':
      return value.value === null ? null : value.value ? 'True' : 'False';
    case 'none':
      return 'None';
    case 'range': {
      const { start, stop, step } = value;
      if (typeof start !== 'number' || typeof stop !== 'number' || typeof step !== 'number') return null;
      return `range(${start}, ${stop}${step === 1 ? '' : `, ${step}`})`;
    }
    case 'slice': {
      const parts = [value.lower, value.upper, value.step].map((part) => textOf(part, 'repr', heap, ask));
      return parts.includes(null) ? null : `slice(${parts.join(', ')})`;
    }
    case 'tuple': {
      const items = value.items.map((item) => textOf(item, 'repr', heap, ask));
      if (items.includes(null)) return null;
      if (value.names) return `${value.name ?? ''}(${items.map((item, i) => `${value.names![i]}=${item}`).join(', ')})`;
      return items.length === 1 ? `(${items[0]},)` : `(${items.join(', ')})`;
    }
    case 'ref':
      return objectText(value, how, heap, ask);
    default:
      return null;
  }
}

function objectText(value: Extract<Value, { kind: 'ref' }>, how: 'str' | 'repr', heap: Heap, ask: TextOf): string | null {
  const object = heap.get(value.id);
  if (object?.kind === 'list') {
    if (!object.items || (object.isSet && object.items.length > 1) || object.isDeque) return null;
    const items = object.items.map((item) => textOf(item, 'repr', heap, ask));
    if (items.includes(null)) return null;
    if (object.isSet) return items.length ? `{${items[0]}}` : 'set()';
    return `[${items.join(', ')}]`;
  }
  if (object?.kind === 'dict') {
    if (object.isOpen || object.isObject || object.missing) return null;
    const parts: string[] = [];
    for (const entry of object.entries.values()) {
      const key = textOf(entry.key, 'repr', heap, ask);
      const item = textOf(entry.value, 'repr', heap, ask);
      if (key === null || item === null) return null;
      parts.push(`${key}: ${item}`);
    }
    return `{${parts.join(', ')}}`;
  }
  return ask(value, how);
}

/** A float as Python writes it: the fewest digits that tell it from all others. */
export function floatText(x: number): string {
  if (Number.isNaN(x)) return 'nan';
  if (!Number.isFinite(x)) return x > 0 ? 'inf' : '-inf';
  if (x === 0) return Object.is(x, -0) ? '-0.0' : '0.0';
  const [mantissa = '', exponentText = '0'] = Math.abs(x).toExponential().split('e');
  const digits = mantissa.replace('.', '');
  const exponent = Number(exponentText);
  const sign = x < 0 ? '-' : '';
  if (exponent < -4 || exponent >= 16) {
    const rest = digits.length > 1 ? `.${digits.slice(1)}` : '';
    return `${sign}${digits[0]}${rest}e${exponent < 0 ? '-' : '+'}${String(Math.abs(exponent)).padStart(2, '0')}`;
  }
  if (exponent < 0) return `${sign}0.${'0'.repeat(-exponent - 1)}${digits}`;
  const whole = digits.slice(0, exponent + 1).padEnd(exponent + 1, '0');
  return `${sign}${whole}.${digits.slice(exponent + 1) || '0'}`;
}

function quoted(text: string): string {
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'";
  let out = quote;
  for (const char of text) {
    const code = char.codePointAt(0)!;
    if (char === quote || char === '\\') out += `\\${char}`;
    else if (char === '\n') out += '\\n';
    else if (char === '\r') out += '\\r';
    else if (char === '\t') out += '\\t';
    else if (code < 32 || code === 127) out += `\\x${code.toString(16).padStart(2, '0')}`;
    else out += char;
  }
  return out + quote;
}

interface Spec {
  readonly fill: string;
  readonly align: '<' | '>' | '=' | '^' | null;
  readonly sign: string;
  readonly isAlternate: boolean;
  readonly width: number;
  readonly grouping: string;
  readonly precision: number | null;
  readonly type: string;
}

const specForm = /^(?:(.)?([<>=^]))?([-+ ])?z?(#)?(0)?(\d+)?([,_])?(?:\.(\d+))?([a-zA-Z%])?$/su;

function readSpec(text: string): Spec | null {
  const found = specForm.exec(text);
  if (!found) return null;
  const [, fill, align, sign, alternate, zero, width, grouping, precision, type] = found;
  return {
    fill: fill ?? (zero ? '0' : ' '),
    align: (align as Spec['align']) ?? (zero ? '=' : null),
    sign: sign ?? '-',
    isAlternate: alternate !== undefined,
    width: width === undefined ? 0 : Number(width),
    grouping: grouping ?? '',
    precision: precision === undefined ? null : Number(precision),
    type: type ?? '',
  };
}

/** What `format(value, spec)` gives; null when it is not known or Python refuses. */
export function formatted(value: Value, specText: string, heap: Heap, ask: TextOf): string | null {
  if (specText === '') return textOf(value, 'str', heap, ask);
  const spec = readSpec(specText);
  if (!spec || spec.width > 1000 || (spec.precision ?? 0) > 60) return null;
  if (value.kind === 'str') {
    if (value.value === null || (spec.type !== '' && spec.type !== 's') || spec.align === '=' || spec.grouping) return null;
    return padded('', spec.precision === null ? value.value : [...value.value].slice(0, spec.precision).join(''), spec, '<');
  }
  const number = value.kind === 'bool' ? (value.value === null ? null : Number(value.value)) : value.kind === 'int' ? value.value : null;
  if (value.kind === 'float') return value.value === null ? null : formattedFloat(value.value, spec);
  if (typeof number !== 'number') return null;
  return 'eEfFgG%'.includes(spec.type) && spec.type !== '' ? formattedFloat(number, spec) : formattedInt(number, spec);
}

function formattedInt(n: number, spec: Spec): string | null {
  if (spec.precision !== null) return null;
  const size = Math.abs(n);
  let digits: string;
  let prefix = '';
  let every = 3;
  switch (spec.type) {
    case '':
    case 'd':
    case 'n':
      digits = String(size);
      break;
    case 'b':
    case 'o':
    case 'x':
    case 'X':
      digits = size.toString(spec.type === 'b' ? 2 : spec.type === 'o' ? 8 : 16);
      if (spec.type === 'X') digits = digits.toUpperCase();
      if (spec.isAlternate) prefix = `0${spec.type}`;
      every = 4;
      break;
    case 'c':
      return n >= 0 && n < 0x110000 ? padded('', String.fromCodePoint(n), spec, '<') : null;
    default:
      return null;
  }
  return padded(signOf(n < 0, spec) + prefix, grouped(digits, spec, every), spec, '>');
}

function formattedFloat(x: number, spec: Spec): string | null {
  const isNegative = x < 0 || Object.is(x, -0);
  const size = Math.abs(x);
  const sign = signOf(isNegative, spec);
  if (!Number.isFinite(size)) {
    if (Number.isNaN(x) || spec.fill === '0') return null;
    return padded(sign, spec.type === 'F' || spec.type === 'G' || spec.type === 'E' ? 'INF' : 'inf', spec, '>');
  }
  let text: string;
  switch (spec.type) {
    case 'f':
    case 'F':
      text = fixed(size, spec.precision ?? 6);
      break;
    case '%':
      text = `${fixed(size * 100, spec.precision ?? 6)}%`;
      break;
    case 'e':
    case 'E':
      text = exponential(size.toExponential(spec.precision ?? 6));
      break;
    case 'g':
    case 'G':
      text = general(size, spec.precision ?? 6, false);
      break;
    case '':
      text = spec.precision === null ? floatText(size) : general(size, spec.precision, true);
      break;
    default:
      return null;
  }
  if (spec.isAlternate) return null;
  if (spec.type === 'E' || spec.type === 'G') text = text.toUpperCase();
  const [, whole = '', rest = ''] = /^(\d*)(.*)$/s.exec(text)!;
  return padded(sign, grouped(whole, spec, 3) + rest, spec, '>');
}

/** `toFixed`, with halves going to the even neighbor. */
export function fixed(x: number, digits: number): string {
  // Halves exist only where the binary fraction ends in time.
  if (Number.isInteger(x * 2 ** (digits + 1)) && Math.abs((x * 10 ** digits) % 1) === 0.5) {
    const down = Math.floor(x * 10 ** digits);
    return ((down % 2 === 0 ? down : down + 1) / 10 ** digits).toFixed(digits);
  }
  return x < 1e21 ? x.toFixed(digits) : `${BigInt(x)}${digits ? `.${'0'.repeat(digits)}` : ''}`;
}

function exponential(text: string): string {
  return text.replace(/e([-+])(\d)$/, 'e$10$2');
}

function general(x: number, precision: number, keepsPoint: boolean): string {
  const p = precision === 0 ? 1 : precision;
  if (x === 0) return keepsPoint ? '0.0' : '0';
  const exponent = Number(x.toExponential(p - 1).split('e')[1]);
  const strip = (s: string): string => (s.includes('.') ? s.replace(/\.?0+$/, '') : s);
  if (exponent < -4 || exponent >= (keepsPoint ? p - 1 : p) + (keepsPoint && p === 0 ? 1 : 0)) {
    const [mantissa = '', e = ''] = x.toExponential(p - 1).split('e');
    return exponential(`${strip(mantissa)}e${e}`);
  }
  const text = strip(fixed(x, Math.max(0, p - 1 - exponent)));
  return keepsPoint && !text.includes('.') ? `${text}.0` : text;
}

function signOf(isNegative: boolean, spec: Spec): string {
  return isNegative ? '-' : spec.sign === '-' ? '' : spec.sign;
}

function grouped(digits: string, spec: Spec, every: number): string {
  if (!spec.grouping) return digits;
  return digits.replace(new RegExp(`\\B(?=(?:\\w{${every}})+$)`, 'g'), spec.grouping);
}

function padded(head: string, body: string, spec: Spec, usual: '<' | '>'): string | null {
  const missing = spec.width - [...head].length - [...body].length;
  const align = spec.align ?? usual;
  if (missing <= 0) return head + body;
  // Zeros in front of grouped digits are grouped as well.
  if (align === '=' && spec.fill === '0' && spec.grouping) return null;
  if (align === '=') return head + spec.fill.repeat(missing) + body;
  if (align === '<') return head + body + spec.fill.repeat(missing);
  if (align === '>') return spec.fill.repeat(missing) + head + body;
  const left = Math.floor(missing / 2);
  return spec.fill.repeat(left) + head + body + spec.fill.repeat(missing - left);
}

const percentForm = /%(?:\(([^)]*)\))?([-+ #0]*)(\*|\d+)?(?:\.(\*|\d+))?[hlL]?([a-zA-Z%])/g;

/** `text % args`; null when it is not known. */
export function percentFormatted(text: string, args: Value, heap: Heap, ask: TextOf): string | null {
  const items = args.kind === 'tuple' ? args.items : [args];
  const object = args.kind === 'ref' ? heap.get(args.id) : undefined;
  let next = 0;
  let isKnown = true;
  const out = text.replace(
    percentForm,
    (_, name: string | undefined, flags: string, width: string | undefined, precision: string | undefined, type: string) => {
      if (type === '%') return '%';
      if (width === '*' || precision === '*') return unknownPart();
      let item = items[next];
      if (name === undefined) next++;
      else item = object?.kind === 'dict' ? object.entries.get(`s${name}`)?.value : undefined;
      const shown = item ? percentField(item, flags, width, precision, type, heap, ask) : null;
      return shown ?? unknownPart();
    },
  );
  function unknownPart(): string {
    isKnown = false;
    return '';
  }
  return isKnown ? out : null;
}

function percentField(
  item: Value,
  flags: string,
  width: string | undefined,
  precision: string | undefined,
  type: string,
  heap: Heap,
  ask: TextOf,
): string | null {
  const align = flags.includes('-') ? '<' : '>';
  const sign = flags.includes('+') ? '+' : flags.includes(' ') ? ' ' : '';
  const zero = flags.includes('0') && align === '>' ? '0' : '';
  const size = width ?? '';
  if (type === 's' || type === 'r' || type === 'a') {
    const shown = textOf(item, type === 's' ? 'str' : 'repr', heap, ask);
    if (shown === null) return null;
    return formatted({ kind: 'str', value: shown }, `${align}${size}${precision === undefined ? '' : `.${precision}`}`, heap, ask);
  }
  if (flags.includes('#') || item.kind === 'str') return null;
  if (type === 'd' || type === 'i' || type === 'u') {
    const whole =
      item.kind === 'float'
        ? item.value === null
          ? null
          : Math.trunc(item.value)
        : item.kind === 'int'
          ? item.value
          : item.kind === 'bool'
            ? Number(item.value)
            : null;
    if (typeof whole !== 'number' || precision !== undefined) return null;
    return formatted({ kind: 'int', value: whole }, `${zero ? '' : align}${sign}${zero}${size}d`, heap, ask);
  }
  if ('eEfFgG'.includes(type)) {
    const value: Value = item.kind === 'int' && typeof item.value === 'number' ? { kind: 'float', value: item.value } : item;
    return formatted(value, `${zero ? '' : align}${sign}${zero}${size}.${precision ?? '6'}${type}`, heap, ask);
  }
  if ((type === 'x' || type === 'X' || type === 'o') && item.kind === 'int')
    return formatted(item, `${zero ? '' : align}${sign}${zero}${size}${type}`, heap, ask);
  return null;
}

/** `'{} {name!r:>8}'.format(…)`; null when it is not known. `field` gives the value of a field's name. */
export function braceFormatted(text: string, field: (name: string) => Value | null, heap: Heap, ask: TextOf): string | null {
  let out = '';
  let auto = 0;
  for (let i = 0; i < text.length; i++) {
    const char = text[i]!;
    if (char !== '{' && char !== '}') {
      out += char;
      continue;
    }
    if (text[i + 1] === char) {
      out += char;
      i++;
      continue;
    }
    if (char === '}') return null;
    let depth = 1;
    let end = i + 1;
    for (; end < text.length && depth > 0; end++) depth += text[end] === '{' ? 1 : text[end] === '}' ? -1 : 0;
    if (depth > 0) return null;
    const inner = text.slice(i + 1, end - 1);
    const found = /^([^!:]*)(?:!([rsa]))?(?::(.*))?$/s.exec(inner);
    if (!found) return null;
    const [, name = '', conversion, nested = ''] = found;
    const named = /^(?:$|[.[])/.test(name) ? `${auto++}${name}` : name;
    const spec = nested.includes('{')
      ? braceFormatted(
          nested.replace(/\{\}/g, () => `{${auto++}}`),
          field,
          heap,
          ask,
        )
      : nested;
    const value = field(named);
    if (!value || spec === null) return null;
    const asText = conversion ? textOf(value, conversion === 's' ? 'str' : 'repr', heap, ask) : null;
    if (conversion && asText === null) return null;
    const shown = formatted(conversion ? { kind: 'str', value: asText } : value, spec, heap, ask);
    if (shown === null) return null;
    out += shown;
    i = end - 1;
  }
  return out;
}
