import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { createLedger } from '#engine/store/ledger.ts';
import { makeLoopDisk, type LoopDisk } from './loop-disk.ts';
import { seeded } from './random.ts';

export interface CutFigures {
  readonly cuts: number;
  /** States that were acknowledged before a cut, over all cuts. */
  readonly acknowledged: number;
  /** Of these, how many the ledger did not know after the cut. */
  readonly forgotten: number;
  /** Cuts after which the ledger did not open. */
  readonly damaged: number;
}

export interface CutOptions {
  readonly cuts: number;
  readonly seed: number;
  readonly synchronous: 'FULL' | 'NORMAL';
  /** No new cut after this moment (`Date.now()`). */
  readonly until?: number;
}

const WRITER = resolve(import.meta.dirname, 'ledger-writer.ts');
const ORDER: readonly string[] = ['queued', 'sending', 'delivered'];
/** A fresh ledger after so many cuts, so that checking stays quick. */
const CUTS_A_LEDGER = 20;

/** Cuts the power while a process writes into a ledger, and looks whether the disk kept what was acknowledged. */
export async function powerCutRig({
  cuts,
  seed,
  synchronous,
  until = Infinity,
}: CutOptions): Promise<CutFigures> {
  const disk = makeLoopDisk();
  const random = seeded(seed);
  const total = { cuts: 0, acknowledged: 0, forgotten: 0, damaged: 0 };
  try {
    while (total.cuts < cuts && Date.now() < until) {
      const some = Math.min(CUTS_A_LEDGER, cuts - total.cuts);
      for (const cut of await cutSome(disk, synchronous, some, random)) {
        total.cuts += 1;
        total.acknowledged += cut.acknowledged;
        total.forgotten += cut.forgotten ?? 0;
        total.damaged += cut.forgotten === undefined ? 1 : 0;
      }
    }
    return total;
  } finally {
    disk.remove();
  }
}

interface Cut {
  readonly acknowledged: number;
  /** Undefined where the ledger did not open. */
  readonly forgotten: number | undefined;
}

async function cutSome(
  disk: LoopDisk,
  synchronous: string,
  count: number,
  random: () => number,
): Promise<Cut[]> {
  const data = join(disk.folder, 'data');
  rmSync(data, { recursive: true, force: true });
  mkdirSync(data);
  const acknowledged = new Map<number, string>();
  const writer = spawn(process.execPath, [WRITER, data, synchronous], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(writer, 'close');
  createInterface({ input: writer.stdout }).on('line', (line) => {
    const [id = '', state = ''] = line.split(' ');
    acknowledged.set(Number(id), state);
  });
  try {
    const done: Cut[] = [];
    while (done.length < count) {
      await sleep(40 + random() * 120);
      const before = new Map(acknowledged);
      if (before.size === 0) continue;
      done.push({ acknowledged: before.size, forgotten: disk.cut((folder) => forgotten(folder, before)) });
    }
    return done;
  } finally {
    writer.kill('SIGKILL');
    await ended;
  }
}

/** How many acknowledged states the ledger of a cut disk does not know. */
function forgotten(folder: string, acknowledged: ReadonlyMap<number, string>): number | undefined {
  try {
    const ledger = createLedger(join(folder, 'data'), Date.now());
    try {
      return [...acknowledged].filter(([id, state]) => {
        const known = ledger.uploads.get(id)?.state ?? '';
        return ORDER.indexOf(known) < ORDER.indexOf(state);
      }).length;
    } finally {
      ledger.close();
    }
  } catch {
    return undefined;
  }
}
