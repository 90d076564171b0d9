import { setTimeout } from 'node:timers/promises';
import type { Row } from '../row.ts';
import { startChatdrop, untilWatching } from '../support/chatdrop.ts';
import { homeKnowing } from '../support/filled-ledger.ts';
import { processorMs, residentBytes } from '../support/vitals.ts';

const WINDOW_MS = 180_000;

/** What the program takes from the machine while nothing happens, scans included. One run: it takes three minutes. */
export const idle: Row = {
  id: 'idle',
  measure: async (workshop) => {
    const folders = workshop.tree(1_000, 100).parts;
    const home = await homeKnowing(workshop, folders, 'delivered');
    const chatdrop = startChatdrop(workshop, {
      portals: [{ webhook: 'http://127.0.0.1:1/rest/1/none/' }],
      watches: folders.map((folder, index) => ({ folder, dialog: index === 0 ? 'chat5' : 'chat7' })),
      home,
    });
    try {
      await untilWatching(chatdrop, folders.length);
      await setTimeout(5_000);
      const before = processorMs(chatdrop.pid);
      await setTimeout(WINDOW_MS);
      const share = ((processorMs(chatdrop.pid) - before) / WINDOW_MS) * 100;
      console.error(`idle with 20 watches: ${(residentBytes(chatdrop.pid) / 1024 / 1024).toFixed(0)} MB`);
      return [
        {
          what: 'idle, 20 watches, 100,000 files, scans included, 3 min: of a core',
          against: 'none',
          unit: '%',
          ours: share,
          peer: undefined,
          ratio: undefined,
          goal: { of: 'ours', atMost: 0.7 },
          runs: { ours: [share], peer: [] },
        },
      ];
    } finally {
      await chatdrop.stop();
    }
  },
};
