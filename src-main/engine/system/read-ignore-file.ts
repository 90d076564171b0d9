import { join } from 'node:path';
import { IGNORE_FILE, MAX_IGNORE_BYTES } from '#domain/ignore-files.ts';
import type { FileSystem, FolderEntry } from '../ports.ts';

/**
 * The text of a folder's `.chatdropignore`, where its listing has one; at most `MAX_IGNORE_BYTES` of it. `undefined` also
 * for one that cannot be read.
 */
export async function readIgnoreFile(
  files: Pick<FileSystem, 'open'>,
  root: string,
  folder: string,
  entries: readonly FolderEntry[],
): Promise<string | undefined> {
  if (!entries.some(({ name, kind }) => name === IGNORE_FILE && kind === 'file')) return undefined;
  try {
    const file = await files.open(join(root, folder, IGNORE_FILE), root);
    try {
      const bytes = Buffer.alloc(MAX_IGNORE_BYTES);
      return bytes.toString('utf8', 0, await file.read(bytes, 0));
    } finally {
      await file.close();
    }
  } catch {
    return undefined; // gone again, or not ours to read
  }
}
