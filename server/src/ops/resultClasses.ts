import { isRecordedClass } from './signatures';

/** What functions without rules give: the class whose members are known (`ops/names`). */
const results: Readonly<Record<string, string>> = {
  'matplotlib.pyplot.figure': 'matplotlib.figure.Figure',
  'matplotlib.pyplot.gcf': 'matplotlib.figure.Figure',
  'matplotlib.pyplot.gca': 'matplotlib.axes.Axes',
  'matplotlib.pyplot.subplot': 'matplotlib.axes.Axes',
  'matplotlib.pyplot.axes': 'matplotlib.axes.Axes',
  'matplotlib.figure.Figure.add_subplot': 'matplotlib.axes.Axes',
  'matplotlib.figure.Figure.add_axes': 'matplotlib.axes.Axes',
  'matplotlib.figure.Figure.gca': 'matplotlib.axes.Axes',
  'matplotlib.axes.Axes.twinx': 'matplotlib.axes.Axes',
  'matplotlib.axes.Axes.twiny': 'matplotlib.axes.Axes',
  'matplotlib.axes.Axes.get_figure': 'matplotlib.figure.Figure',
  'python.io.StringIO': 'python.StringIO',
  'python.io.BytesIO': 'python.BytesIO',
  'python.open': 'python.file',
  'python.datetime.datetime.now': 'python.datetime.datetime',
  'python.datetime.datetime.today': 'python.datetime.datetime',
};

/** Arguments that make it another class. */
export const otherKinds: ReadonlySet<string> = new Set(['projection', 'polar', 'subplot_kw', 'axes_class', 'FigureClass', 'opener']);

/** The class of what a call gives, by the qualified name of what is called; null when it is not known. */
export function resultClass(path: string): string | null {
  if (Object.hasOwn(results, path)) return results[path]!;
  return path.startsWith('sklearn.') && isRecordedClass(path) ? path : null;
}
