import assert from 'node:assert/strict';
import { createLocalizer } from '../../../extension/protocol/localize';
import { endText } from '../../../extension/src/runs/endText';
import { formatMetric, formatTimeLeft, timeOfDay } from '../../../extension/src/runs/format';
import { describeRun, mainMetric } from '../../../extension/src/runs/runItem';
import { sparklineSvg } from '../../../extension/src/runs/sparkline';
import { statusText } from '../../../extension/src/runs/statusText';
import type { QueueReason } from '../../../extension/protocol/runViews';
import { metric, run } from './support/run';

const localizer = createLocalizer('en');
const t = (text: string, ...args: (string | number)[]): string => localizer.t(text, ...args);
const now = new Date(2026, 4, 20, 18, 30).getTime();
const item = (change: Parameters<typeof run>[0]) => describeRun(run(change), t, 'en', now);

describe('a run in the tree', () => {
  it('shows the best value and when it ended', () => {
    const { label, description, icon, contextValue } = item({
      endedAt: new Date(2026, 4, 20, 18, 2).getTime(),
      metrics: [metric('loss', 'min', 0.2, 0.1), metric('val_accuracy', 'max', 0.95, 0.9712)],
    });
    assert.equal(label, 'mnist');
    assert.equal(description, '0.9712 · 18:02');
    assert.equal(icon.id, 'pass');
    assert.equal(contextValue, 'run.ended');
  });

  it('shows progress while it runs', () => {
    const shown = item({ status: 'running', endedAt: null, epoch: 37, totalEpochs: 90, metrics: [metric('val_acc', 'max', 0.88, 0.8822)] });
    assert.equal(shown.description, '0.8822 · epoch 37 of 90');
    assert.equal(shown.icon.id, 'loading~spin');
    assert.equal(shown.contextValue, 'run.running');
  });

  it('says that it is pinned, whatever its state, and offers to unpin it', () => {
    const ended = item({ status: 'failed', endedAt: now, pinned: true });
    assert.deepEqual([ended.description, ended.contextValue], ['failed · just now · pinned', 'run.ended.pinned']);
    assert.match(ended.accessibilityLabel, /pinned/);
    assert.equal(item({ status: 'running', endedAt: null, pinned: true }).contextValue, 'run.running.pinned');
  });

  it('shows its place in the queue and why it waits, and offers to start it now', () => {
    const waiting = (reason: QueueReason | null): string[] => {
      const shown = item({ status: 'queued', endedAt: null, epoch: null, step: 0, queue: { position: 2, reason } });
      return [shown.icon.id, shown.contextValue, shown.description];
    };
    assert.deepEqual(waiting({ kind: 'runs', running: 2, limit: 2 }), ['circle-outline', 'run.queued', 'no. 2: waits for 1 of 2 running']);
    assert.equal(waiting({ kind: 'gpu', gpu: 1, bytes: 6e9 })[2], 'no. 2: waits for 6.0 GB on GPU 1');
    assert.equal(waiting({ kind: 'order' })[2], 'no. 2: waits for those before it');
    assert.equal(waiting({ kind: 'host', host: 'box' })[2], 'no. 2: waits on the machine box');
    assert.equal(waiting(null)[2], 'no. 2: about to start');
  });

  it('says why a run could not be started when its turn came', () => {
    const failure = { cls: '', msg: '/usr/bin/python3 cannot be started: gone', code: 'start', trace: '' };
    assert.match(item({ status: 'failed', endedAt: now, failure }).tooltip, /\n\/usr\/bin\/python3 cannot be started: gone\n/);
  });

  it('says failed, stopped and lost in words beside the icon', () => {
    const states = (['failed', 'stopped', 'killed', 'lost'] as const).map((status) => item({ status, endedAt: now }));
    assert.deepEqual(
      states.map(({ icon, description }) => [icon.id, description]),
      [
        ['error', 'failed · just now'],
        ['circle-slash', 'stopped · just now'],
        ['circle-slash', 'ended by force · just now'],
        ['question', 'lost · just now'],
      ],
    );
  });

  it('shows that a loss was not finite even if the program ended well', () => {
    const shown = item({ nonFinite: { step: 8110, value: 'NaN' } });
    assert.equal(shown.icon.id, 'error');
    assert.match(shown.accessibilityLabel, /NaN at step 8,110/);
  });

  it('is safe for names and messages with Markdown in them', () => {
    const { tooltip } = item({
      name: 'a*b](command:x) <img>',
      status: 'failed',
      failure: { cls: 'Error', msg: 'bad ``` [x](y)', code: 'exception', trace: '' },
    });
    assert.ok(!tooltip.includes('](command:x)'), tooltip);
    assert.ok(!tooltip.includes(' <img>'), tooltip);
    assert.equal(tooltip.match(/```/g)?.length, 2);
  });

  it('prefers a validated quality to a loss', () => {
    const names = (...list: ReturnType<typeof metric>[]) => mainMetric(list)?.name;
    assert.equal(names(metric('loss', 'min', 1, 1), metric('acc', 'max', 1, 1), metric('val_loss', 'min', 1, 1)), 'val_loss');
    assert.equal(names(metric('val_loss', 'min', 1, 1), metric('val_acc', 'max', 1, 1)), 'val_acc');
    assert.equal(names(metric('loss', 'min', 1, 1), metric('acc', 'max', 1, 1)), 'acc');
    assert.equal(names(metric('lr', null, 1, 1)), undefined);
  });
});

describe('numbers and times', () => {
  it('have four decimals, an exponent where those say nothing, and a true minus', () => {
    assert.deepEqual([0.12345, 0, -1, 0.0004951, 12345, -0.00001].map(formatMetric), [
      '0.1235',
      '0.0000',
      '−1.0000',
      '4.95e−4',
      '1.23e4',
      '−1.00e−5',
    ]);
    assert.deepEqual([null, NaN, Infinity, -Infinity].map(formatMetric), ['–', 'NaN', '∞', '−∞']);
  });

  it('round the time left', () => {
    assert.deepEqual(
      [12, 60, 1380, 7800, 3599].map((seconds) => formatTimeLeft(seconds, t)),
      ['<1 min', '1 min', '23 min', '2 h 10 min', '1 h 0 min'],
    );
  });

  it('tell how long ago by the calendar, not by 24 hours', () => {
    const at = (...args: [number, number, number, number, number]) => timeOfDay(new Date(...args).getTime(), now, t, 'en');
    assert.equal(at(2026, 4, 20, 0, 5), '00:05');
    assert.equal(at(2026, 4, 19, 23, 59), 'yesterday 23:59');
    assert.equal(at(2026, 4, 18, 11, 20), 'Mon 11:20');
    assert.match(at(2026, 3, 1, 11, 20), /2026/);
  });
});

describe('a sparkline', () => {
  it('breaks at gaps and ends at the last finite value', () => {
    const svg = sparklineSvg([1, 0.5, NaN, 0.25, 0.2, NaN])!;
    assert.equal(svg.match(/M/g)?.length, 2);
    assert.ok(!svg.includes('NaN'));
  });

  it('is not drawn of less than two values, and is a flat line of equal ones', () => {
    assert.equal(sparklineSvg([1, NaN]), undefined);
    assert.ok(!sparklineSvg([2, 2, 2])!.includes('NaN'));
  });
});

describe('the status bar', () => {
  it('is empty when nothing runs', () => {
    assert.equal(statusText([run()], t), undefined);
  });

  it('names the one run with its progress and time left', () => {
    assert.equal(statusText([run({ status: 'running', epoch: 2, eta: 125 })], t)?.text, '$(loading~spin) mnist · epoch 2 of 5 · 2 min');
  });

  it('says that a run is stopping, and counts several', () => {
    const stopping = run({ status: 'running', stopRequested: true, eta: 100 });
    assert.equal(statusText([stopping], t)?.text, '$(loading~spin) mnist · Stopping');
    const two = statusText([stopping, run({ id: 'r2', status: 'running' }), run()], t);
    assert.match(two!.text, /2 runs/);
    assert.equal(two!.tooltip.split('\n').length, 2);
  });

  it('counts those that wait beside those that run, and alone', () => {
    const waiting = [run({ id: 'q1', status: 'queued' }), run({ id: 'q2', status: 'queued' })];
    const running = run({ status: 'running', epoch: 2, eta: 125 });
    assert.equal(statusText([...waiting, running], t)?.text, '$(loading~spin) mnist · epoch 2 of 5 · 2 min · 2 waiting');
    assert.equal(statusText(waiting, t)?.text, '$(circle-outline) 2 waiting');
  });
});

describe('the sentence at the end', () => {
  it('says what came of it', () => {
    assert.equal(endText(run({ metrics: [metric('val_loss', 'min', 0.5, 0.071234)] }), t), 'mnist is done: best val_loss 0.0712.');
    const failure = { cls: 'Error', msg: `first line ${'x'.repeat(300)}\nsecond`, code: 'exception', trace: '' };
    const text = endText(run({ status: 'failed', failure }), t);
    assert.ok(text.startsWith('mnist failed: first line') && text.endsWith('…') && !text.includes('second'));
    assert.match(endText(run({ status: 'lost' }), t), /without a word/);
  });
});
