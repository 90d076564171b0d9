import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { MAX_FILE_BYTES } from '#domain/limits.ts';
import type { Figures, Row } from '../row.ts';
import { bigFile } from '../support/big-file.ts';
import { startChatdrop, untilDelivered, untilWatching } from '../support/chatdrop.ts';
import { homeKnowing } from '../support/filled-ledger.ts';
import { startPortal } from '../support/portal.ts';
import { putFile } from '../support/put-file.ts';
import { median } from '../support/statistics.ts';
import type { Workshop } from '../support/workshop.ts';

interface Delay {
  readonly p99: number;
  readonly max: number;
}

/** How long the engine keeps anything else waiting while it sends the largest file and scans 100,000 others. */
export const loopDelay: Row = {
  id: 'loop-delay',
  measure: async (workshop) => {
    const file = bigFile(workshop, MAX_FILE_BYTES);
    const busy: Delay[] = [];
    const idle: Delay[] = [];
    for (let run = 0; run < workshop.runs; run++) {
      busy.push(await delayWhile(workshop, file));
      idle.push(await delayWhile(workshop, undefined));
    }
    const line = (what: string, key: keyof Delay, atMost?: number): Figures => {
      const runs = { ours: busy.map((delay) => delay[key]), peer: idle.map((delay) => delay[key]) };
      const [ours, peer] = [median(runs.ours), median(runs.peer)];
      const goal = atMost === undefined ? undefined : ({ of: 'ours', atMost } as const);
      return {
        what,
        against: 'the same process idle',
        unit: 'ms',
        ours,
        peer,
        ratio: ours / peer,
        goal,
        runs,
      };
    };
    return [
      line('event loop delay, 100 MiB sent while 100,000 files are scanned: p99', 'p99', 20),
      line('the same: longest', 'max'),
    ];
  },
};

/** With a file: the loop from process start to its delivery. Without: a second of rest. */
async function delayWhile(workshop: Workshop, file: string | undefined): Promise<Delay> {
  const { root } = workshop.tree(1_000, 100);
  const portal = await startPortal(workshop);
  const folder = workshop.folder();
  const home =
    file === undefined ? workshop.folder() : await homeKnowing(workshop, [root, folder], 'delivered');
  const result = join(home, 'delay.json');
  const watches =
    file === undefined ? [{ folder }] : [{ folder: root }, { folder, dialog: 'chat7', quietSeconds: 0.1 }];
  if (file !== undefined) putFile(file, join(folder, 'big.bin'));
  const chatdrop = startChatdrop(workshop, {
    portals: [portal],
    watches,
    home,
    preload: workshop.program('loop-delay'),
    env: { CHATDROP_LOOP_DELAY: result },
  });
  const done = file === undefined ? Promise.resolve() : untilDelivered(chatdrop, 1);
  if (file === undefined) {
    await untilWatching(chatdrop);
    chatdrop.child.kill('SIGUSR2');
    await setTimeout(1_000);
  }
  await done;
  await chatdrop.stop();
  await portal.stop();
  return JSON.parse(readFileSync(result, 'utf8')) as Delay;
}
