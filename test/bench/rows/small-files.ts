import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Row } from '../row.ts';
import { startChatdrop, untilDelivered } from '../support/chatdrop.ts';
import { byTurns } from '../support/compare.ts';
import { startPortal } from '../support/portal.ts';
import { Process } from '../support/process.ts';
import type { Workshop } from '../support/workshop.ts';

const FILES = 10_000;
const FILE_BYTES = 10_000;

/** Files a second into one chat, one after another, from the first claim to the last recorded delivery. */
export const smallFiles: Row = {
  id: 'small-files',
  measure: async (workshop) => {
    const folder = workshop.folder();
    for (let file = 0; file < FILES; file++)
      writeFileSync(join(folder, `${file}.bin`), randomBytes(FILE_BYTES));
    return [
      {
        what: '10,000 files of 10 kB: rate, every transition durable',
        against: 'undici loop without ledger, watch or hash',
        unit: 'files/s',
        goal: { of: 'ratio', atLeast: 0.5 },
        ...(await byTurns(
          workshop.runs,
          () => rateOfChatdrop(workshop, folder),
          () => rateOfPeer(workshop, folder),
        )),
      },
    ];
  },
};

async function rateOfChatdrop(workshop: Workshop, folder: string): Promise<number> {
  const portal = await startPortal(workshop);
  const chatdrop = startChatdrop(workshop, { portals: [portal], watches: [{ folder, existing: 'all' }] });
  try {
    const delivered = untilDelivered(chatdrop, FILES);
    await chatdrop.line((line) => line.includes('"state":"sending"'));
    const from = performance.now();
    await delivered;
    return (FILES / (performance.now() - from)) * 1000;
  } finally {
    await chatdrop.stop();
    await portal.stop();
  }
}

async function rateOfPeer(workshop: Workshop, folder: string): Promise<number> {
  const portal = await startPortal(workshop);
  const peer = new Process(process.execPath, [workshop.program('send-undici'), portal.webhook]);
  try {
    await peer.line((line) => line === 'ready');
    const done = peer.line((line) => line === 'done');
    const from = performance.now();
    peer.tell(folder);
    await done;
    return (FILES / (performance.now() - from)) * 1000;
  } finally {
    await peer.stop();
    await portal.stop();
  }
}
