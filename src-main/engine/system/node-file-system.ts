import { type Dirent, lstatSync } from 'node:fs';
import { lstat, readdir, realpath, stat } from 'node:fs/promises';
import type { EntryKind, FileSystem } from '../ports.ts';
import { isMissing } from './file-errors.ts';
import { openRegular, toStamp } from './open-regular.ts';

/** The file system of this machine. */
export const nodeFileSystem: FileSystem = {
  identity: (folder) =>
    orUndefined(async () => {
      const stats = await stat(folder);
      return stats.isDirectory() ? { dev: stats.dev, ino: stats.ino } : undefined;
    }),
  realPath: (folder) => orUndefined(() => realpath(folder)),
  list: async (folder) => {
    const entries = await readdir(folder, { withFileTypes: true });
    return entries.map((entry) => ({ name: entry.name, kind: kindOf(entry) }));
  },
  stamp: (path) =>
    orUndefined(async () => {
      const stats = await lstat(path);
      return stats.isFile() ? toStamp(stats) : undefined;
    }),
  stampNow: (path) => {
    const stats = lstatSync(path, { throwIfNoEntry: false });
    return stats?.isFile() === true ? toStamp(stats) : undefined;
  },
  open: openRegular,
};

async function orUndefined<T>(look: () => Promise<T | undefined>): Promise<T | undefined> {
  try {
    return await look();
  } catch (thrown) {
    if (isMissing(thrown)) return undefined;
    throw thrown;
  }
}

function kindOf(entry: Dirent): EntryKind {
  if (entry.isFile()) return 'file';
  if (entry.isDirectory()) return 'folder';
  return entry.isSymbolicLink() ? 'link' : 'special';
}
