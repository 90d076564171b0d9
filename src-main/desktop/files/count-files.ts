import { basename, dirname, join } from 'node:path';
import type { ErrorCode } from '#domain/errors.ts';
import type { FileStamp } from '#domain/file-stamp.ts';
import type { FileSystem } from '#engine/ports.ts';

/** A file somebody wants to send by hand. */
export interface ChosenFile {
  readonly path: string;
  /** The folder it must lie under when it is opened. */
  readonly root: string;
  readonly name: string;
  readonly stamp: FileStamp;
}

export interface Counted {
  readonly files: readonly ChosenFile[];
  readonly refused: readonly { readonly name: string; readonly code: ErrorCode }[];
}

/** More than anybody means to drop; beyond it the rest is left out instead of reading a whole disk. */
const MOST_FILES = 5_000;

/** Every regular file among the paths and in the folders among them. Links are not followed. */
export async function countFiles(
  files: Pick<FileSystem, 'stamp' | 'list'>,
  paths: readonly string[],
  largest: number,
): Promise<Counted> {
  const found: ChosenFile[] = [];
  const refused: { name: string; code: ErrorCode }[] = [];

  const take = async (path: string, root: string): Promise<void> => {
    if (found.length >= MOST_FILES) return;
    const stamp = await files.stamp(path).catch(() => undefined);
    const refusal = stamp === undefined ? 'file.unreadable' : refusalFor(stamp, largest);
    if (stamp === undefined || refusal !== undefined) {
      refused.push({ name: basename(path), code: refusal ?? 'file.unreadable' });
    } else {
      found.push({ path, root, name: basename(path), stamp });
    }
  };
  const enter = async (folder: string, root: string): Promise<void> => {
    for (const { name, kind } of await files.list(folder)) {
      const path = join(folder, name);
      if (kind === 'file') await take(path, root);
      else if (kind === 'folder') await enter(path, root);
    }
  };

  for (const path of paths) {
    const entries = await files.list(path).catch(() => undefined);
    if (entries === undefined) await take(path, dirname(path));
    else await enter(path, path);
  }
  return { files: found, refused };
}

function refusalFor({ size }: FileStamp, largest: number): ErrorCode | undefined {
  if (size === 0) return 'file.empty';
  return size > largest ? 'file.too-large' : undefined;
}
