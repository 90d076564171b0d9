import { lstatSync } from 'node:fs';
import type { FileSystem } from '../ports.ts';
import { toSystem } from './byte-names.ts';
import { isMissing } from './file-errors.ts';
import { findWriters } from './find-writers.ts';
import type { Disk } from './disk.ts';
import { nodeDisk, toDiskStats } from './node-disk.ts';
import { openRegular, toStamp } from './open-regular.ts';

/** The file system as the engine sees it, on the calls of a disk. */
export function fileSystemOn(disk: Disk): FileSystem {
  return {
    identity: (folder) =>
      orUndefined(async () => {
        const { kind, dev, ino } = await disk.stat(folder);
        return kind === 'folder' ? { dev, ino } : undefined;
      }),
    realPath: (folder) => orUndefined(() => disk.realpath(folder)),
    list: (folder) => disk.list(folder),
    stamp: (path) =>
      orUndefined(async () => {
        const stats = await disk.lstat(path);
        return stats.kind === 'file' ? toStamp(stats) : undefined;
      }),
    stampNow: (path) => {
      try {
        const stats = lstatSync(toSystem(path), { throwIfNoEntry: false });
        return stats?.isFile() === true ? toStamp(toDiskStats(stats)) : undefined;
      } catch (thrown) {
        if (isMissing(thrown)) return undefined;
        throw thrown;
      }
    },
    open: (path, root, realRoot) => openRegular(disk, path, root, realRoot),
    findWriters,
  };
}

/** The file system of this machine, asked directly. */
export const nodeFileSystem = fileSystemOn(nodeDisk);

async function orUndefined<T>(ask: () => Promise<T | undefined>): Promise<T | undefined> {
  try {
    return await ask();
  } catch (thrown) {
    if (isMissing(thrown)) return undefined;
    throw thrown;
  }
}
