import type { Disk, DiskFile } from './disk.ts';
import { type Drives, machineDrives } from './drive-kind.ts';
import { forkDriveHelper, type StartDriveHelper } from './drive-helper.ts';
import { GuardedDrive } from './guarded-drive.ts';
import { nodeDisk } from './node-disk.ts';

const LIMIT_MS = 20_000;

export interface GuardedDiskOptions {
  readonly drives?: Pick<Drives, 'placeOf'>;
  /** Where plain Node cannot be started. */
  readonly startHelper?: StartDriveHelper;
  /** Milliseconds after which a drive that has not answered counts as one that does not; 20 s by default. */
  readonly limitMs?: number;
}

/** A disk whose calls always end. */
export interface GuardedDisk extends Disk {
  /** Gives calls up after at most `limitMs`, also those under way, until the answer is called. */
  hurry(limitMs: number): () => void;
}

/**
 * The drives of this machine. A drive that is known to be local is asked directly, each other one through a helper
 * process of its own, so that none that stops answering holds up anything but itself.
 */
export function guardedDisk(options: GuardedDiskOptions = {}): GuardedDisk {
  const { drives = machineDrives, startHelper = forkDriveHelper } = options;
  const limits = new Set([{ ms: options.limitMs ?? LIMIT_MS }]);
  const limitMs = () => Math.min(...[...limits].map(({ ms }) => ms));
  const guarded = new Map<string, { readonly drive: GuardedDrive; readonly disk: Disk }>();

  const guard = (name: string): Disk => {
    let found = guarded.get(name);
    if (found === undefined) {
      const drive = new GuardedDrive({ root: name, startHelper, limitMs });
      found = { drive, disk: diskOf(drive) };
      guarded.set(name, found);
    }
    return found.disk;
  };
  /** @param followsLast whether the call follows a link at the end of the path */
  const at = async (path: string, followsLast: boolean): Promise<Disk> => {
    const { drive } = await drives.placeOf(path, followsLast);
    return drive === undefined ? nodeDisk : guard(drive);
  };
  /** Between two drives a file can be neither linked nor renamed: one of them says so. */
  const between = async (from: string, to: string): Promise<Disk> => {
    const source = await at(from, false);
    return source === nodeDisk ? at(to, false) : source;
  };

  return {
    stat: async (path) => (await at(path, true)).stat(path),
    lstat: async (path) => (await at(path, false)).lstat(path),
    list: async (folder) => (await at(folder, true)).list(folder),
    realpath: async (path) => (await at(path, true)).realpath(path),
    open: async (path, flags) => (await at(path, false)).open(path, flags),
    mkdir: async (folder) => (await at(folder, true)).mkdir(folder),
    link: async (from, to) => (await between(from, to)).link(from, to),
    rename: async (from, to) => (await between(from, to)).rename(from, to),
    unlink: async (path) => (await at(path, false)).unlink(path),
    hurry: (ms) => {
      const limit = { ms };
      limits.add(limit);
      for (const { drive } of guarded.values()) drive.hurry();
      return () => void limits.delete(limit);
    },
  };
}

/** The calls of a disk, answered by the helper of one drive. */
function diskOf(drive: GuardedDrive): Disk {
  return {
    stat: (path) => drive.ask('stat', path),
    lstat: (path) => drive.ask('lstat', path),
    list: (folder) => drive.ask('list', folder),
    realpath: (path) => drive.ask('realpath', path),
    open: async (path, flags) => fileOf(drive, await drive.ask('open', path, flags)),
    mkdir: (folder) => drive.ask('mkdir', folder),
    link: (from, to) => drive.ask('link', from, to),
    rename: (from, to) => drive.ask('rename', from, to),
    unlink: (path) => drive.ask('unlink', path),
  };
}

function fileOf(drive: GuardedDrive, file: number): DiskFile {
  return {
    stat: () => drive.ask('fileStat', file),
    realPath: () => drive.ask('fileRealPath', file),
    read: async (target, position) => {
      const bytes = await drive.ask('fileRead', file, target.length, position);
      target.set(bytes);
      return bytes.length;
    },
    close: () => drive.ask('fileClose', file),
  };
}
