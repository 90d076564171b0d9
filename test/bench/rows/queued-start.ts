import type { Row } from '../row.ts';
import { startChatdrop } from '../support/chatdrop.ts';
import { homeKnowing } from '../support/filled-ledger.ts';
import { median } from '../support/statistics.ts';
import { startPortal } from '../support/portal.ts';
import type { Workshop } from '../support/workshop.ts';

/** Killed while 100,000 uploads were queued: how long the next start takes to its first request. */
export const queuedStart: Row = {
  id: 'queued-start',
  measure: async (workshop) => {
    const many = workshop.tree(1_000, 100).root;
    const few = workshop.tree(1, 1).root;
    const ours: number[] = [];
    const peer: number[] = [];
    for (let run = 0; run < workshop.runs; run++) {
      ours.push(await firstRequestMs(workshop, many));
      peer.push(await firstRequestMs(workshop, few));
    }
    const [a, b] = [median(ours), median(peer)];
    return [
      {
        what: 'start with 100,000 queued uploads after a kill: first request later by',
        against: 'start with one',
        unit: 'ms',
        ours: median(ours.map((ms, run) => ms - (peer[run] ?? NaN))),
        peer: b,
        ratio: a / b,
        goal: { of: 'ours', atMost: 1_000 },
        runs: { ours, peer },
      },
    ];
  },
};

async function firstRequestMs(workshop: Workshop, root: string): Promise<number> {
  const other = workshop.tree(1, 2).root;
  const portal = await startPortal(workshop);
  // The first upload of the first watch was under way; its dialog waits for a look, the other one goes on.
  const home = await homeKnowing(workshop, [other, root], 'killed');
  const chatdrop = startChatdrop(workshop, {
    portals: [portal],
    watches: [
      { folder: other, dialog: 'chat5' },
      { folder: root, dialog: 'chat7' },
    ],
    home,
  });
  try {
    await chatdrop.line((line) => line.includes('"state":"sending"'));
    return performance.now() - chatdrop.startedAt;
  } finally {
    await chatdrop.stop('SIGKILL');
    await portal.stop();
  }
}
