import { expect, test } from 'vitest';
import { MOMENTS } from './kill-moments.ts';
import { killRig } from './kill-rig.ts';

const KILLS = 100;

/** Two offices at once: most of the time a process starts or a portal takes its time. */
test(
  'killed two hundred times, at random and after every step that is on disk, it loses, doubles and changes nothing',
  { timeout: 300_000, retry: 0 },
  async () => {
    const runs = await Promise.all([1, 2].map((seed) => killRig({ kills: KILLS, seed, verifyAfterMs: 300 })));

    for (const run of runs) {
      expect(run).toMatchObject({ kills: KILLS, lost: 0, doubled: 0, differing: 0 });
      expect(MOMENTS.filter((moment) => run.hits[moment].hit === 0)).toEqual([]);
    }
  },
);

test(
  'a portal that posts later than the wait before the look is seen to double files: the rig can see them',
  { timeout: 120_000 },
  async () => {
    const { doubled } = await killRig({ kills: 6, seed: 3, verifyAfterMs: 0, alwaysLateByMs: 1_500 });

    expect(doubled).toBeGreaterThan(0);
  },
);
