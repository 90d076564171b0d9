import type { OpenFile } from '../ports.ts';
import { PIECE_BYTES, readFully } from './small-file.ts';

/**
 * The pieces of a file of `size` bytes, at least one, in order; while one is used, the next is read. A piece is good
 * until the next is asked for. When it ends, however that comes, the file is no longer read from.
 * @throws AppError `file.changed` when the file ends before
 */
export async function* readPieces(file: OpenFile, size: number): AsyncGenerator<Buffer, void> {
  let [free, used] = [Buffer.allocUnsafeSlow(PIECE_BYTES), Buffer.allocUnsafeSlow(PIECE_BYTES)];
  const read = async (position: number) => {
    const piece = free.subarray(0, Math.min(PIECE_BYTES, size - position));
    [free, used] = [used, free];
    await readFully(file, piece, position);
    return piece;
  };
  let ahead = read(0);
  try {
    for (let position = PIECE_BYTES; position < size; position += PIECE_BYTES) {
      const piece = await ahead;
      ahead = read(position);
      // Looked at when its turn comes; until then a failure is not an unhandled one.
      ahead.catch(() => undefined);
      yield piece;
    }
    yield await ahead;
  } finally {
    await ahead.catch(() => undefined);
  }
}
