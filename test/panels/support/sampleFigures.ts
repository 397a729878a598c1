import type { LiveFigure } from '../../../extension/protocol/livePanel';

/** Figures as a program shows them: a plot on white, a picture without a frame, a wide one. Drawn, so that no file is needed. */

function figure(number: number, title: string | undefined, width: number, height: number, content: string): LiveFigure {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">${content}</svg>`;
  return {
    path: `artifacts/figure-${number}.png`,
    ...(title ? { title } : {}),
    src: `data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')}`,
  };
}

const axes = '<path d="M60 20v300h360" fill="none" stroke="black" stroke-width="2"/>';
const plot = (color: string, path: string): string => `${axes}<path d="${path}" fill="none" stroke="${color}" stroke-width="4"/>`;
const bars = Array.from(
  { length: 10 },
  (_, i) => `<rect x="${70 + i * 34}" y="${300 - i * 22}" width="26" height="${20 + i * 22}" fill="#1f77b4"/>`,
);
const cells = Array.from(
  { length: 100 },
  (_, i) =>
    `<rect x="${(i % 10) * 40}" y="${Math.floor(i / 10) * 40}" width="40" height="40" fill="hsl(${200 + ((i * 37) % 60)} 60% ${20 + ((i * 13) % 70)}%)"/>`,
);

export const sampleFigures: readonly LiveFigure[] = [
  figure(8, 'Confusion matrix', 400, 400, cells.join('')),
  figure(7, 'Loss per epoch', 450, 340, plot('#d62728', 'M62 40C120 240 200 280 420 300')),
  figure(6, undefined, 450, 340, axes + bars.join('')),
  figure(5, 'Learning rate', 450, 340, plot('#2ca02c', 'M62 300L120 60L420 300')),
  figure(4, '第一批样本', 800, 200, cells.slice(0, 50).join('')),
  figure(3, 'Gradient norm', 450, 340, plot('#9467bd', 'M62 200L120 120L180 240L240 100L300 180L420 90')),
  figure(2, 'Weights of the first layer', 400, 400, cells.reverse().join('')),
  figure(1, 'Class counts', 450, 340, axes + bars.join('')),
];
