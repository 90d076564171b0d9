import type { Row } from '../row.ts';
import { Process } from '../support/process.ts';

const FILES = 10_000;
const PER_SECOND = 2;
const BURST = 50;

/** How much of what the portal allows is used. Virtual time, so the figure is the same in every run. */
export const bucket: Row = {
  id: 'bucket',
  measure: async (workshop) => {
    const args = [workshop.folder(), FILES, PER_SECOND, BURST].map(String);
    const child = new Process(process.execPath, [workshop.program('bucket'), ...args]);
    const took = Number(await child.line(() => true));
    await child.end();
    // The first requests of a full bucket go out at once; each further one waits until a place is free.
    const least = (FILES - BURST) / PER_SECOND;
    const [ours, peer] = [FILES / took, FILES / least];
    return [
      {
        what: '10,000 files against 2/s with burst 50, virtual time: rate',
        against: 'arithmetic of the bucket',
        unit: 'files/s',
        ours,
        peer,
        ratio: ours / peer,
        goal: { of: 'ratio', atLeast: 0.98 },
        runs: { ours: [ours], peer: [peer] },
      },
    ];
  },
};
