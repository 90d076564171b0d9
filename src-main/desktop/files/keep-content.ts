import { randomUUID } from 'node:crypto';
import { mkdir, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';

const RESERVED = /[<>:"/\\|?*\p{Cc}\p{Cf}]/gu;
const LONGEST_NAME = 150;
const DAY_MS = 86_400_000;
/** Longer than the retry schedule, so that nothing that still waits loses its file. */
const KEEP_DAYS = 7;

/** Saves dropped content that has no path, under its own name in a folder of its own; resolves to the path. */
export async function keepContent(folder: string, name: string, content: Uint8Array): Promise<string> {
  const own = join(folder, randomUUID());
  await mkdir(own, { recursive: true, mode: 0o700 });
  const path = join(own, safeName(name));
  await writeFile(path, content, { mode: 0o600, flag: 'wx' });
  return path;
}

/** Removes what was kept for longer than anything can still wait for it. */
export async function forgetOldContent(folder: string, now: number): Promise<void> {
  const kept = await readdir(folder).catch(() => []);
  for (const name of kept) {
    const { mtimeMs } = await stat(join(folder, name));
    if (now - mtimeMs > KEEP_DAYS * DAY_MS) await rm(join(folder, name), { recursive: true });
  }
}

/** A name every system takes, without folders in it. */
export function safeName(name: string): string {
  const plain = basename(name.replace(RESERVED, '_')).replace(/^[.\s]+|[.\s]+$/g, '');
  return plain === '' ? 'file' : plain.slice(-LONGEST_NAME);
}
