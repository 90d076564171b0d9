import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Broken } from './broken.ts';
import { histories } from './operations.ts';
import { runHistory } from './run-history.ts';
import type { Sabotage } from './world.ts';

const RUNS = 2_500;

test(`in ${RUNS} more random histories no promise is broken`, { timeout: 300_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(histories, async (history) => {
      await runHistory(history);
    }),
    { numRuns: RUNS },
  );
});

test('a simulation whose looks into the chat are blind doubles files: it can see them', async () => {
  expect(await firstFailure({ isBlind: true })).toMatch(/^doubled/u);
});

test('a simulation that looks into the chat at once doubles what is committed late: it can see that', async () => {
  expect(await firstFailure({ verifyAfterMs: 0 })).toMatch(/^doubled/u);
});

test('a simulation without regular looks at the folder loses files: it can see that', async () => {
  expect(await firstFailure({ isWatcherOnly: true })).toMatch(/^lost/u);
});

/** What the first of some random histories that fails says. */
async function firstFailure(sabotage: Sabotage): Promise<string> {
  for (const history of fc.sample(histories, { seed: 2, numRuns: 100 })) {
    try {
      await runHistory({ ...history, canRead: true }, sabotage);
    } catch (error) {
      if (error instanceof Broken) return error.message;
      throw error;
    }
  }
  return 'nothing failed';
}
