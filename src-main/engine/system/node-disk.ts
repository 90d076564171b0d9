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
import type { EntryKind, FolderEntry } from '../ports.ts';
import { fromSystem, toSystem } from './byte-names.ts';
import type { Disk, DiskFile, DiskStats } from './disk.ts';

/** Asks the system directly. Each call that the drive does not answer keeps one of the process's four threads for files. */
export const nodeDisk: Disk = {
  stat: async (path) => toDiskStats(await stat(toSystem(path))),
  lstat: async (path) => toDiskStats(await lstat(toSystem(path))),
  list: async (folder) => {
    const entries = await readdir(toSystem(folder), { withFileTypes: true });
    if (entries.some(({ name }) => MAY_HOLD_BYTES.test(name))) return listBytes(folder);
    return entries.map((entry) => ({ name: entry.name, kind: kindOf(entry) }));
  },
  realpath: async (path) => fromSystem(await realpath(toSystem(path), { encoding: 'buffer' })),
  open: async (path, flags) => toDiskFile(await open(toSystem(path), flags)),
  mkdir: async (folder) => {
    await mkdir(toSystem(folder), { recursive: true });
  },
  link: (from, to) => link(toSystem(from), toSystem(to)),
  rename: (from, to) => rename(toSystem(from), toSystem(to)),
  unlink: (path) => unlink(toSystem(path)),
};

/** Bytes that are not UTF-8 are read as U+FFFD; characters of the other range stand for such bytes. */
const MAY_HOLD_BYTES = /[\ufffd\u{10fe80}-\u{10feff}]/u;

async function listBytes(folder: string): Promise<FolderEntry[]> {
  const entries = await readdir(toSystem(folder), { withFileTypes: true, encoding: 'buffer' });
  return entries.map((entry) => ({ name: fromSystem(entry.name), kind: kindOf(entry) }));
}

function toDiskFile(handle: FileHandle): DiskFile {
  return {
    stat: async () => toDiskStats(await handle.stat()),
    // The kernel answers from memory, so that nothing is won by asking from another thread.
    realPath: () => Promise.resolve(process.platform === 'linux' ? pathOf(handle) : undefined),
    read: async (target, position) => (await handle.read(target, 0, target.length, position)).bytesRead,
    close: () => handle.close(),
  };
}

function pathOf({ fd }: FileHandle): string {
  return fromSystem(readlinkSync(`/proc/self/fd/${fd}`, { encoding: 'buffer' }));
}

export function toDiskStats(stats: Stats): DiskStats {
  const { dev, ino, size, mtimeMs, ctimeMs, birthtimeMs, mode, nlink, uid } = stats;
  return {
    dev,
    ino,
    size,
    mtimeMs,
    ctimeMs,
    birthtimeMs,
    mode,
    owner: uid,
    links: nlink,
    kind: kindOf(stats),
  };
}

function kindOf(entry: Pick<Dirent | Stats, 'isFile' | 'isDirectory' | 'isSymbolicLink'>): EntryKind {
  if (entry.isFile()) return 'file';
  if (entry.isDirectory()) return 'folder';
  return entry.isSymbolicLink() ? 'link' : 'special';
}
