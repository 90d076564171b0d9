import { createHash } from 'node:crypto';

import { AppError } from '#domain/errors.ts';
import { isSameVersion, isUntouched, type FileStamp } from '#domain/file-stamp.ts';

import type { OpenFile } from '#engine/ports.ts';
import { hashOf } from '#engine/system/hash-of.ts';

/** Up to here a file is sent in a single chunk. A multiple of 3, so that the Base64 of chunks is that of the whole. */
export const CHUNK_BYTES = 48 * 1024;

/** All of a small file. */
export interface Content {
  /** Lower-case hex. */
  readonly sha256: string;
  readonly base64: Uint8Array;
}

/** Reads all of a file of at most `CHUNK_BYTES`, `opened` so. @throws AppError `file.changed` */
export async function readSmall(file: OpenFile, opened: FileStamp): Promise<Content> {
  const content = Buffer.allocUnsafe(opened.size);
  await readFully(file, content, 0);
  const sha256 = createHash('sha256').update(content).digest('hex');
  await requireUnchanged(file, opened, sha256);
  return { sha256, base64: Buffer.from(content.toString('base64'), 'latin1') };
}

/** Fills all of `target` from `position` on. @throws AppError `file.changed` when the file ends before */
export async function readFully(file: OpenFile, target: Buffer, position: number): Promise<void> {
  let filled = 0;
  while (filled < target.length) {
    const read = await file.read(filled === 0 ? target : target.subarray(filled), position + filled);
    if (read === 0) throw changed();
    filled += read;
  }
}

/** The file that was opened is the version that settled; resolves to how it was opened. @throws AppError `file.changed` */
export async function requireExpected(file: OpenFile, expected: FileStamp): Promise<FileStamp> {
  const opened = file.opened ?? (await file.stamp());
  if (!isSameVersion(opened, expected)) throw changed();
  return opened;
}

/**
 * The file still holds what was read of it since it was `opened`. Sync tools write and set the time back, so a file that
 * was touched at all is read once more; that only its metadata were touched is no reason not to send it.
 * @throws AppError `file.changed`
 */
export async function requireUnchanged(file: OpenFile, opened: FileStamp, sha256: string): Promise<void> {
  const now = await file.stamp();
  if (isUntouched(now, opened)) return;
  if (!isSameVersion(now, opened) || (await hashOf(file)) !== sha256) throw changed();
}

function changed(): AppError {
  return new AppError('file.changed', 'the file changed while it was read');
}
