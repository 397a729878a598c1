/**
 * Messages of panels travel as JSON with the contents of typed arrays beside it, and JSON turns NaN and the infinities into
 * `null`. A channel therefore writes them as a marked object and reads them back. Typed arrays keep theirs anyway.
 */
interface MarkedNumber {
  $number: 'NaN' | 'Infinity' | '-Infinity';
}

/** The value itself where it holds no such number, else a copy in which each is marked. */
export function encodeNonFinite(value: unknown): unknown {
  if (typeof value === 'number') return Number.isFinite(value) ? value : { $number: String(value) };
  return mapChildren(value, encodeNonFinite);
}

export function decodeNonFinite(value: unknown): unknown {
  return isMarked(value) ? Number(value.$number) : mapChildren(value, decodeNonFinite);
}

function mapChildren(value: unknown, map: (child: unknown) => unknown): unknown {
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value) || value instanceof ArrayBuffer) return value;
  if (Array.isArray(value)) {
    const items = value as unknown[];
    let copy: unknown[] | undefined;
    items.forEach((item, index) => {
      const mapped = map(item);
      if (!Object.is(mapped, item)) (copy ??= items.slice())[index] = mapped;
    });
    return copy ?? items;
  }
  let copy: Record<string, unknown> | undefined;
  for (const [key, item] of Object.entries(value)) {
    const mapped = map(item);
    if (!Object.is(mapped, item)) (copy ??= { ...value })[key] = mapped;
  }
  return copy ?? value;
}

function isMarked(value: unknown): value is MarkedNumber {
  return typeof value === 'object' && value !== null && typeof (value as Partial<MarkedNumber>).$number === 'string';
}
