import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type { Row } from '../row.ts';
import { startChatdrop, untilWatching } from '../support/chatdrop.ts';
import { byTurns } from '../support/compare.ts';
import { delaysOf } from '../support/delays.ts';
import { startPortal } from '../support/portal.ts';
import { median } from '../support/statistics.ts';
import type { Workshop } from '../support/workshop.ts';

const QUIET_MS = 1_000;
const DEPARTMENTS = ['anna', 'boris', 'clara', 'dora'];

/** Latency of a local watch beside four on a share that hangs, and beside the same four while it answers. Needs bindfs. */
export const hungDrive: Row = {
  id: 'hung-drive',
  measure: async (workshop) => [
    {
      what: 'latency (p50) beside four watches on a drive that hangs',
      against: 'the same while it answers',
      unit: 'ms',
      ...(await byTurns(
        workshop.runs,
        () => latency(workshop, true),
        () => latency(workshop, false),
      )),
      goal: { of: 'ratio', atMost: 1.2 },
    },
  ],
};

async function latency(workshop: Workshop, hangs: boolean): Promise<number> {
  const share = await mountShare(workshop);
  const portal = await startPortal(workshop);
  const folder = workshop.folder();
  const watches = [folder, ...DEPARTMENTS.map((name) => join(share.folder, name))];
  const chatdrop = startChatdrop(workshop, {
    portals: [portal],
    watches: watches.map((path) => ({ folder: path, quietSeconds: QUIET_MS / 1000 })),
  });
  const onAll = (text: string) => {
    let left = DEPARTMENTS.length;
    return chatdrop.line((line) => line.includes(text) && --left === 0);
  };
  try {
    await Promise.all([untilWatching(chatdrop), onAll('"state":"scanning"')]);
    if (hangs) {
      share.stop();
      await onAll('drive.unresponsive');
    }
    return median(await delaysOf(portal, folder, QUIET_MS));
  } finally {
    await chatdrop.stop();
    await portal.stop();
    share.unmount();
  }
}

async function mountShare(workshop: Workshop) {
  const behind = workshop.folder();
  const folder = workshop.folder();
  for (const name of DEPARTMENTS) mkdirSync(join(behind, name));
  const forgetful = 'attr_timeout=0,entry_timeout=0,negative_timeout=0';
  const daemon = spawn('bindfs', ['-f', '-o', forgetful, behind, folder], { stdio: 'ignore' });
  daemon.on('error', () => undefined); // no bindfs: told below
  for (let waited = 0; spawnSync('mountpoint', ['-q', folder]).status !== 0; waited++) {
    if (waited === 50) throw new Error('bindfs cannot mount here');
    await setTimeout(100);
  }
  return {
    folder,
    stop: () => void daemon.kill('SIGSTOP'),
    unmount: () => {
      daemon.kill('SIGCONT');
      spawnSync('umount', ['-l', folder], { stdio: 'ignore' });
      daemon.kill('SIGKILL');
    },
  };
}
