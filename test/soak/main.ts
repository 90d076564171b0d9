import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { killRig } from '#test/crash/kill-rig.ts';
import { whyNoLoopDisk } from '#test/crash/loop-disk.ts';
import { powerCutRig } from '#test/crash/power-cut-rig.ts';
import { everyLineFault, networkRig } from '#test/faults/network-rig.ts';
import { controls } from './controls.ts';
import { liveThrough } from './histories.ts';

/** Runs every rig for its share of the time, or until it has done its number, and prints what came out. */
const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '60' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    kills: { type: 'string', default: '10000' },
    cuts: { type: 'string', default: '500' },
    histories: { type: 'string', default: '100000' },
  },
});
const seed = Number(values.seed);
const totalMs = Number(values.minutes) * 60_000;
const until = (share: number) => Date.now() + share * totalMs;

const VERIFY_AFTER_MS = 300;
const LINES = 4;

console.log(`seed ${seed}, at most ${values.minutes} minutes`);
const total = { files: 0, lost: 0, doubled: 0, differing: 0, other: 0 };
const add = (figures: Partial<typeof total>) => {
  for (const key of ['files', 'lost', 'doubled', 'differing', 'other'] as const)
    total[key] += figures[key] ?? 0;
};

const lived = await liveThrough(Number(values.histories), seed, until(0.35));
add(lived.breaches);
console.log(`histories ${lived.histories}`);

const offices = Math.max(2, cpus().length);
const killsUntil = until(0.4);
const killed = await Promise.all(
  Array.from({ length: offices }, (_, office) =>
    killRig({
      kills: Math.ceil(Number(values.kills) / offices),
      seed: seed + office,
      verifyAfterMs: VERIFY_AFTER_MS,
      until: killsUntil,
    }),
  ),
);
for (const figures of killed) add(figures);
console.log(`kills ${killed.reduce((sum, { kills }) => sum + kills, 0)}`);

const reason = whyNoLoopDisk();
if (reason === undefined) {
  const cut = await powerCutRig({ cuts: Number(values.cuts), seed, synchronous: 'FULL', until: until(0.1) });
  add({ lost: cut.forgotten, other: cut.damaged });
  console.log(
    `cuts ${cut.cuts} (${cut.acknowledged} acknowledged states, ${cut.forgotten} forgotten, ${cut.damaged} damaged)`,
  );
} else {
  console.log(`cuts skipped: ${reason}`);
}

const faultsUntil = until(0.1);
let faults = 0;
do {
  const shapes = everyLineFault();
  const lines = Array.from({ length: LINES }, (_, line) => shapes.filter((_, at) => at % LINES === line));
  for (const figures of await Promise.all(lines.map(networkRig))) {
    add(figures);
    faults += figures.faults;
  }
} while (Date.now() < faultsUntil);
console.log(`faults ${faults}`);

const blind = await controls(reason);

console.log(`files ${total.files}`);
console.log(
  `lost ${total.lost}, doubled ${total.doubled}, differing ${total.differing}, other breaches ${total.other}`,
);
const isFine = total.lost + total.doubled + total.differing + total.other + blind === 0;
console.log(isFine ? 'every promise was kept' : 'promises were broken, or a rig is blind');
process.exit(isFine ? 0 : 1);
