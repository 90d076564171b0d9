import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpus } from 'node:os';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline';
import type { Breach } from '#test/simulation/broken.ts';
import type { HistoryFigures } from './histories.ts';

const PROCESS = resolve(import.meta.dirname, 'histories-child.ts');

/** Far apart, so that no two processes live through the same histories. */
const SEEDS_APART = 100_000_000;

const HISTORIES_A_PROCESS = 5_000;

const NOTHING: HistoryFigures = { histories: 0, breaches: { lost: 0, doubled: 0, differing: 0, other: 0 } };

/** Lives through random histories with a process for each core, and prints those that break a promise. */
export async function liveOnEveryCore(count: number, seed: number, until: number): Promise<HistoryFigures> {
  const cores = cpus().length;
  const shares = Array.from({ length: cores }, (_, core) =>
    share(Math.ceil(count / cores), seed + core * SEEDS_APART, until),
  );
  return (await Promise.all(shares)).reduce(sum, NOTHING);
}

function sum(a: HistoryFigures, b: HistoryFigures): HistoryFigures {
  const of = (breach: Breach) => a.breaches[breach] + b.breaches[breach];
  return {
    histories: a.histories + b.histories,
    breaches: { lost: of('lost'), doubled: of('doubled'), differing: of('differing'), other: of('other') },
  };
}

/** One core's share, by one process after another: what killed lives leave behind in a process is never given back. */
async function share(count: number, seed: number, until: number): Promise<HistoryFigures> {
  let total = NOTHING;
  while (total.histories < count && Date.now() < until) {
    const portion = Math.min(HISTORIES_A_PROCESS, count - total.histories);
    total = sum(total, await portionOf(portion, seed + total.histories, until));
  }
  return total;
}

async function portionOf(count: number, seed: number, until: number): Promise<HistoryFigures> {
  const args = [PROCESS, count, seed, until].map(String);
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  let last: string | undefined;
  createInterface({ input: child.stdout }).on('line', (line) => {
    if (last !== undefined) console.log(last);
    last = line;
  });
  const [code] = (await once(child, 'close')) as [number | null];
  if (code !== 0 || last === undefined)
    throw new Error(`the histories of seed ${seed} ended with ${String(code)}`);
  return JSON.parse(last) as HistoryFigures;
}
