/** A place in a text before `%` that a value is written to. */
interface PercentField {
  /** `name` of `%(name)s`, null of `%s`. */
  readonly name: string | null;
  /** `f` of `%.3f`. */
  readonly kind: string;
}

/** A place in a text that `format` writes a value to. */
interface BraceField {
  /** `name` of `{name:>8}`; of `{}` its number. */
  readonly name: string;
  /** `.3f` of `{:.3f}`. */
  readonly kind: string;
  /** Turned into a text first, by `!r` or `!s`. */
  readonly isConverted: boolean;
}

const percentForm = /%(?:\(([^)]*)\))?[-+ #0]*(\*|\d+)?(?:\.(\*|\d+))?[hlL]?([a-zA-Z%])?/g;

/** The fields of a text before `%`; null where Python itself would stumble over it, or widths are values as well. */
export function percentFields(text: string): readonly PercentField[] | null {
  const fields: PercentField[] = [];
  for (const [, name, width, precision, kind] of text.matchAll(percentForm)) {
    if (kind === '%') continue;
    if (kind === undefined || width === '*' || precision === '*' || !'diouxXeEfFgGcrsa'.includes(kind)) return null;
    fields.push({ name: name ?? null, kind });
  }
  return fields;
}

/** The fields of a text that `format` fills; null where one is made of others, or the text is no such text. */
export function braceFields(text: string): readonly BraceField[] | null {
  const fields: BraceField[] = [];
  const rest = text.replace(/\{\{|\}\}/g, '');
  if (/\{[^{}]*\{|\}[^{}]*\}[^{]*$/.test(rest)) return null;
  let auto = 0;
  for (const [, inner = ''] of rest.matchAll(/\{([^{}]*)\}/g)) {
    const found = /^([^!:]*)(?:!([rsa]))?(?::(.*))?$/s.exec(inner);
    if (!found) return null;
    const [, name = '', conversion, kind = ''] = found;
    fields.push({ name: /^(?:$|[.[])/.test(name) ? `${auto++}${name}` : name, kind, isConverted: conversion !== undefined });
  }
  return fields;
}
