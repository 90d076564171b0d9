import { type Dirent, readlinkSync, type Stats } from 'node:fs';
import {
  type FileHandle,
  link,
  lstat,
  mkdir,
  open,
  readdir,
  realpath,
  rename,
  stat,
  unlink,
} from 'node:fs/promises';
import type { EntryKind } from '../ports.ts';
import type { Disk, DiskFile, DiskStats } from './disk.ts';

/** Asks the system directly. Each call that the drive does not answer keeps one of the process's four threads for files. */
export const nodeDisk: Disk = {
  stat: async (path) => toDiskStats(await stat(path)),
  lstat: async (path) => toDiskStats(await lstat(path)),
  list: async (folder) => {
    const entries = await readdir(folder, { withFileTypes: true });
    return entries.map((entry) => ({ name: entry.name, kind: kindOf(entry) }));
  },
  realpath: (path) => realpath(path),
  open: async (path, flags) => toDiskFile(await open(path, flags)),
  mkdir: async (folder) => {
    await mkdir(folder, { recursive: true });
  },
  link,
  rename,
  unlink,
};

function toDiskFile(handle: FileHandle): DiskFile {
  return {
    stat: async () => toDiskStats(await handle.stat()),
    // The kernel answers from memory, so that nothing is won by asking from another thread.
    realPath: () =>
      Promise.resolve(process.platform === 'linux' ? readlinkSync(`/proc/self/fd/${handle.fd}`) : undefined),
    read: async (target, position) => (await handle.read(target, 0, target.length, position)).bytesRead,
    close: () => handle.close(),
  };
}

export function toDiskStats(stats: Stats): DiskStats {
  const { dev, ino, size, mtimeMs, ctimeMs, birthtimeMs, mode, nlink } = stats;
  return { dev, ino, size, mtimeMs, ctimeMs, birthtimeMs, mode, links: nlink, kind: kindOf(stats) };
}

function kindOf(entry: Dirent | Stats): EntryKind {
  if (entry.isFile()) return 'file';
  if (entry.isDirectory()) return 'folder';
  return entry.isSymbolicLink() ? 'link' : 'special';
}
