import { createHash } from 'node:crypto';
import type { OpenFile } from '../ports.ts';

const CHUNK_BYTES = 256 * 1024;

/** SHA-256 of an open file, lower-case hex, like the ledger's. */
export async function hashOf(file: OpenFile): Promise<string> {
  const hash = createHash('sha256');
  const chunk = new Uint8Array(CHUNK_BYTES);
  let position = 0;
  for (let read = await file.read(chunk, 0); read > 0; read = await file.read(chunk, position)) {
    hash.update(chunk.subarray(0, read));
    position += read;
  }
  return hash.digest('hex');
}
