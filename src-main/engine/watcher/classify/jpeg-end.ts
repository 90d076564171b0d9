import { toText, type ReadBytes } from './read-bytes.ts';

const CHUNK_BYTES = 256 * 1024;
const END = '\xff\xd9';

/**
 * Whether a JPEG file has the end of its image. Cameras append films and notes, so it is looked for from the beginning of
 * the image on, behind the preview in the header.
 */
export async function findJpegEnd(size: number, read: ReadBytes): Promise<boolean> {
  const tail = toText(await read(Math.max(0, size - 4_096), 4_096));
  if (tail.replace(/[\0\s]+$/, '').endsWith(END)) return true;
  const image = await findImage(size, read);
  if (image === undefined) return false;
  for (let position = image; position < size; position += CHUNK_BYTES - 1) {
    if (toText(await read(position, CHUNK_BYTES)).includes(END)) return true;
  }
  return false;
}

/** Where the image begins, behind all segments of the header; undefined when the header is not complete. */
async function findImage(size: number, read: ReadBytes): Promise<number | undefined> {
  for (let position = 2; position + 4 <= size;) {
    const [mark, kind, high = 0, low = 0] = await read(position, 4);
    if (mark !== 0xff || kind === undefined) return undefined;
    const length = high * 256 + low;
    if (kind === 0xff) position++;
    else if (length < 2) return undefined;
    else if (kind === 0xda) return position + 2 + length;
    else position += 2 + length;
  }
  return undefined;
}
