import { cpus } from 'node:os';
import { addHits, NO_HITS } from '#test/crash/kill-moments.ts';
import { killRig, type Figures } from '#test/crash/kill-rig.ts';

const VERIFY_AFTER_MS = 600;

/** Most of a life is waiting, so that each core serves several offices. */
const OFFICES_A_CORE = 3;

/** An office that grows old spends its time listing what it has; a new one begins after so many kills. */
const KILLS_AN_OFFICE = 50;

/** Kills the command in several offices at once, until there were so many kills or time is up. */
export async function killUntil(count: number, seed: number, until: number): Promise<Figures> {
  const total = { kills: 0, files: 0, lost: 0, doubled: 0, differing: 0, hits: NO_HITS };
  let left = count;
  let office = 0;
  const serve = async () => {
    while (left > 0 && Date.now() < until) {
      const kills = Math.min(left, KILLS_AN_OFFICE);
      left -= kills;
      office += 1;
      const figures = await killRig({ kills, seed: seed + office, verifyAfterMs: VERIFY_AFTER_MS, until });
      for (const key of ['kills', 'files', 'lost', 'doubled', 'differing'] as const)
        total[key] += figures[key];
      total.hits = addHits(total.hits, figures.hits);
    }
  };
  await Promise.all(Array.from({ length: OFFICES_A_CORE * cpus().length }, serve));
  return total;
}
