import type { RemovedNames } from '../kernel';
import { all } from '../kernel';

/** What pandas had before its first version, and up to its second and third. */
export const removedPandasNames: readonly RemovedNames[] = [
  {
    library: 'pandas',
    since: '1',
    modules: {
      'pandas.tools.plotting': 'pandas.plotting',
      'pandas.io.data': 'pandas_datareader.data',
      'pandas.util.testing': 'pandas.testing',
      'pandas.lib': null,
      'pandas.tslib': null,
    },
    names: {
      'pandas.scatter_matrix': 'pandas.plotting.scatter_matrix',
      'pandas.TimeGrouper': 'pandas.Grouper',
      'pandas.DataFrame.sort': 'pandas.DataFrame.sort_values',
      'pandas.DataFrame.as_matrix': 'pandas.DataFrame.to_numpy',
      'pandas.DataFrame.ix': 'pandas.DataFrame.loc',
      'pandas.DataFrame.convert_objects': 'pandas.DataFrame.infer_objects',
      'pandas.DataFrame.get_dtype_counts': null,
      'pandas.Series.as_matrix': 'pandas.Series.to_numpy',
      'pandas.Series.get_values': 'pandas.Series.to_numpy',
      'pandas.Series.order': 'pandas.Series.sort_values',
      'pandas.Series.sort': 'pandas.Series.sort_values',
      'pandas.Series.ix': 'pandas.Series.loc',
      'pandas.Series.nonzero': null,
      'pandas.Series.reshape': null,
      'pandas.Series.compress': null,
      ...all(
        'pandas',
        'Panel Panel4D WidePanel rolling_mean rolling_std rolling_sum rolling_max rolling_min rolling_apply ewma ewmstd',
        null,
      ),
      ...all('pandas', 'datetime np match DateRange Term', null),
      ...all('pandas.DataFrame', 'from_csv from_items get_value set_value to_panel is_copy consolidate', null),
    },
  },
  {
    library: 'pandas',
    since: '2',
    modules: {},
    names: {
      'pandas.Int64Index': 'pandas.Index',
      'pandas.Float64Index': 'pandas.Index',
      'pandas.UInt64Index': 'pandas.Index',
      'pandas.DataFrame.iteritems': 'pandas.DataFrame.items',
      'pandas.Series.iteritems': 'pandas.Series.items',
      ...all('pandas.DataFrame', 'append mad lookup tshift slice_shift', null),
      ...all('pandas.Series', 'append mad tshift slice_shift', null),
    },
  },
  {
    library: 'pandas',
    since: '3',
    modules: {},
    names: {
      'pandas.value_counts': null,
      'pandas.DataFrame.applymap': 'pandas.DataFrame.map',
      'pandas.DataFrame.backfill': 'pandas.DataFrame.bfill',
      ...all('pandas.DataFrame', 'swapaxes', null),
      ...all('pandas.Series', 'ravel view swapaxes', null),
    },
  },
];
