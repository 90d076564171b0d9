import { constants } from 'node:fs';
import { sep } from 'node:path';
import { AppError } from '#domain/errors.ts';
import type { FileStamp } from '#domain/file-stamp.ts';
import type { OpenFile } from '../ports.ts';
import { toFileError } from './file-errors.ts';
import type { Disk, DiskFile, DiskStats } from './disk.ts';

/** On Windows the two latter do not exist; `resolveFile` finds links there. */
const FLAGS =
  constants.O_RDONLY |
  ((constants.O_NOFOLLOW as number | undefined) ?? 0) |
  ((constants.O_NONBLOCK as number | undefined) ?? 0);

/**
 * Opens a regular file that lies under `root`, and checks the open handle instead of the path: the path may lead
 * elsewhere a moment later. `realRoot` is the pinned real path of `root`, which may lead elsewhere now.
 */
export async function openRegular(
  disk: Disk,
  path: string,
  root: string,
  realRoot?: string,
): Promise<OpenFile> {
  let file: DiskFile;
  try {
    file = await disk.open(path, FLAGS);
  } catch (thrown) {
    throw toFileError(thrown);
  }
  try {
    const stats = await file.stat();
    if (stats.kind !== 'file') throw new AppError('file.special', 'not a regular file');
    if (isForeignLink(stats)) throw new AppError('file.link', 'a second name of a file of another user');
    const [inside, realFile] = await Promise.all([
      realRoot ?? realRootOf(disk, root),
      resolveFile(disk, file, stats, path),
    ]);
    demandInside(realFile, inside);
    return toOpenFile(file, stats);
  } catch (thrown) {
    await file.close().catch(() => undefined);
    throw toFileError(thrown);
  }
}

/**
 * True for a second name of a file that another user owns and others may not read. Whoever may write into the folder can
 * link it there where the system does not forbid it, and a program that runs as root would read it.
 */
function isForeignLink({ links, owner, mode }: DiskStats): boolean {
  return links > 1 && owner !== process.getuid?.() && (mode & 0o004) === 0 && process.platform !== 'win32';
}

function demandInside(realFile: string, realRoot: string): void {
  const inside = realFile.startsWith(realRoot.endsWith(sep) ? realRoot : realRoot + sep);
  if (!inside) throw new AppError('file.outside', 'leads out of the watched folder');
}

const asked = new Map<string, Promise<string>>();

/** Files that are opened at the same time ask for the real path of their folder once. */
function realRootOf(disk: Disk, root: string): Promise<string> {
  const pending = asked.get(root);
  if (pending !== undefined) return pending;
  const answer = disk.realpath(root).finally(() => asked.delete(root));
  asked.set(root, answer);
  return answer;
}

/** The real path of what is behind the handle. */
async function resolveFile(disk: Disk, file: DiskFile, stats: DiskStats, path: string): Promise<string> {
  const told = await file.realPath();
  if (told !== undefined) {
    // The kernel marks the path of a file that was deleted or replaced since it was opened.
    if (stats.links === 0 || told.endsWith(' (deleted)'))
      throw new AppError('file.vanished', 'replaced while it was opened');
    return told;
  }
  await demandSame(disk, path, stats);
  const real = await disk.realpath(path);
  await demandSame(disk, real, stats);
  return real;
}

/** Elsewhere the handle does not tell its path, so the path must lead to the handle, without a link at its end. */
async function demandSame(disk: Disk, path: string, stats: DiskStats): Promise<void> {
  const found = await disk.lstat(path);
  if (found.kind === 'link') throw new AppError('file.link', 'a link');
  if (found.dev !== stats.dev || found.ino !== stats.ino)
    throw new AppError('file.vanished', 'replaced while it was opened');
}

function toOpenFile(file: DiskFile, stats: DiskStats): OpenFile {
  return {
    opened: toStamp(stats),
    stamp: async () => toStamp(await file.stat()),
    read: (target, position) => file.read(target, position),
    close: () => file.close(),
  };
}

export function toStamp({ dev, ino, size, mtimeMs, ctimeMs, birthtimeMs }: DiskStats): FileStamp {
  return { dev, ino, size, mtimeMs, ctimeMs, bornMs: birthtimeMs > 0 ? birthtimeMs : undefined };
}
