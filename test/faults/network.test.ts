import { expect, test } from 'vitest';
import type { LineFault } from '#test/support/faulty-proxy.ts';
import { everyLineFault, networkRig } from './network-rig.ts';

test(
  'whatever the line does to an upload, its file is in the chat once and whole',
  { timeout: 150_000 },
  async () => {
    const faults = everyLineFault();
    const lines = [0, 1, 2, 3].map((line) => faults.filter((_, at) => at % 4 === line));

    const runs = await Promise.all(lines.map((line) => networkRig(line)));

    for (const run of runs)
      expect(run).toMatchObject({ faults: run.files, lost: 0, doubled: 0, differing: 0, other: 0 });
  },
);

const PASSING: LineFault = { type: 'delay', ms: 0 };
const STALE: readonly LineFault[] = [1, 2, 3].flatMap(() => [{ type: 'stale-answer' }, PASSING]);

test('the answer to an upload cannot come again for the next one, which goes over another connection', async () => {
  const figures = await networkRig(STALE);

  expect(figures).toMatchObject({
    files: STALE.length,
    staleAnswers: 0,
    lost: 0,
    doubled: 0,
    differing: 0,
    other: 0,
  });
});
