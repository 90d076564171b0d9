import fc from 'fast-check';
import { Broken, type Breach } from '#test/simulation/broken.ts';
import { histories } from '#test/simulation/operations.ts';
import { runHistory } from '#test/simulation/run-history.ts';

export interface HistoryFigures {
  readonly histories: number;
  readonly breaches: Readonly<Record<Breach, number>>;
}

const BATCH = 100;

/** Lives through random histories until there were so many, or time is up. Prints those that break a promise. */
export async function liveThrough(count: number, seed: number, until: number): Promise<HistoryFigures> {
  const breaches = { lost: 0, doubled: 0, differing: 0, other: 0 };
  let done = 0;
  while (done < count && Date.now() < until) {
    for (const history of fc.sample(histories, { seed: seed + done, numRuns: BATCH })) {
      done += 1;
      try {
        await runHistory(history);
      } catch (error) {
        if (!(error instanceof Broken)) throw error;
        breaches[error.breach] += 1;
        console.log(`${error.breach}: ${error.message}\n${JSON.stringify(history)}`);
      }
    }
  }
  return { histories: done, breaches };
}
