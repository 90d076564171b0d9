import { env } from 'node:process';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { histories } from './operations.ts';
import { runHistory } from './run-history.ts';

const RUNS = 1_000;

/** Others in every run: what a change does not break in the same few thousand, it may break in these. */
const seed = Number(env['HISTORIES_SEED'] ?? Math.trunc(Math.random() * 2 ** 31));

test(
  `in ${RUNS} random histories that nobody has seen no promise is broken (seed ${seed})`,
  { timeout: 900_000 },
  async () => {
    const property = fc.asyncProperty(histories, async (history) => {
      await runHistory(history);
    });
    const { failed, errorInstance, counterexample } = await fc.check(property, { numRuns: RUNS, seed });

    const again = `HISTORIES_SEED=${seed} npx vitest run --project rooms test/simulation/fresh-histories.test.ts`;
    expect(
      failed,
      `${String(errorInstance)}\n${JSON.stringify(counterexample)}\nagain with: ${again}\n`,
    ).toBe(false);
  },
);
