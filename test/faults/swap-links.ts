import { linkSync, renameSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { workerData } from 'node:worker_threads';

/** Swaps a file for a link to a private one or a link for its file, chosen at random each time; at last all are files. */
export interface SwapOrder {
  readonly folder: string;
  /** Holds a hard link of each file, by which it comes back as the very same one. */
  readonly keep: string;
  readonly names: readonly string[];
  readonly canary: string;
  readonly swaps: number;
}

const BETWEEN_RESTS = 50;

const { folder, keep, names, canary, swaps } = workerData as SwapOrder;
const spare = join(keep, 'spare');
const swapped = new Set<string>();

function swap(name: string): void {
  if (swapped.delete(name)) {
    linkSync(join(keep, name), spare);
  } else {
    swapped.add(name);
    symlinkSync(canary, spare);
  }
  renameSync(spare, join(folder, name));
}

for (let done = 0; done < swaps; done += 1) {
  swap(names[Math.floor(Math.random() * names.length)] ?? '');
  if (done % BETWEEN_RESTS === 0) await delay(10);
}
for (const name of swapped) swap(name);
