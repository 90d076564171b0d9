import { createHash } from 'node:crypto';

import { AppError } from '#domain/errors.ts';
import { isSameVersion, type FileStamp } from '#domain/file-stamp.ts';

import type { FileSystem, FileToPost, OpenFile, ReadyFile } from '../ports.ts';

/** Up to here a file is sent in a single piece. A multiple of 3, so that the Base64 of pieces is that of the whole. */
export const PIECE_BYTES = 48 * 1024;

/** A file read so shortly before it is sent need not be looked at again. */
const FRESH_FOR_MS = 250;

export interface ReadAheadParts {
  readonly files: Pick<FileSystem, 'open' | 'stamp'>;
  readonly monotonicMs: () => number;
}

/** All of a small file. */
export type Content = Pick<ReadyFile, 'sha256' | 'base64'>;

/** Reads all of a file of at most `PIECE_BYTES`. @throws AppError `file.changed` */
export async function readSmall(file: OpenFile, stamp: FileStamp): Promise<Content> {
  const content = Buffer.allocUnsafe(stamp.size);
  await readFully(file, content, 0);
  await requireUnchanged(file, stamp);
  return {
    sha256: createHash('sha256').update(content).digest('hex'),
    base64: Buffer.from(content.toString('base64'), 'latin1'),
  };
}

/** Reads a small file before its turn; undefined for one that is larger, empty, or not as expected. Never rejects. */
export async function readAhead(
  { files, monotonicMs }: ReadAheadParts,
  { path, root, stamp }: FileToPost,
): Promise<ReadyFile | undefined> {
  if (stamp.size === 0 || stamp.size > PIECE_BYTES) return undefined;
  try {
    const file = await files.open(path, root);
    try {
      await requireExpected(file, stamp);
      const content = await readSmall(file, stamp);
      return { ...content, readAtMs: monotonicMs() };
    } finally {
      await file.close().catch(() => undefined);
    }
  } catch {
    return undefined; // its own attempt will say what is wrong with it
  }
}

/** True while the path still leads to the version that was read ahead. Never rejects. */
export async function isStillThere(
  { files, monotonicMs }: ReadAheadParts,
  { path, stamp }: FileToPost,
  { readAtMs }: ReadyFile,
): Promise<boolean> {
  if (monotonicMs() - readAtMs < FRESH_FOR_MS) return true;
  const now = await files.stamp(path).catch(() => undefined);
  return now !== undefined && isSameVersion(now, stamp);
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

/** The file that was opened is the version that settled. @throws AppError `file.changed` */
export async function requireExpected(file: OpenFile, expected: FileStamp): Promise<void> {
  if (!isSameVersion(file.opened ?? (await file.stamp()), expected)) throw changed();
}

/** @throws AppError `file.changed` */
export async function requireUnchanged(file: OpenFile, expected: FileStamp): Promise<void> {
  if (!isSameVersion(await file.stamp(), expected)) throw changed();
}

function changed(): AppError {
  return new AppError('file.changed', 'the file changed while it was read');
}
