import { expect, test } from 'vitest';
import { everyLineFault, networkRig } from './network-rig.ts';

test(
  'whatever the line does to an upload, its file is in the chat once and whole',
  { timeout: 150_000 },
  async () => {
    const faults = everyLineFault();
    const lines = [0, 1, 2, 3].map((line) => faults.filter((_, at) => at % 4 === line));

    const runs = await Promise.all(lines.map(networkRig));

    for (const run of runs)
      expect(run).toMatchObject({ faults: run.files, lost: 0, doubled: 0, differing: 0 });
  },
);
