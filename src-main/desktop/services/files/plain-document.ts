import { basename } from 'node:path';
import { AppError } from '#domain/errors.ts';
import type { Disk } from '#engine/system/disk.ts';
import { openRegular } from '#engine/system/open-regular.ts';
import { isRunnable } from './runnable-types.ts';

/**
 * True for a file that may be opened by a click: not a link and not a program. Checks the file that is there now.
 * @param root the folder that the file must lie in
 * @throws AppError of a file that is gone or cannot be read
 */
export async function isPlainDocument(disk: Disk, path: string, root: string): Promise<boolean> {
  try {
    const file = await openRegular(disk, path, root);
    await file.close();
  } catch (thrown) {
    const { code } = AppError.from(thrown);
    if (code === 'file.link' || code === 'file.outside' || code === 'file.special') return false;
    throw thrown;
  }
  return !isRunnable(basename(path), (await disk.lstat(path)).mode, process.platform);
}
