import { expect, test } from 'vitest';
import { whyNoLoopDisk } from './loop-disk.ts';
import { powerCutRig } from './power-cut-rig.ts';

const reason = whyNoLoopDisk();
if (reason !== undefined) console.log(`skipped: power cuts: ${reason}`);

test.skipIf(reason !== undefined)(
  'after thirty simulated power cuts the ledger opens and knows everything it had acknowledged',
  { timeout: 120_000, retry: 0 },
  async () => {
    const figures = await powerCutRig({ cuts: 30, seed: 1, synchronous: 'FULL' });

    expect(figures).toMatchObject({ cuts: 30, forgotten: 0, damaged: 0 });
    expect(figures.acknowledged).toBeGreaterThan(30);
  },
);

test.skipIf(reason !== undefined)(
  'with synchronous=NORMAL acknowledged states are lost: the rig can see that',
  { timeout: 120_000 },
  async () => {
    const { forgotten } = await powerCutRig({ cuts: 20, seed: 2, synchronous: 'NORMAL' });

    expect(forgotten).toBeGreaterThan(0);
  },
);
