import type { Figures } from '../row.ts';
import { median } from './statistics.ts';

type Measure = () => Promise<number>;
type Measured = Pick<Figures, 'ours' | 'peer' | 'ratio' | 'runs'>;

/** Measures ours and the peer's by turns (A B A B), so that what else the machine does strikes both alike. */
export async function byTurns(runs: number, ours: Measure, peer: Measure): Promise<Measured> {
  const figures = { ours: [] as number[], peer: [] as number[] };
  for (let run = 0; run < runs; run++) {
    figures.ours.push(await ours());
    figures.peer.push(await peer());
  }
  return paired(figures.ours, figures.peer);
}

/** Medians of both, and the median of the ratios of neighbours. */
export function paired(ours: readonly number[], peer: readonly number[]): Measured {
  const ratios = ours.map((figure, run) => figure / (peer[run] ?? NaN));
  return { ours: median(ours), peer: median(peer), ratio: median(ratios), runs: { ours, peer } };
}
