import { constants, readlinkSync, type Stats } from 'node:fs';
import { type FileHandle, lstat, open, realpath } from 'node:fs/promises';
import { sep } from 'node:path';
import { AppError } from '#domain/errors.ts';
import type { FileStamp } from '#domain/file-stamp.ts';
import type { OpenFile } from '../ports.ts';
import { toFileError } from './file-errors.ts';

/** On Windows the two latter do not exist; `resolveHandle` finds links there. */
const FLAGS =
  constants.O_RDONLY |
  ((constants.O_NOFOLLOW as number | undefined) ?? 0) |
  ((constants.O_NONBLOCK as number | undefined) ?? 0);

/**
 * Opens a regular file that lies under `root`, and checks the open handle instead of the path: the path may lead
 * elsewhere a moment later. `realRoot` is the pinned real path of `root`, which may lead elsewhere now.
 */
export async function openRegular(path: string, root: string, realRoot?: string): Promise<OpenFile> {
  let handle: FileHandle;
  try {
    handle = await open(path, FLAGS);
  } catch (thrown) {
    throw toFileError(thrown);
  }
  try {
    const stats = await handle.stat();
    if (!stats.isFile()) throw new AppError('file.special', 'not a regular file');
    const [inside, realFile] = await Promise.all([
      realRoot ?? realRootOf(root),
      resolveHandle(handle, stats, path),
    ]);
    demandInside(realFile, inside);
    return toOpenFile(handle, stats);
  } catch (thrown) {
    await handle.close();
    throw toFileError(thrown);
  }
}

function demandInside(realFile: string, realRoot: string): void {
  const inside = realFile.startsWith(realRoot.endsWith(sep) ? realRoot : realRoot + sep);
  if (!inside) throw new AppError('file.outside', 'leads out of the watched folder');
}

const asked = new Map<string, Promise<string>>();

/** Files that are opened at the same time ask for the real path of their folder once. */
function realRootOf(root: string): Promise<string> {
  const pending = asked.get(root);
  if (pending !== undefined) return pending;
  const answer = realpath(root).finally(() => asked.delete(root));
  asked.set(root, answer);
  return answer;
}

/** The real path of what is behind the handle. */
async function resolveHandle(handle: FileHandle, stats: Stats, path: string): Promise<string> {
  if (process.platform === 'linux') {
    // The kernel answers from memory, so that nothing is won by asking from another thread.
    const real = readlinkSync(`/proc/self/fd/${handle.fd}`);
    // The kernel marks the path of a file that was deleted or replaced since it was opened.
    if (stats.nlink === 0 || real.endsWith(' (deleted)'))
      throw new AppError('file.vanished', 'replaced while it was opened');
    return real;
  }
  await demandSame(path, stats);
  const real = await realpath(path);
  await demandSame(real, stats);
  return real;
}

/** Elsewhere the handle does not tell its path, so the path must lead to the handle, without a link at its end. */
async function demandSame(path: string, stats: Stats): Promise<void> {
  const found = await lstat(path);
  if (found.isSymbolicLink()) throw new AppError('file.link', 'a link');
  if (found.dev !== stats.dev || found.ino !== stats.ino)
    throw new AppError('file.vanished', 'replaced while it was opened');
}

function toOpenFile(handle: FileHandle, stats: Stats): OpenFile {
  return {
    opened: toStamp(stats),
    createdAtMs: stats.birthtimeMs > 0 ? stats.birthtimeMs : undefined,
    stamp: async () => toStamp(await handle.stat()),
    read: async (target, position) => (await handle.read(target, 0, target.length, position)).bytesRead,
    close: () => handle.close(),
  };
}

export function toStamp(stats: Stats): FileStamp {
  const { dev, ino, size, mtimeMs, ctimeMs } = stats;
  return { dev, ino, size, mtimeMs, ctimeMs };
}
