import { dirname, join, parse, relative, isAbsolute } from 'node:path';
import { AppError } from '#domain/errors.ts';
import { isSameVersion, type FileStamp } from '#domain/file-stamp.ts';
import type { Disk } from '../../system/disk.ts';
import { toPostDeliveryError } from './post-delivery-errors.ts';

export interface FileToMove {
  readonly path: string;
  /** The watch's folder; source and target lie below it. */
  readonly root: string;
  /** Absolute target folder, made where it is missing. */
  readonly folder: string;
  /** What was delivered; anything else stays where it is. */
  readonly stamp: Pick<FileStamp, 'ino' | 'size' | 'mtimeMs'>;
  /** Part of the name under which the file is taken aside. Random and recorded, so that nobody can plant that file. */
  readonly token: string;
}

/**
 * Moves a delivered file and resolves to its new path. Replaces nothing, whatever happens meanwhile: what lies at
 * the path is taken aside in one step, looked at, and only then gets its name, or its old place back. Killed at
 * any moment and called again, it goes on where it was.
 * @throws AppError `after.changed`, `after.refused`, `after.other-drive`, `file.vanished`
 */
export async function moveFile(disk: Disk, file: FileToMove): Promise<string> {
  try {
    // Checked before as well: below a link the folder would be made outside of the watch.
    await demandInside(disk, file, await nearestFolder(disk, file.folder));
    await disk.mkdir(file.folder);
    await demandInside(disk, file, file.folder);
    const aside = join(file.folder, `.chatdrop-${file.token}`);
    if (!(await isThere(disk, aside))) {
      const before = await movedBefore(disk, file);
      if (before !== undefined) return before;
      await demandDelivered(disk, file);
      await disk.rename(file.path, aside);
    }
    if (!isSameVersion(await disk.lstat(aside), file.stamp)) {
      await place(disk, aside, dirname(file.path), parse(file.path).base);
      throw new AppError('after.changed', 'replaced while it was moved');
    }
    return await place(disk, aside, file.folder, parse(file.path).base);
  } catch (thrown) {
    throw toPostDeliveryError(thrown);
  }
}

/** The folder itself, or the nearest one above it that is there. */
async function nearestFolder(disk: Disk, folder: string): Promise<string> {
  const above = dirname(folder);
  return above === folder || (await isThere(disk, folder)) ? folder : nearestFolder(disk, above);
}

/** The target folder may be a link to elsewhere. */
async function demandInside(disk: Disk, { root, path }: FileToMove, folder: string): Promise<void> {
  const [realRoot, realFolder, realSource] = await Promise.all(
    [root, folder, dirname(path)].map((one) => disk.realpath(one)),
  );
  for (const real of [realFolder, realSource]) {
    const way = relative(realRoot ?? '', real ?? '');
    if (way.startsWith('..') || isAbsolute(way))
      throw new AppError('after.refused', 'leads out of the watch');
  }
}

async function demandDelivered(disk: Disk, { path, stamp }: FileToMove): Promise<void> {
  const found = await disk.lstat(path);
  if (found.kind !== 'file' || !isSameVersion(found, stamp))
    throw new AppError('after.changed', 'not the delivered file');
}

/** Where the file lies when we were killed after it got its name. */
async function movedBefore(disk: Disk, { path, folder, stamp }: FileToMove): Promise<string | undefined> {
  if (await isThere(disk, path)) return undefined;
  for (const name of names(parse(path).base)) {
    const target = join(folder, name);
    const found = await disk.lstat(target).catch(undefinedWhenMissing);
    if (found === undefined) return undefined;
    if (isSameVersion(found, stamp)) return target;
  }
  return undefined;
}

/** Gives a file that was taken aside the first name that is free. */
async function place(disk: Disk, aside: string, folder: string, base: string): Promise<string> {
  for (const name of names(base)) {
    const target = join(folder, name);
    if (await takesName(disk, aside, target)) return target;
  }
  throw new AppError('internal', 'there is always a next name');
}

async function takesName(disk: Disk, aside: string, target: string): Promise<boolean> {
  try {
    await disk.link(aside, target);
    await disk.unlink(aside);
    return true;
  } catch (thrown) {
    switch (codeOf(thrown)) {
      case 'EEXIST':
        return finishes(disk, aside, target);
      // Drives without hard links: FAT, some network shares.
      case 'EPERM':
      case 'ENOTSUP':
      case 'EOPNOTSUPP':
      case 'ENOSYS':
      case 'EMLINK':
      // exFAT on Windows: https://github.com/nodejs/node/issues/65817
      case 'EISDIR':
        return renamesWithoutReplacing(disk, aside, target);
      default:
        throw thrown;
    }
  }
}

/** True when we were killed between the two names and the target is ours already. */
async function finishes(disk: Disk, aside: string, target: string): Promise<boolean> {
  const [from, to] = await Promise.all([disk.lstat(aside), disk.lstat(target)]);
  if (from.ino !== to.ino || from.dev !== to.dev) return false;
  await disk.unlink(aside);
  return true;
}

/** Takes the name with an empty file of our own first, which the rename then replaces. */
async function renamesWithoutReplacing(disk: Disk, aside: string, target: string): Promise<boolean> {
  try {
    await (await disk.open(target, 'wx')).close();
  } catch (thrown) {
    if (codeOf(thrown) === 'EEXIST') return false;
    throw thrown;
  }
  try {
    await disk.rename(aside, target);
    return true;
  } catch (thrown) {
    await disk.unlink(target).catch(undefinedWhenMissing);
    throw thrown;
  }
}

/** `report.pdf`, `report (1).pdf`, … */
function* names(base: string): Generator<string> {
  const { name, ext } = parse(base);
  yield base;
  for (let nth = 1; ; nth += 1) yield `${name} (${nth})${ext}`;
}

async function isThere(disk: Disk, path: string): Promise<boolean> {
  return (await disk.lstat(path).catch(undefinedWhenMissing)) !== undefined;
}

function undefinedWhenMissing(thrown: unknown): undefined {
  if (codeOf(thrown) !== 'ENOENT') throw thrown;
}

function codeOf(thrown: unknown): string | undefined {
  return (thrown as NodeJS.ErrnoException).code;
}
