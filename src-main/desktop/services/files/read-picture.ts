import type { OpenFile } from '#engine/ports.ts';

/** Larger pictures have no preview. */
const MAX_BYTES = 20_000_000;

/** How the files begin that Chromium shows as pictures. SVG is none of them: it holds scripts and links. */
const SIGNATURES: readonly RegExp[] = [
  /^\x89PNG\r\n\x1a\n/,
  /^\xff\xd8\xff/,
  /^GIF8[79]a/,
  /^RIFF.{4}WEBP/s,
  /^BM/,
];
const MAX_SIGNATURE_BYTES = 12;

/**
 * Reads a picture without decoding it; a page decodes it inside its sandbox. Undefined if the first bytes are not those
 * of a picture, or the file is too large.
 */
export async function readPicture(
  file: Pick<OpenFile, 'opened' | 'stamp' | 'read'>,
): Promise<Uint8Array | undefined> {
  const { size } = file.opened ?? (await file.stamp());
  if (size < MAX_SIGNATURE_BYTES || size > MAX_BYTES) return undefined;
  const beginning = await readAt(file, 0, MAX_SIGNATURE_BYTES);
  const text = Buffer.from(beginning).toString('latin1');
  if (!SIGNATURES.some((pattern) => pattern.test(text))) return undefined;
  return readAt(file, 0, size);
}

async function readAt(file: Pick<OpenFile, 'read'>, position: number, length: number): Promise<Uint8Array> {
  const content = new Uint8Array(length);
  let done = 0;
  while (done < length) {
    const read = await file.read(content.subarray(done), position + done);
    if (read === 0) return content.subarray(0, done);
    done += read;
  }
  return content;
}
