import fc from 'fast-check';
import { Broken, type Breach } from './broken.ts';
import { histories } from './operations.ts';
import { runHistory } from './run-history.ts';
import type { Sabotage } from './world.ts';

const HISTORIES = 100;

/** How the first of a hundred random histories under sabotage breaks a promise; undefined when none does. */
export async function firstBreach(sabotage: Sabotage): Promise<Breach | undefined> {
  for (const history of fc.sample(histories, { seed: 2, numRuns: HISTORIES })) {
    try {
      await runHistory({ ...history, canRead: true, existing: 'all' }, sabotage);
    } catch (error) {
      if (!(error instanceof Broken)) throw error;
      if (error.breach !== 'other') return error.breach;
    }
  }
  return undefined;
}
