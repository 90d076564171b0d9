import { randomBytes } from 'node:crypto';
import { appendFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Workshop } from './workshop.ts';

const BLOCK_BYTES = 1024 * 1024;

/** A file of random bytes in a folder of its own. */
export function bigFile(workshop: Workshop, bytes: number): string {
  const path = join(workshop.folder(), 'big.bin');
  writeFileSync(path, '');
  for (let written = 0; written < bytes; written += BLOCK_BYTES)
    appendFileSync(path, randomBytes(BLOCK_BYTES));
  truncateSync(path, bytes);
  return path;
}
