import { renameSync, symlinkSync, unlinkSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { workerData } from 'node:worker_threads';

/** Swaps a watched folder for a link to a private one and back again; at last the folder is in its place. */
export interface RootSwapOrder {
  readonly root: string;
  readonly folder: string;
  readonly secrets: string;
  readonly swaps: number;
}

const BETWEEN_RESTS = 25;

const { root, folder, secrets, swaps } = workerData as RootSwapOrder;
const aside = join(root, 'aside');

for (let done = 0; done < swaps; done += 1) {
  renameSync(folder, aside);
  symlinkSync(secrets, folder);
  if (done % BETWEEN_RESTS === 0) await delay(5);
  unlinkSync(folder);
  renameSync(aside, folder);
  if (done % BETWEEN_RESTS === 0) await delay(5);
}
