import type { OpenFile } from '#engine/ports.ts';
import { CHUNK_BYTES, readFully } from './small-file.ts';

/**
 * The chunks of a file of `size` bytes, at least one, in order; while one is used, the next is read. A chunk is good
 * until the next is asked for. When it ends, however that comes, the file is no longer read from.
 * @throws AppError `file.changed` when the file ends before
 */
export async function* readChunks(file: OpenFile, size: number): AsyncGenerator<Buffer, void> {
  let [free, used] = [Buffer.allocUnsafeSlow(CHUNK_BYTES), Buffer.allocUnsafeSlow(CHUNK_BYTES)];
  const read = async (position: number) => {
    const chunk = free.subarray(0, Math.min(CHUNK_BYTES, size - position));
    [free, used] = [used, free];
    await readFully(file, chunk, position);
    return chunk;
  };
  let ahead = read(0);
  try {
    for (let position = CHUNK_BYTES; position < size; position += CHUNK_BYTES) {
      const chunk = await ahead;
      ahead = read(position);
      // Looked at when its turn comes; until then a failure is not an unhandled one.
      ahead.catch(() => undefined);
      yield chunk;
    }
    yield await ahead;
  } finally {
    await ahead.catch(() => undefined);
  }
}
