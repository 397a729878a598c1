import assert from 'node:assert/strict';
import fs from 'node:fs';
import * as format from '../../../webviews/common/format';
import { rich, setLocale, slot, t } from '../../../webviews/common/locale';
import { seriesStyle } from '../../../webviews/common/palette';

const chinese = JSON.parse(fs.readFileSync(new URL('../../../l10n/webviews.zh-cn.json', import.meta.url), 'utf8')) as Record<
  string,
  string
>;

describe('number formats of the views', () => {
  afterEach(() => setLocale('en', {}));

  it('writes metrics with four decimals, or as powers where those say nothing', () => {
    const expected: [number | null, string][] = [
      [0.24931, '0.2493'],
      [0, '0.0000'],
      [-1.5, '−1.5000'],
      [0.000495, '4.95e−4'],
      [0.001, '0.0010'],
      [9999.5, '9999.5000'],
      [12_345, '1.23e4'],
      [null, '–'],
      [NaN, 'NaN'],
      [Infinity, '∞'],
      [-Infinity, '−∞'],
    ];
    for (const [value, text] of expected) assert.equal(format.formatMetric(value), text);
  });

  it('shortens steps on axes only', () => {
    assert.equal(format.formatInteger(14_430), '14,430');
    assert.deepEqual([0, 500, 15_000, 2500, 1_200_000].map(format.formatAxisStep), ['0', '500', '15k', '2.5k', '1.2M']);
  });

  it('labels linear and logarithmic axes', () => {
    assert.deepEqual(
      [0, 0.5, 1].map((value) => format.formatAxisValue(value, 0.5)),
      ['0.0', '0.5', '1.0'],
    );
    assert.deepEqual(
      [0.02, 0.04].map((value) => format.formatAxisValue(value, 0.02)),
      ['0.02', '0.04'],
    );
    assert.deepEqual([0.03, 0.1, 1, 10, 1e-4, 3e-4, 1e6].map(format.formatLogValue), ['0.03', '0.1', '1', '10', '10⁻⁴', '3·10⁻⁴', '10⁶']);
  });

  it('rounds the time left and spells the time that passed', () => {
    assert.deepEqual([10, 1380, 7800, 7200, 97_200].map(format.formatTimeLeft), ['<1 min', '23 min', '2 h 10 min', '2 h', '1 d 3 h']);
    assert.deepEqual([42, 198, 7500].map(format.formatElapsed), ['42 s', '3 min 18 s', '2 h 05 min']);
    assert.deepEqual([659, 7398].map(format.formatClockSpan), ['10:59', '2:03:18']);
    setLocale('zh-cn', chinese);
    assert.equal(format.formatTimeLeft(1380), '23 分钟');
    assert.equal(format.formatElapsed(198), '3 分 18 秒');
  });

  it('counts and measures', () => {
    assert.deepEqual([11_173_962, 1.11e9, 2099, 12].map(format.formatCount), ['11.17 M', '1.11 G', '2.1 k', '12']);
    assert.deepEqual([1.31e9, 412e6, 9000].map(format.formatBytes), ['1.3 GB', '412 MB', '9 kB']);
    assert.deepEqual([15.12, 152.3, 0.4213, 1520].map(format.formatRate), ['15.1', '152', '0.42', '1,520']);
  });

  it('puts elements where the language wants them', () => {
    assert.deepEqual(rich(t('Epoch {0} of {1}', slot(0), 90), 'X'), ['Epoch ', 'X', ' of 90']);
    setLocale('zh-cn', chinese);
    assert.deepEqual(rich(t('Epoch {0} of {1}', slot(0), 90), 'X'), ['第 ', 'X', ' 轮，共 90 轮']);
  });
});

describe('palette', () => {
  it('gives 36 different pairs of color and dash, then begins anew', () => {
    const pairs = Array.from({ length: 36 }, (_, i) => JSON.stringify(seriesStyle(i)));
    assert.equal(new Set(pairs).size, 36);
    assert.deepEqual(seriesStyle(36), seriesStyle(0));
    assert.deepEqual(seriesStyle(0).dash, []);
    assert.deepEqual(seriesStyle(6), { token: '--tw-s1', dash: [7, 3] });
    assert.deepEqual(seriesStyle(-1), seriesStyle(35));
  });
});
