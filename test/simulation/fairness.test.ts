import { expect, test } from 'vitest';
import { shareOnePortal } from './fairness.ts';

test(
  'fifty PCs with ten files each share one portal: all delivered, none doubled, nobody waits for long',
  { timeout: 120_000 },
  async () => {
    const { delivered, doubled, finishedAtMs } = await shareOnePortal({ pcs: 50, filesEach: 10 });
    const sorted = finishedAtMs.toSorted((a, b) => a - b);
    const [median = 0, slowest = Infinity] = [sorted[Math.floor(sorted.length / 2)], sorted.at(-1)];

    expect({ delivered, doubled }).toEqual({ delivered: 500, doubled: 0 });
    expect(slowest).toBeLessThanOrEqual(2 * median);
  },
);
