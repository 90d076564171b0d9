import type { Row } from '../row.ts';
import { byTurns } from '../support/compare.ts';
import { Process } from '../support/process.ts';
import { median } from '../support/statistics.ts';

/** Starts in a row of which the median counts: one start is over too soon to be measured well. */
const STARTS = 11;

/** How long a person waits for `chatdrop --help`. */
export const help: Row = {
  id: 'help',
  measure: async ({ runs, command }) => [
    {
      what: 'chatdrop --help',
      against: 'node -e 0',
      unit: 'ms',
      goal: { of: 'ratio', atMost: 2.5 },
      ...(await byTurns(
        runs,
        () => startsOf([command, '--help']),
        () => startsOf(['-e', '0']),
      )),
    },
  ],
};

async function startsOf(args: readonly string[]): Promise<number> {
  const times: number[] = [];
  for (let start = 0; start < STARTS; start++) {
    const process_ = new Process(process.execPath, args);
    await process_.end();
    times.push(performance.now() - process_.startedAt);
  }
  return median(times);
}
