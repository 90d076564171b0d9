import fc from 'fast-check';
import { expect, test } from 'vitest';
import { firstBreach } from './first-breach.ts';
import { histories } from './operations.ts';
import { runHistory } from './run-history.ts';

const RUNS = 2_000;

test(`in ${RUNS} more random histories no promise is broken`, { timeout: 900_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(histories, async (history) => {
      await runHistory(history);
    }),
    { numRuns: RUNS, seed: 2212 },
  );
});

test('a simulation whose looks into the chat are blind doubles files: it can see them', async () => {
  expect(await firstBreach({ isBlind: true })).toBe('doubled');
});

test('a simulation that looks into the chat at once doubles what is committed late: it can see that', async () => {
  expect(await firstBreach({ verifyAfterMs: 0 })).toBe('doubled');
});

test('a simulation without regular looks at the folder loses files: it can see that', async () => {
  expect(await firstBreach({ isWatcherOnly: true })).toBe('lost');
});
