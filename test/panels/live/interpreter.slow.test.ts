import assert from 'node:assert/strict';
import type { FromLive, LiveState, ToLive } from '../../../extension/protocol/livePanel';
import { axeViolations, startPanels, type Panels } from '../support/panelPage';
import { sampleNow, sampleRun, sampleSummary } from '../support/sampleRuns';

const python = { path: "/home/ada/my net's/.venv/bin/python", version: '3.12.4', source: 'environments', environment: 'venv' } as const;

describe('the interpreter in the live view', function () {
  this.timeout(60_000);
  let panels: Panels;
  before(async () => {
    panels = await startPanels();
  });
  after(() => panels.close());

  it('is told of a Python program, with its path behind it', async () => {
    const panel = await panels.open<ToLive, FromLive>({ bundle: 'live', width: 340, height: 900 });
    await panel.waitFor('ready');
    const show = (kind: 'python' | 'tfjs') => {
      const runs = [
        sampleSummary('net', sampleRun({ seed: 19, epochs: 3 }), { kind, ...(kind === 'python' ? { interpreter: python } : {}) }),
      ];
      const state: LiveState = { runs, selected: null, series: [], figures: [], offer: null, now: sampleNow, trusted: true };
      return panel.post({ type: 'state', state });
    };
    const section = panel.page.locator('.device');
    await show('python');
    assert.match(await section.innerText(), /Interpreter\s+Python 3\.12\.4 \(\.venv\)/);
    assert.equal(await section.locator('.pair', { hasText: 'Interpreter' }).getAttribute('title'), python.path);
    assert.deepEqual(await axeViolations(panel.page), []);
    await show('tfjs');
    assert.doesNotMatch(await section.innerText(), /Interpreter/);
    await panel.close();
    assert.deepEqual(panel.problems, []);
  });
});
