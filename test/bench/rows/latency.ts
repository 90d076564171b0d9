import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type { Figures, Row } from '../row.ts';
import { startChatdrop, untilWatching } from '../support/chatdrop.ts';
import { startPortal } from '../support/portal.ts';
import { median, quantileOf } from '../support/statistics.ts';
import type { Workshop } from '../support/workshop.ts';

const FILES = 200;
const QUIET_MS = 1_000;
/** Between two files; odd, so that they meet every phase of whatever runs at intervals. */
const GAP_MS = 67;

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
    const written: number[] = [];
    for (let file = 0; file < FILES; file++) {
      writeFileSync(join(folder, `${file}.bin`), randomBytes(10_000));
      written.push(performance.timeOrigin + performance.now());
      await setTimeout(GAP_MS);
    }
    let arrived = await portal.arrivals();
    while (arrived.length < FILES) {
      await setTimeout(100);
      arrived = await portal.arrivals();
    }
    return written.map((at, file) => (arrived[file] ?? NaN) - at - QUIET_MS);
  } finally {
    await chatdrop.stop();
    await portal.stop();
  }
}
