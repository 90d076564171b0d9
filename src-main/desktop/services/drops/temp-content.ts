import { randomUUID } from 'node:crypto';
import { mkdir, readdir, rm, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { AppError } from '#domain/errors.ts';
import { replaceFile } from '#engine/system/replace-file.ts';

const RESERVED = /[<>:"/\\|?*\p{Cc}\p{Cf}]/gu;
const MAX_NAME_LENGTH = 150;
const DAY_MS = 86_400_000;
/** Longer than the retry schedule, so a waiting upload never loses its file. */
const KEEP_DAYS = 7;

/**
 * Saves dropped content that has no path, under its own name in a folder of its own; resolves to the path.
 * @throws AppError `write.failed`
 */
export async function saveTempContent(folder: string, name: string, content: Uint8Array): Promise<string> {
  const own = join(folder, randomUUID());
  const path = join(own, safeName(name));
  try {
    await mkdir(own, { recursive: true, mode: 0o700 });
    await replaceFile(path, content);
    return path;
  } catch (cause) {
    await rm(own, { recursive: true, force: true });
    throw new AppError('write.failed', 'dropped content could not be kept', { cause });
  }
}

/** Removes content that is older than any waiting upload can be. */
export async function removeOldTempContent(folder: string, now: number): Promise<void> {
  const kept = await readdir(folder).catch(() => []);
  for (const name of kept) {
    const { mtimeMs } = await stat(join(folder, name));
    if (now - mtimeMs > KEEP_DAYS * DAY_MS) await rm(join(folder, name), { recursive: true });
  }
}

/** A name every system takes, without folders in it. */
export function safeName(name: string): string {
  const plain = basename(name.replace(RESERVED, '_')).replace(/^[.\s]+|[.\s]+$/g, '');
  return plain === '' ? 'file' : plain.slice(-MAX_NAME_LENGTH);
}
