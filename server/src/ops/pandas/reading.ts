import type { FunctionDef } from '../kernel';
import { any, defineOp } from '../kernel';
import type { Value } from '../../values/value';
import { none, unknown } from '../../values/value';
import { frameOf, keyOf, labelsIn } from './frame';

interface Reader {
  readonly name: string;
  readonly summary: string;
  readonly first: string;
  readonly example: string;
}

function define({ name, summary, first, example }: Reader): FunctionDef {
  return defineOp({
    name: `pandas.${name}`,
    summary,
    docs: `https://pandas.pydata.org/docs/reference/api/pandas.${name}.html`,
    category: 'data',
    params: { [first]: any(null), sep: any() },
    takesAnyKeyword: true,
    codes: [],
    call(args, cx, bound) {
      const given = (key: string): Value => bound.values.get(key)?.value ?? none;
      if (!bound.isComplete || ['chunksize', 'iterator', 'squeeze'].some((key) => given(key).kind !== 'none')) return unknown;
      const isPlain = name === 'read_csv' || name === 'read_table' || name === 'read_excel';
      if (
        name === 'read_excel' &&
        given('sheet_name').kind !== 'none' &&
        given('sheet_name').kind !== 'str' &&
        given('sheet_name').kind !== 'int'
      )
        return unknown;
      const rows = cx.symbol('rows');
      // Sheets are given by position as the second argument of `read_excel`, the separator of the others.
      const names = isPlain && given('names').kind !== 'none' ? labelsIn(cx, given('names')) : null;
      const used = given('usecols').kind === 'none' ? null : labelsIn(cx, given('usecols'));
      const index = given('index_col');
      const isIndexed = index.kind !== 'none' && !(index.kind === 'bool' && index.value === false);
      if (isIndexed || (given('usecols').kind !== 'none' && !used)) return frameOf(cx, { rows, width: cx.symbol('columns') });
      if (!used) return frameOf(cx, { rows, labels: names, width: cx.symbol('columns') });
      const isByName = used.every((label) => label.kind === 'str');
      // The columns come in the order of the file.
      const kept = names?.filter((label, i) => used.some((one) => keyOf(one) === (isByName ? keyOf(label) : `i${i}`))) ?? null;
      return frameOf(cx, { rows, labels: kept ?? (isByName && used.length === 1 ? used : null), width: used.length });
    },
    examples: [example],
  });
}

/** Tables that are read: nobody knows how many rows there are, and the columns only where the program names them. */
export const reading: readonly FunctionDef[] = [
  define({
    name: 'read_csv',
    summary: 'Reads a table from a file of separated values.',
    first: 'filepath_or_buffer',
    example: "pd.read_csv('data.csv', names=['height', 'weight', 'age'])",
  }),
  define({
    name: 'read_table',
    summary: 'Reads a table from a file of values separated by tabs.',
    first: 'filepath_or_buffer',
    example: "pd.read_table('data.tsv')",
  }),
  define({ name: 'read_excel', summary: 'Reads a table from a sheet of Excel.', first: 'io', example: "pd.read_excel('data.xlsx')" }),
  define({ name: 'read_json', summary: 'Reads a table from JSON.', first: 'path_or_buf', example: "pd.read_json('data.json')" }),
  define({
    name: 'read_parquet',
    summary: 'Reads a table from a Parquet file.',
    first: 'path',
    example: "pd.read_parquet('data.parquet')",
  }),
];
