import type { Figures, Row } from '../row.ts';
import { Process } from '../support/process.ts';
import { quantileOf } from '../support/statistics.ts';

const SIZES = [
  { uploads: 200_000, atMostMs: 50 },
  { uploads: 1_000_000, atMostMs: 400 },
] as const;

/** The slowest of the questions that the history window asks, in a ledger of each size. */
export const history: Row = {
  id: 'history',
  measure: async (workshop) => {
    const lines: Figures[] = [];
    for (const { uploads, atMostMs } of SIZES) {
      const args = [workshop.program('history'), workshop.folder(), String(uploads)];
      const child = new Process(process.execPath, args);
      const times = JSON.parse(await child.line(() => true)) as Readonly<Record<string, readonly number[]>>;
      await child.end();
      const questions = Object.entries(times).map(([name, runs]) => ({
        name,
        runs,
        p95: quantileOf(runs, 0.95),
      }));
      const slowest = questions.reduce((one, other) => (other.p95 > one.p95 ? other : one));
      lines.push({
        what: `history of ${uploads.toLocaleString('en')} rows, slowest question (${slowest.name}): p95`,
        against: 'none',
        unit: 'ms',
        ours: slowest.p95,
        peer: undefined,
        ratio: undefined,
        goal: { of: 'ours', atMost: atMostMs },
        runs: { ours: slowest.runs, peer: [] },
      });
    }
    return lines;
  },
};
