import { createHash } from 'node:crypto';
import type { OpenFile } from '../ports.ts';

const CHUNK_BYTES = 256 * 1024;

/** SHA-256 of an open file or its first `bytes`, lower-case hex, like the ledger's. */
export async function hashOf(file: OpenFile, bytes = Infinity): Promise<string> {
  const hash = createHash('sha256');
  const chunk = new Uint8Array(CHUNK_BYTES);
  let position = 0;
  while (position < bytes) {
    const read = await file.read(chunk, position);
    if (read === 0) break;
    hash.update(chunk.subarray(0, Math.min(read, bytes - position)));
    position += read;
  }
  return hash.digest('hex');
}
