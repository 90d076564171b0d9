import { setTimeout } from 'node:timers/promises';
import type { Row } from '../row.ts';
import { startChatdrop, untilWatching } from '../support/chatdrop.ts';
import { paired } from '../support/compare.ts';
import { homeKnowing } from '../support/filled-ledger.ts';
import { Process } from '../support/process.ts';
import { peakBytes, residentBytes } from '../support/vitals.ts';
import type { Workshop } from '../support/workshop.ts';

/** Long enough for a collection of garbage and what else follows a start. */
const SETTLES_MS = 3_000;
const MB = 1024 * 1024;
const NOWHERE = { webhook: 'http://127.0.0.1:1/rest/1/none/' };

interface Start {
  readonly readyMs: number;
  readonly settledMB: number;
  readonly peakMB: number;
}

/** 100,000 files that an earlier run has delivered: how soon new ones are noticed, and what that holds in memory. */
export const largeTree: Row = {
  id: 'large-tree',
  measure: async (workshop) => {
    const { root } = workshop.tree(1_000, 100);
    const ours: Start[] = [];
    const peer: Start[] = [];
    for (let run = 0; run < workshop.runs; run++) {
      ours.push(await startOfChatdrop(workshop, root));
      peer.push(await startOfChokidar(workshop, root));
    }
    const line = (key: keyof Start) =>
      paired(
        ours.map((start) => start[key]),
        peer.map((start) => start[key]),
      );
    const against = 'chokidar 6 with its defaults';
    return [
      {
        what: '100,000 known files: process start to “watching”',
        against,
        unit: 'ms',
        goal: { of: 'ratio', atMost: 1.5 },
        ...line('readyMs'),
      },
      {
        what: 'the same: RSS when settled, whole process',
        against,
        unit: 'MB',
        goal: { of: 'ours', atMost: 130 },
        ...line('settledMB'),
      },
      { what: 'the same: peak RSS', against, unit: 'MB', goal: undefined, ...line('peakMB') },
    ];
  },
};

async function startOfChatdrop(workshop: Workshop, root: string): Promise<Start> {
  const home = await homeKnowing(workshop, [root], 'delivered');
  const chatdrop = startChatdrop(workshop, { portals: [NOWHERE], watches: [{ folder: root }], home });
  return measured(chatdrop, untilWatching(chatdrop));
}

async function startOfChokidar(workshop: Workshop, root: string): Promise<Start> {
  const peer = new Process(process.execPath, [workshop.program('watch-chokidar'), root]);
  return measured(
    peer,
    peer.line((line) => line === 'ready').then(() => undefined),
  );
}

async function measured(process_: Process, ready: Promise<void>): Promise<Start> {
  try {
    await ready;
    const readyMs = performance.now() - process_.startedAt;
    await setTimeout(SETTLES_MS);
    return {
      readyMs,
      settledMB: residentBytes(process_.pid) / MB,
      peakMB: peakBytes(process_.pid) / MB,
    };
  } finally {
    await process_.stop();
  }
}
