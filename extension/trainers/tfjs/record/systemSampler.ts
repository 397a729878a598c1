import type { EventDraft } from './eventWriter';

/** Samples what this process uses. The share of a core is measured from one sample to the next. */
export class SystemSampler {
  #cpu = process.cpuUsage();
  #at = performance.now();

  sample(tensors: number | undefined): EventDraft {
    const now = performance.now();
    const used = process.cpuUsage(this.#cpu);
    const elapsed = (now - this.#at) * 1000;
    this.#cpu = process.cpuUsage();
    this.#at = now;
    const cpu = elapsed > 0 ? Math.round(((used.user + used.system) / elapsed) * 1000) / 1000 : undefined;
    return { k: 'system', cpu, rss: process.memoryUsage.rss(), tensors };
  }
}
