/**
 * A small curve as SVG, for a tooltip. Its gray stands out by at least 3 : 1 on light and on dark, since an
 * image in Markdown cannot read the theme.
 */
export function sparklineSvg(values: readonly number[], width = 96, height = 18): string | undefined {
  const finite = values.filter(Number.isFinite);
  if (finite.length < 2) return undefined;
  const low = Math.min(...finite);
  const span = Math.max(...finite) - low || 1;
  const x = (index: number): string => (1 + (index * (width - 4)) / (values.length - 1)).toFixed(1);
  const y = (value: number): string => (height - 2 - ((value - low) / span) * (height - 4)).toFixed(1);
  let path = '';
  let pen = 'M';
  values.forEach((value, index) => {
    // A gap ends the line; the next value begins a new one.
    if (!Number.isFinite(value)) pen = 'M';
    else {
      path += `${pen}${x(index)} ${y(value)}`;
      pen = 'L';
    }
  });
  const last = values.lastIndexOf(finite.at(-1)!);
  const dot = `<circle cx="${x(last)}" cy="${y(values[last]!)}" r="1.8" fill="#767676"/>`;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><path d="${path}" fill="none" stroke="#767676" stroke-width="1.4"/>${dot}</svg>`;
}
