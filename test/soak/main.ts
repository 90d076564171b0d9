import { parseArgs } from 'node:util';
import { whyNoLoopDisk } from '#test/crash/loop-disk.ts';
import { powerCutRig } from '#test/crash/power-cut-rig.ts';
import { everyLineFault, networkRig } from '#test/faults/network-rig.ts';
import { controls } from './controls.ts';
import { killUntil } from './kills.ts';
import { liveOnEveryCore } from './on-every-core.ts';

/** Runs every rig for its share of the time, or until it has done its number, and prints what came out. */
const { values } = parseArgs({
  options: {
    // Ten thousand kills take 45 to 90 minutes of two cores, and get 60 % of this; a run that falls short says so.
    minutes: { type: 'string', default: '150' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    kills: { type: 'string', default: '10000' },
    cuts: { type: 'string', default: '500' },
    histories: { type: 'string', default: '100000' },
  },
});
const seed = Number(values.seed);
const totalMs = Number(values.minutes) * 60_000;
const startedAt = Date.now();
/** Shares of the whole time, so that what one rig leaves over goes to the next. */
const until = (share: number) => startedAt + share * totalMs;

const LINES = 4;

console.log(`seed ${seed}, at most ${values.minutes} minutes`);
const total = { files: 0, lost: 0, doubled: 0, differing: 0, other: 0 };
const add = (figures: Partial<typeof total>) => {
  for (const key of ['files', 'lost', 'doubled', 'differing', 'other'] as const)
    total[key] += figures[key] ?? 0;
};

const shortfalls: string[] = [];
const compare = (what: string, done: number, wanted: number) => {
  if (done < wanted) shortfalls.push(`${what}: ${done} of ${wanted}`);
};

const lived = await liveOnEveryCore(Number(values.histories), seed, until(0.25));
add(lived.breaches);
console.log(`histories ${lived.histories}`);
compare('histories', lived.histories, Number(values.histories));

const killed = await killUntil(Number(values.kills), seed, until(0.85));
add(killed);
console.log(`kills ${killed.kills}`);
const hits = Object.entries(killed.hits).map(([moment, { hit, of }]) => `${moment} ${hit} of ${of}`);
console.log(`moments hit: ${hits.join(', ')}`);
compare('kills', killed.kills, Number(values.kills));

const reason = whyNoLoopDisk();
if (reason === undefined) {
  const cut = await powerCutRig({ cuts: Number(values.cuts), seed, synchronous: 'FULL', until: until(0.93) });
  add({ lost: cut.forgotten, other: cut.damaged });
  compare('cuts', cut.cuts, Number(values.cuts));
  console.log(
    `cuts ${cut.cuts} (${cut.acknowledged} acknowledged states, ${cut.forgotten} forgotten, ${cut.damaged} damaged)`,
  );
} else {
  console.log(`cuts skipped: ${reason}`);
  compare('cuts', 0, Number(values.cuts));
}

const faultsUntil = until(1);
let faults = 0;
do {
  const shapes = everyLineFault();
  const lines = Array.from({ length: LINES }, (_, line) => shapes.filter((_, at) => at % LINES === line));
  for (const figures of await Promise.all(lines.map((line) => networkRig(line)))) {
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
for (const shortfall of shortfalls) console.log(`fewer than asked for: ${shortfall}`);
const isFine = total.lost + total.doubled + total.differing + total.other + blind === 0;
console.log(isFine ? 'every promise was kept' : 'promises were broken, or a rig is blind');
process.exit(isFine ? 0 : 1);
