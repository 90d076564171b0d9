import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readPieces } from '#engine/bitrix24/read-pieces.ts';
import { PIECE_BYTES } from '#engine/bitrix24/small-file.ts';
import type { OpenFile } from '#engine/ports.ts';

/** A file that gives at most `atOnce` bytes for one read, each later than asked. */
function fileOf(content: Buffer, atOnce = Infinity) {
  const reading = { now: 0, asked: 0 };
  const file: Pick<OpenFile, 'read'> = {
    read: async (target, position) => {
      reading.now++;
      reading.asked++;
      await new Promise(setImmediate);
      reading.now--;
      return content.copy(target, 0, position, position + Math.min(target.length, atOnce));
    },
  };
  return { file: file as OpenFile, reading };
}

test('the pieces are the file, whatever its size and however little a read gives', async () => {
  const size = fc.integer({ min: 1, max: 4 * PIECE_BYTES });
  await fc.assert(
    fc.asyncProperty(size, fc.integer({ min: 1_000, max: 2 * PIECE_BYTES }), async (bytes, atOnce) => {
      const content = randomBytes(bytes);
      const copies: Buffer[] = [];
      for await (const piece of readPieces(fileOf(content, atOnce).file, bytes)) {
        const before = Buffer.from(piece);
        await new Promise(setImmediate); // the next one is read meanwhile
        expect(piece.equals(before)).toBe(true);
        copies.push(before);
      }

      expect(Buffer.concat(copies).equals(content)).toBe(true);
      expect(copies.slice(0, -1).every(({ length }) => length === PIECE_BYTES)).toBe(true);
    }),
    { numRuns: 30 },
  );
});

test('a file that ends before its size has changed', async () => {
  const pieces = readPieces(fileOf(randomBytes(PIECE_BYTES + 5)).file, PIECE_BYTES + 6);
  await pieces.next();
  await expect(pieces.next()).rejects.toMatchObject({ code: 'file.changed' });
});

test('whoever stops early may close the file: nothing of it is read any more', async () => {
  const { file, reading } = fileOf(randomBytes(5 * PIECE_BYTES));
  for await (const piece of readPieces(file, 5 * PIECE_BYTES)) {
    expect(piece).toHaveLength(PIECE_BYTES);
    expect(reading.now).toBe(1);
    break;
  }
  expect(reading).toEqual({ now: 0, asked: 2 });
});
