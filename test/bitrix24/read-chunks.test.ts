import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readChunks } from '#bitrix24/upload/read-chunks.ts';
import { CHUNK_BYTES } from '#bitrix24/upload/small-file.ts';
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

test('the chunks are the file, whatever its size and however little a read gives', async () => {
  const size = fc.integer({ min: 1, max: 4 * CHUNK_BYTES });
  await fc.assert(
    fc.asyncProperty(size, fc.integer({ min: 1_000, max: 2 * CHUNK_BYTES }), async (bytes, atOnce) => {
      const content = randomBytes(bytes);
      const copies: Buffer[] = [];
      for await (const chunk of readChunks(fileOf(content, atOnce).file, bytes)) {
        const before = Buffer.from(chunk);
        await new Promise(setImmediate); // the next one is read meanwhile
        expect(chunk.equals(before)).toBe(true);
        copies.push(before);
      }

      expect(Buffer.concat(copies).equals(content)).toBe(true);
      expect(copies.slice(0, -1).every(({ length }) => length === CHUNK_BYTES)).toBe(true);
    }),
    { numRuns: 30 },
  );
});

test('a file that ends before its size has changed', async () => {
  const chunks = readChunks(fileOf(randomBytes(CHUNK_BYTES + 5)).file, CHUNK_BYTES + 6);
  await chunks.next();
  await expect(chunks.next()).rejects.toMatchObject({ code: 'file.changed' });
});

test('whoever stops early may close the file: nothing of it is read any more', async () => {
  const { file, reading } = fileOf(randomBytes(5 * CHUNK_BYTES));
  for await (const chunk of readChunks(file, 5 * CHUNK_BYTES)) {
    expect(chunk).toHaveLength(CHUNK_BYTES);
    expect(reading.now).toBe(1);
    break;
  }
  expect(reading).toEqual({ now: 0, asked: 2 });
});
