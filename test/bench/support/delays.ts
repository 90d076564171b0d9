import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type { BenchPortal } from './portal.ts';

const FILES = 200;
/** Between two files; odd, so that they meet every phase of whatever runs at intervals. */
const GAP_MS = 67;

/**
 * Writes files into a watched folder one by one.
 * @param quietMs the quiet time of the watch
 * @returns milliseconds from the last byte of each to the first byte of its request, without the quiet time
 */
export async function delaysOf(portal: BenchPortal, folder: string, quietMs: number): Promise<number[]> {
  const written: number[] = [];
  for (let file = 0; file < FILES; file++) {
    writeFileSync(join(folder, `${file}.bin`), randomBytes(10_000));
    written.push(performance.timeOrigin + performance.now());
    await setTimeout(GAP_MS);
  }
  let arrived = await portal.arrivals();
  while (arrived.length < FILES) {
    await setTimeout(100);
    arrived = await portal.arrivals();
  }
  return written.map((at, file) => (arrived[file] ?? NaN) - at - quietMs);
}
