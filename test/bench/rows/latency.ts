import type { Figures, Row } from '../row.ts';
import { startChatdrop, untilWatching } from '../support/chatdrop.ts';
import { delaysOf } from '../support/delays.ts';
import { startPortal } from '../support/portal.ts';
import { median, quantileOf } from '../support/statistics.ts';
import type { Workshop } from '../support/workshop.ts';

const QUIET_MS = 1_000;

/** From a file's last byte to the first byte of its request, without the quiet time that was asked for. */
export const latency: Row = {
  id: 'latency',
  measure: async (workshop) => {
    const runs: number[][] = [];
    for (let run = 0; run < workshop.runs; run++) runs.push(await delays(workshop));
    const line = (what: string, quantile: number, atMost: number): Figures => {
      const ours = runs.map((run) => quantileOf(run, quantile));
      return {
        what,
        against: 'none',
        unit: 'ms',
        ours: median(ours),
        peer: undefined,
        ratio: undefined,
        goal: { of: 'ours', atMost },
        runs: { ours, peer: [] },
      };
    };
    return [
      line('file closed to request, beyond the quiet time: p50', 0.5, 30),
      line('the same: p99', 0.99, 150),
    ];
  },
};

async function delays(workshop: Workshop): Promise<number[]> {
  const portal = await startPortal(workshop);
  const folder = workshop.folder();
  const watches = [{ folder, quietSeconds: QUIET_MS / 1000 }];
  const chatdrop = startChatdrop(workshop, { portals: [portal], watches });
  try {
    await untilWatching(chatdrop);
    return await delaysOf(portal, folder, QUIET_MS);
  } finally {
    await chatdrop.stop();
    await portal.stop();
  }
}
