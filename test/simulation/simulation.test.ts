import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { KEPT } from './kept-histories.ts';
import { histories } from './operations.ts';
import { runHistory } from './run-history.ts';

/**
 * Split, so that two cores share them (`simulation-2.test.ts`). The same histories in every run, so that a change is
 * judged by what it changed; `fresh-histories.test.ts` and `npm run soak` try new ones each time.
 */
const RUNS = 2_000;

test(
  `in ${RUNS} random histories every settled file is in its chat once and whole, or its reason in the history`,
  { timeout: 900_000 },
  async () => {
    await fc.assert(
      fc.asyncProperty(histories, async (history) => {
        await runHistory(history);
      }),
      { numRuns: RUNS, seed: 2211 },
    );
  },
);

describe('what went wrong once stays right', () => {
  test.each(Object.entries(KEPT))('%s', async (_what, history) => {
    await runHistory(history);
  });
});

test('the same history gives the same trace twice', async () => {
  for (const history of fc.sample(histories, { seed: 1, numRuns: 30 })) {
    expect(await runHistory(history)).toEqual(await runHistory(history));
  }
});
